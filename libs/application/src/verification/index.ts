/** The recount alone, for a thread that loads nothing else. */
export type { Difference, VerificationReport } from './verification.body';
export { verifyCampaigns } from './verify-campaigns';
