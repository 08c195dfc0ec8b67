import { campaignDecider, type ContactState, WAITING_STATES } from '@arauto/domain';
import { contactsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, oneOf, optional } from '../fields';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { CommandRunner } from '../use-case/command-runner';
import { invalid } from '../use-case/problems';
import { requireRevision } from '../use-case/require-revision';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { loadCampaign, type OfCampaign } from './campaign-parts';
import { CampaignCopier } from './copy-campaign';

export class RetryFailedBody {
  /** `failed` by default. */
  @Field(optional(oneOf(['failed', 'unsent', 'unread']))) readonly which?: 'failed' | 'unsent' | 'unread';
}

/** Answers the linked draft's id, revision and position. */
export class RetryFailedCampaign extends CommandWith<RetryFailedBody & OfCampaign> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:duplicate',
    body: RetryFailedBody,
    problems: ['not_found', 'wrong_status'],
  };
}

/** Whom each choice means. A contact whose outcome is unknown is in none of them: its message may have arrived. */
const WHO: Readonly<Record<'failed' | 'unsent' | 'unread', readonly ContactState[]>> = {
  failed: ['error', 'sending_failed', 'delivery_failed'],
  unsent: [...WAITING_STATES, 'canceled_by_admin'],
  unread: ['sent', 'delivered'],
};

@CommandHandler(RetryFailedCampaign)
export class RetryFailedCampaignHandler implements ICommandHandler<RetryFailedCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CampaignCopier) private readonly copier: CampaignCopier,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  async execute({ context, input }: RetryFailedCampaign): Promise<Answer> {
    const { campaignId: sourceId, which = 'failed' } = input;
    const { state: source, revision, position } = await loadCampaign(this.runner, context.principal, sourceId);
    requireRevision(context, revision);
    const states = WHO[which];
    campaignDecider.decide({ type: 'AllowRetryFailed' }, source);
    await caughtUp(this.views, 'operational', { principal: context.principal, after: position });
    await this.requireSomebody(sourceId, which, states);
    return this.runner.run(context, (steps) =>
      this.copier.copy(context, steps, { sourceId, source, name: source.name, linked: true, states }),
    );
  }

  private async requireSomebody(campaignId: string, which: string, states: readonly ContactState[]): Promise<void> {
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'state', in: states },
    ] as const;
    const { value } = await this.views.operational.count(contactsView, where, 1);
    if (value === 0) throw invalid('which', 'nobody', `No contact of this campaign is ${which}.`);
  }
}
