import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface RemoveContactInput {
  readonly campaignId: string;
  readonly contactId: string;
}

export class RemoveContact extends Command<Answer> {
  static readonly permission: Permission = 'contact:remove';

  constructor(
    readonly context: CommandContext,
    readonly input: RemoveContactInput,
  ) {
    super();
  }
}
