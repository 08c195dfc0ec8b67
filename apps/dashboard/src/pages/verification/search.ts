import { type Search, textIn } from '../../app/search-params';

export interface VerificationSearch {
  /** One campaign; all that are seen by default. */
  readonly campaign?: string;
  /** A recount that was started. */
  readonly job?: string;
}

export function verificationSearch(search: Search): VerificationSearch {
  const campaign = textIn(search['campaign']);
  const job = textIn(search['job']);
  return { ...(campaign !== undefined && { campaign }), ...(job !== undefined && { job }) };
}
