import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../context';
import type { VerificationJob } from './verification.body';

export interface VerifyInput {
  /** One campaign; every one that the caller sees by default. */
  readonly campaign?: string | undefined;
}

/** Starts a recount; `GetVerification` says how far it is. */
export class Verify extends Command<VerificationJob> {
  static readonly permission: Permission = 'verification:run';

  constructor(
    readonly context: CommandContext,
    readonly input: VerifyInput,
  ) {
    super();
  }
}
