import type { VerificationReport } from './verification.body';

/** Runs recounts away from whoever serves and sends. */
export interface Verifier {
  /**
   * @param campaigns null for all that the log knows
   * @param signal ends it early: it rejects with the signal's reason
   */
  verify(campaigns: readonly string[] | null, signal: AbortSignal): Promise<VerificationReport>;
}
