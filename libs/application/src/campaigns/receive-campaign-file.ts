import {
  campaignAggregate,
  campaignDecider,
  type CampaignFile,
  type CampaignFileReceived,
  type KnownCampaign,
  stream,
} from '@arauto/domain';
import { CampaignFiles, type Vault } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { answered, type CommandContext } from '../context';
import { shapes, type Shown } from '../fields';
import { VAULT } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { requireRevision } from '../use-case/require-revision';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';

interface ReceivedFile extends OfCampaign {
  /** As the vault has it: durable before this command. */
  readonly file: CampaignFile;
}

/** `id` is the file's. A repeat under the same idempotency key answers the first. */
const fileReceived = shapes.named(
  'CampaignFile',
  shapes.object({ ...answered, mimeType: shapes.text, bytes: shapes.whole, filename: shapes.text }),
);
type FileReceived = Shown<typeof fileReceived>;

export class ReceiveCampaignFile extends CommandWith<ReceivedFile, FileReceived> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:edit',
    answers: fileReceived,
    problems: ['not_found', 'wrong_status'],
  };
}

@CommandHandler(ReceiveCampaignFile)
export class ReceiveCampaignFileHandler implements ICommandHandler<ReceiveCampaignFile> {
  private readonly files: CampaignFiles;

  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(VAULT) vault: Vault,
  ) {
    this.files = new CampaignFiles(vault);
  }

  /** The file is durable by now; one that is refused, or that came before under the same key, is thrown away. */
  async execute({ context, input }: ReceiveCampaignFile): Promise<FileReceived> {
    const { campaignId, file } = input;
    try {
      await receivingCampaign(this.runner, context, campaignId);
      const answer = await this.runner.run(context, async ({ main }) => {
        const received = await main(campaignDecider, stream.campaign(campaignId), { type: 'ReceiveFile', file });
        const { fileId: id, ...facts } = received.events.find(isReceipt)?.data ?? file;
        return { ...answerOf(id, received), ...facts };
      });
      if (answer.id !== file.fileId) await this.files.discard(file);
      return answer;
    } catch (error) {
      await this.discardRefused(input);
      throw error;
    }
  }

  /** Unless it was taken after all and only the answer was lost. */
  private async discardRefused({ campaignId, file }: ReceivedFile): Promise<void> {
    const { state } = await this.runner.load(campaignAggregate, campaignId);
    const taken = state.status !== 'none' && state.files.some(({ fileId }) => fileId === file.fileId);
    if (!taken) await this.files.discard(file);
  }
}

/** Would a file be taken for this campaign? Asked before any of it is sent, in the context of the command that is to take it. */
export class MayReceiveFile extends Query<{ readonly subaccountId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly input: OfCampaign,
  ) {
    super();
  }
}

@QueryHandler(MayReceiveFile)
export class MayReceiveFileHandler implements IQueryHandler<MayReceiveFile> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input: { campaignId } }: MayReceiveFile): Promise<{ readonly subaccountId: string }> {
    const { subaccountId } = await receivingCampaign(this.runner, context, campaignId);
    return { subaccountId };
  }
}

/** @throws Refusal `not_found`, `wrong_status`; RevisionConflict. Neither of the latter for a repeat under its idempotency key */
async function receivingCampaign(
  runner: CommandRunner,
  context: CommandContext,
  campaignId: string,
): Promise<KnownCampaign> {
  const { state, revision } = await loadCampaign(runner, context.principal, campaignId);
  if (await runner.repeats(context, stream.campaign(campaignId))) return state;
  requireRevision(context, revision);
  campaignDecider.decide({ type: 'ReceiveFile', file: ANY_FILE }, state);
  return state;
}

const ANY_FILE: CampaignFile = { fileId: '', mimeType: '', bytes: 0, filename: '' };

function isReceipt(event: { readonly type: string }): event is CampaignFileReceived {
  return event.type === 'CampaignFileReceived';
}
