import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface CreateSubaccountInput {
  readonly name: string;
  /** ISO 3166-1 alpha-2: the country of numbers that are written without one. */
  readonly defaultCountry?: string | null | undefined;
  /** IANA name. */
  readonly timeZone?: string | null | undefined;
}

export class CreateSubaccount extends Command<Answer> {
  static readonly permission: Permission = 'subaccount:create';

  constructor(
    readonly context: CommandContext,
    readonly input: CreateSubaccountInput,
  ) {
    super();
  }
}
