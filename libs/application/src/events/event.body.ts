/** An event, readable. */
export interface EventBody {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  /** One sentence. */
  readonly text: string;
  /** In which `data` is written. */
  readonly version: number;
  /** As it is stored. */
  readonly data: { readonly [key: string]: unknown };
  readonly correlationId: string | null;
  readonly causationId: string | null;
}
