import {
  campaignDecider,
  type ContactState,
  fileOf,
  type KnownCampaign,
  stream,
  subaccountDecider,
  uploadAggregate,
  uploadDecider,
} from '@arauto/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Answer, CommandContext } from '../context';
import { CONTACT_FILES } from '../tokens';
import type { ContactFiles } from '@arauto/contact-files';
import { CopiedContacts, copiedMapping } from '../uploads/copied-contacts';
import { requiredColumns } from '../uploads/required-columns';
import { answerOf, CommandRunner, type Steps } from '../use-case/command-runner';

export interface Copy {
  readonly sourceId: string;
  readonly source: KnownCampaign;
  readonly name: string;
  /** Set in the copy's own record as where it comes from: only retries are linked both ways. */
  readonly linked: boolean;
  /** Contacts in these states come along; null for none. */
  readonly states: readonly ContactState[] | null;
}

/** Makes a draft with another campaign's settings, and its contacts if asked. */
@Injectable()
export class CampaignCopier {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CopiedContacts) private readonly contacts: CopiedContacts,
    @Inject(CONTACT_FILES) private readonly files: ContactFiles,
  ) {}

  /** Every step is harmless when repeated under the same idempotency key: a copy that was interrupted is finished. */
  async copy(context: CommandContext, steps: Steps, copy: Copy): Promise<Answer> {
    const { sourceId, source, name, linked, states } = copy;
    const id = this.runner.newId(context, 'campaign');
    const { subaccountId, settings } = source;
    const file = fileOf(source);
    const reserve = { type: 'ReserveCampaignNumber', campaignId: id } as const;
    const { state } = await steps.aside(subaccountDecider, stream.subaccount(subaccountId), reserve);
    const created = await steps.create(campaignDecider, stream.campaign(id), {
      type: 'CreateCampaign',
      subaccountId,
      number: state.status === 'active' ? (state.numbers[id] ?? 0) : 0,
      name,
      settings,
      // Its bytes are nobody's alone.
      ...(file && { file }),
      ...(linked && { sourceCampaignId: sourceId }),
    });
    const opened = states && (await this.bringContacts(context, steps, copy, id, states));
    await steps.aside(campaignDecider, stream.campaign(sourceId), { type: 'RecordDuplicate', copyId: id });
    return answerOf(id, opened ?? created);
  }

  private async bringContacts(
    context: CommandContext,
    { aside }: Steps,
    { sourceId, source }: Copy,
    copyId: string,
    states: readonly ContactState[],
  ) {
    const uploadId = this.runner.newId(context, 'upload');
    const known = await this.runner.load(uploadAggregate, uploadId);
    if (known.state.status === 'none') {
      const from = { campaignId: sourceId, states, olderUploads: source.olderUploads };
      const names = await this.contacts.parameterNames(from);
      const content = this.contacts.csv(from, names);
      await this.files.receive(uploadId, content, source.subaccountId);
      await aside(uploadDecider, stream.upload(uploadId), {
        type: 'ReceiveContactFile',
        campaignId: copyId,
        subaccountId: source.subaccountId,
        source: 'campaign',
        mapping: copiedMapping(names),
        required: requiredColumns(source.settings),
        content: source.settings.content,
      });
    }
    return aside(campaignDecider, stream.campaign(copyId), { type: 'OpenUpload', uploadId, source: 'campaign' });
  }
}
