/** A template, as the API shows it. */
export interface TemplateBody {
  readonly id: string;
  readonly subaccountId: string;
  readonly senderId: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameterFormat: string;
  readonly components: readonly { readonly [key: string]: unknown }[];
  readonly status: string;
  readonly statusReason: string | null;
  /** Names of its variables, in the order they are first used. */
  readonly variables: readonly string[];
  readonly createdAt: string;
  readonly revision: number;
}
