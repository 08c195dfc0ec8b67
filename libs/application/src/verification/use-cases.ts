import { GetVerificationHandler } from './get-verification';
import { VerificationJobs } from './verification-jobs';
import { VerifyHandler } from './verify';

export { GetVerification } from './get-verification';
export { Verify, VerifyBody } from './verify';

/** What is told and asked of recounts, and what its handlers are given. */
export const verificationUseCases = [VerifyHandler, GetVerificationHandler, VerificationJobs] as const;
