import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface RevokeKeyInput {
  readonly keyId: string;
}

export class RevokeKey extends Command<Answer> {
  static readonly permission: Permission = 'key:revoke';

  constructor(
    readonly context: CommandContext,
    readonly input: RevokeKeyInput,
  ) {
    super();
  }
}
