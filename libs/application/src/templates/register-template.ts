import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface RegisterTemplateInput {
  readonly subaccountId?: string | undefined;
  readonly senderId: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameterFormat?: string | undefined;
  /** In the provider's own shape. */
  readonly components: readonly { readonly [key: string]: unknown }[];
  /** approved (the default), paused, disabled, pending, rejected. */
  readonly status?: string | undefined;
}

export class RegisterTemplate extends Command<Answer> {
  static readonly permission: Permission = 'template:write';

  constructor(
    readonly context: CommandContext,
    readonly input: RegisterTemplateInput,
  ) {
    super();
  }
}
