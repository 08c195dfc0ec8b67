import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface AssumeOutcomeInput {
  readonly campaignId: string;
  readonly contactId: string;
  /** `delivered` or `not_sent`. */
  readonly outcome: string;
}

export class AssumeOutcome extends Command<Answer> {
  static readonly permission: Permission = 'contact:assume';

  constructor(
    readonly context: CommandContext,
    readonly input: AssumeOutcomeInput,
  ) {
    super();
  }
}
