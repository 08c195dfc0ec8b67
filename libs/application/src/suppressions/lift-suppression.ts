import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface LiftSuppressionInput {
  readonly subaccountId?: string | undefined;
  readonly phone: string;
  /** `all` (the default) or `marketing`. */
  readonly category?: string | undefined;
}

export class LiftSuppression extends Command<Answer> {
  static readonly permission: Permission = 'suppression:write';

  constructor(
    readonly context: CommandContext,
    readonly input: LiftSuppressionInput,
  ) {
    super();
  }
}
