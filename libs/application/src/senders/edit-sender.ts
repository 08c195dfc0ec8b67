import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import type { ConnectionInput, CredentialsInput } from './sender.body';

export interface EditSenderInput {
  readonly senderId: string;
  readonly name?: string | undefined;
  readonly portfolioId?: string | undefined;
  readonly connection?: ConnectionInput | undefined;
  /** All three together: a half-changed set would verify nothing. */
  readonly credentials?: CredentialsInput | undefined;
  readonly pace?: { readonly messagesPerSecond: number } | null | undefined;
}

export class EditSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: EditSenderInput,
  ) {
    super();
  }
}
