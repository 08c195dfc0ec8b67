import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface ResumeSenderInput {
  readonly senderId: string;
}

export class ResumeSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: ResumeSenderInput,
  ) {
    super();
  }
}
