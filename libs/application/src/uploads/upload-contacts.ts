import { campaignAggregate, campaignDecider, Refusal, stream, uploadDecider } from '@arauto/domain';
import { WrongExpectedRevision } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answered, type CommandContext } from '../context';
import { Field, flagInQuery, optional, record, shapes, type Shown, text, whole } from '../fields';
import { CONTACT_FILES, VAULT } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { ContactFiles } from '@arauto/contact-files';
import type { Vault } from '@arauto/privacy';
import { openableUpload } from './may-upload';
import { openedUpload } from './opened-upload';
import { requiredColumns } from './required-columns';
import { fileNameEntry } from './show-upload';

const COLUMN = text({ max: 256 });

/** Overrides which column is what. */
export class ContactMapping {
  @Field(optional(COLUMN)) readonly phone?: string;
  @Field(optional(COLUMN)) readonly name?: string;
  @Field(optional(COLUMN)) readonly correlationId?: string;
  @Field(optional(record(COLUMN, { max: 1000 }))) readonly parameters?: { readonly [parameter: string]: string };
}

export interface UploadContactsInput {
  readonly campaignId: string;
  readonly source: 'csv' | 'xlsx' | 'json';
  /** The file as `ContactFiles` has it: durable before this command. */
  readonly stored: { readonly uploadId: string; readonly bytes: number };
  readonly mapping: ContactMapping | null;
  /** As whoever sent it calls the file. */
  readonly fileName?: string | undefined;
}

export class UploadContactsQuery {
  @Field(optional(flagInQuery), 'Only says what would become of the first rows, and keeps nothing.')
  readonly dryRun?: boolean;
  @Field(optional(whole(1, 500)), 'How many rows, of a dry run; 50 by default.') readonly rows?: number;
}

/** `id` is the campaign's. A repeat under the same idempotency key answers the first `uploadId`. */
export const uploadOpened = shapes.named('UploadOpened', shapes.object({ ...answered, uploadId: shapes.text }));

export class UploadContacts extends CommandWith<UploadContactsInput, Shown<typeof uploadOpened>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:upload',
    query: UploadContactsQuery,
    answers: uploadOpened,
    problems: ['not_found', 'wrong_status'],
  };
}

@CommandHandler(UploadContacts)
export class UploadContactsHandler implements ICommandHandler<UploadContacts> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CONTACT_FILES) private readonly files: ContactFiles,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** The file is durable by now; one that is refused, or that came before under the same key, is thrown away. */
  async execute({ context, input }: UploadContacts): Promise<Shown<typeof uploadOpened>> {
    try {
      const answer = await this.open(context, input);
      if (answer.uploadId !== input.stored.uploadId) await this.files.discard(input.stored.uploadId);
      return answer;
    } catch (error) {
      await this.discardRefused(input);
      throw error;
    }
  }

  private async open(context: CommandContext, input: UploadContactsInput): Promise<Shown<typeof uploadOpened>> {
    const { campaignId, source, mapping, stored, fileName } = input;
    const command = { type: 'OpenUpload', uploadId: stored.uploadId, source } as const;
    // Asked before anything is written, so that a refused file leaves no upload behind.
    const { state, repeated } = await openableUpload(this.runner, context, campaignId, stored.uploadId);
    const upload = stream.upload(stored.uploadId);
    return this.runner.run(context, async ({ main, aside }) => {
      if (!repeated) {
        const name = fileName === undefined ? undefined : fileNameEntry(stored.uploadId, fileName);
        if (name) await this.vault.put([name]);
        await aside(uploadDecider, upload, {
          type: 'ReceiveContactFile',
          campaignId,
          subaccountId: state.subaccountId,
          source,
          mapping: mapping && { ...mapping },
          required: requiredColumns(state.settings),
          content: state.settings.content,
          bytes: stored.bytes,
          ...(name && { nameRef: name.ref }),
        });
      }
      const opened = await main(campaignDecider, stream.campaign(campaignId), command).catch(async (error: unknown) => {
        // The campaign changed in between: whoever looks at the upload must not wait for it for ever.
        const refused = { code: 'upload_refused', message: 'The campaign took no more contacts.' };
        const isRefused = error instanceof Refusal || error instanceof WrongExpectedRevision;
        if (isRefused) await aside(uploadDecider, upload, { type: 'FinishReading', error: refused });
        throw error;
      });
      return { ...answerOf(campaignId, opened), uploadId: openedUpload(opened.events) ?? stored.uploadId };
    });
  }

  /** Unless the upload was opened after all and only its answer was lost: then the file is somebody's contacts. */
  private async discardRefused({ campaignId, stored }: UploadContactsInput): Promise<void> {
    const { state } = await this.runner.load(campaignAggregate, campaignId);
    const opened = state.status !== 'none' && [...state.openUploads, ...state.closedUploads].includes(stored.uploadId);
    if (!opened) await this.files.discard(stored.uploadId);
  }
}
