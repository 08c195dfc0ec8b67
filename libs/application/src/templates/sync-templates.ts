import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface SyncTemplatesInput {
  readonly subaccountId?: string | undefined;
  /** Only the templates of this sender; all of the subaccount by default. */
  readonly senderId?: string | undefined;
}

/** `id` is the subaccount's; `revision` and `position` are those of the last template changed. */
export type TemplatesSynced = Answer & {
  readonly registered: number;
  readonly changed: number;
  readonly unchanged: number;
};

export class SyncTemplates extends Command<TemplatesSynced> {
  static readonly permission: Permission = 'template:sync';

  constructor(
    readonly context: CommandContext,
    readonly input: SyncTemplatesInput,
  ) {
    super();
  }
}
