import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import type { ConnectionInput, CredentialsInput } from './sender.body';

export interface RegisterSenderInput {
  readonly subaccountId?: string | undefined;
  readonly name: string;
  /** Only `cloud-api` so far. */
  readonly provider: string;
  readonly phone: string;
  readonly portfolioId: string;
  readonly connection: ConnectionInput;
  readonly credentials: CredentialsInput;
  readonly pace?: { readonly messagesPerSecond: number } | null | undefined;
}

export class RegisterSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: RegisterSenderInput,
  ) {
    super();
  }
}
