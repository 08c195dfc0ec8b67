import type { ContactState } from '@arauto/domain';

/** A contact of a campaign. What the vault no longer has is null. */
export interface ContactBody {
  readonly id: string;
  /** E.164, or the text as uploaded for an invalid record. */
  readonly phone: string | null;
  readonly name: string | null;
  readonly correlationId: string | null;
  readonly parameters: { readonly [name: string]: string } | null;
  readonly state: ContactState;
  /** What the state means, in a sentence. */
  readonly note: string;
  readonly needsAttention: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly error: { readonly code: string; readonly title: string; readonly advice: string } | null;
  readonly messageId: string | null;
  readonly updatedAt: string;
}
