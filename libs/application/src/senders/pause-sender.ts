import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface PauseSenderInput {
  readonly senderId: string;
  readonly reason?: string | undefined;
}

export class PauseSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: PauseSenderInput,
  ) {
    super();
  }
}
