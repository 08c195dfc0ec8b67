import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import { VerificationJobs } from './verification-jobs';
import { verificationBody, type VerificationJob } from './verification.body';

export class GetVerification extends QueryWith<{ readonly id: string }, VerificationJob> {
  static readonly facts: UseCaseFacts = {
    permission: 'verification:run',
    answers: verificationBody,
    problems: ['not_found'],
  };
}

@QueryHandler(GetVerification)
export class GetVerificationHandler implements IQueryHandler<GetVerification> {
  constructor(@Inject(VerificationJobs) private readonly jobs: VerificationJobs) {}

  async execute({ context, input: { id } }: GetVerification): Promise<VerificationJob> {
    const job = this.jobs.get(id, context.principal.id);
    if (!job) throw notFound('verification');
    return Promise.resolve(job);
  }
}
