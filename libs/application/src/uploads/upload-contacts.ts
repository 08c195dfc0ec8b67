import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface UploadContactsInput {
  readonly campaignId: string;
  readonly source: 'csv' | 'json';
  /** The file as `ContactFiles` has it: durable before this command. */
  readonly stored: { readonly uploadId: string; readonly bytes: number };
  readonly mapping: ContactMapping | null;
}

/** Overrides which column is what. */
export interface ContactMapping {
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly parameters?: { readonly [parameter: string]: string } | undefined;
}

/** `id` is the campaign's. A repeat under the same idempotency key answers the first `uploadId`. */
export type UploadOpenedAnswer = Answer & { readonly uploadId: string };

export class UploadContacts extends Command<UploadOpenedAnswer> {
  static readonly permission: Permission = 'contact:upload';

  constructor(
    readonly context: CommandContext,
    readonly input: UploadContactsInput,
  ) {
    super();
  }
}
