import type { Permission } from '@arauto/access';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import { notFound } from '../use-case/problems';
import { VerificationJobs } from './verification-jobs';
import type { VerificationJob } from './verification.body';

export class GetVerification extends Query<VerificationJob> {
  static readonly permission: Permission = 'verification:run';

  constructor(
    readonly context: QueryContext,
    readonly input: { readonly id: string },
  ) {
    super();
  }
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
