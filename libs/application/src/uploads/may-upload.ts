import { campaignDecider, type KnownCampaign, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { loadCampaign, type OfCampaign } from '../campaigns/campaign-parts';
import type { CommandContext } from '../context';
import { CommandRunner } from '../use-case/command-runner';
import { requireRevision } from '../use-case/require-revision';

/** Would contacts be taken for this campaign? Asked before any is sent, in the context of the command that is to take them. */
export class MayUpload extends Query<{ readonly subaccountId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly input: OfCampaign,
  ) {
    super();
  }
}

@QueryHandler(MayUpload)
export class MayUploadHandler implements IQueryHandler<MayUpload> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input: { campaignId } }: MayUpload): Promise<{ readonly subaccountId: string }> {
    const { state } = await openableUpload(this.runner, context, campaignId, '');
    return { subaccountId: state.subaccountId };
  }
}

/**
 * The campaign of an upload that may be opened, or that was: a repeat under the same idempotency key answers what it answered the first
 * time, whatever became of the campaign since.
 * @throws Refusal `not_found`, `wrong_status`; RevisionConflict
 */
export async function openableUpload(
  runner: CommandRunner,
  context: CommandContext,
  campaignId: string,
  uploadId: string,
): Promise<{ readonly state: KnownCampaign; readonly repeated: boolean }> {
  const { state, revision } = await loadCampaign(runner, context.principal, campaignId);
  const repeated = await runner.repeats(context, stream.campaign(campaignId));
  if (!repeated) {
    requireRevision(context, revision);
    campaignDecider.decide({ type: 'OpenUpload', uploadId, source: 'csv' }, state);
  }
  return { state, repeated };
}
