/** What went wrong, in the provider's words or ours. */
export interface ProviderError {
  /** The provider's code as text (`131026`), or one of ours (`ENG_NET`). */
  readonly code: string;
  /** Whatever the provider said about it. May hold personal data: it belongs in the vault, never in an event. */
  readonly details: string;
}
