import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface SendTestMessageInput {
  readonly campaignId: string;
  readonly phone: string;
  readonly name?: string | undefined;
  readonly parameters?: { readonly [name: string]: string } | undefined;
}

/** `contactId` is that of the test contact, outside audience and counters. */
export type TestMessageAnswer = Answer & { readonly contactId: string };

export class SendTestMessage extends Command<TestMessageAnswer> {
  static readonly permission: Permission = 'campaign:test';

  constructor(
    readonly context: CommandContext,
    readonly input: SendTestMessageInput,
  ) {
    super();
  }
}
