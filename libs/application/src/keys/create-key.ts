import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface CreateKeyInput {
  readonly name: string;
  /** admin, operator, auditor, reporter. */
  readonly roles: readonly string[];
  /** Ids, or `['*']`. */
  readonly subaccountIds: readonly string[];
}

/** `secret` is shown this once and kept nowhere; a repeat under the same idempotency key answers it as null. */
export type KeyCreatedAnswer = Answer & { readonly secret: string | null };

export class CreateKey extends Command<KeyCreatedAnswer> {
  static readonly permission: Permission = 'key:create';

  constructor(
    readonly context: CommandContext,
    readonly input: CreateKeyInput,
  ) {
    super();
  }
}
