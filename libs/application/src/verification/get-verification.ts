import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { VerificationJob } from './verification.body';

export interface GetVerificationInput {
  readonly id: string;
}

export class GetVerification extends Query<VerificationJob> {
  static readonly permission: Permission = 'verification:run';

  constructor(
    readonly context: QueryContext,
    readonly input: GetVerificationInput,
  ) {
    super();
  }
}
