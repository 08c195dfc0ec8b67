import type { ContactState } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, flag, optional, text } from '../fields';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { CommandRunner } from '../use-case/command-runner';
import { requireRevision } from '../use-case/require-revision';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { loadCampaign, type OfCampaign } from './campaign-parts';
import { CampaignCopier } from './copy-campaign';

export class DuplicateCampaignBody {
  /** The original's by default. */
  @Field(optional(text({ max: 200 }))) readonly name?: string;
  @Field(optional(flag)) readonly withContacts?: boolean;
}

/** Answers the copy's id, revision and position. */
export class DuplicateCampaign extends CommandWith<DuplicateCampaignBody & OfCampaign> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:duplicate',
    body: DuplicateCampaignBody,
    problems: ['not_found'],
  };
}

/** Everybody with a number who was not taken off the list. */
const REACHABLE: readonly ContactState[] = [
  'initial',
  'in_progress',
  'retry_scheduled',
  'sent',
  'delivered',
  'read',
  'error',
  'sending_failed',
  'delivery_failed',
  'canceled_by_admin',
];

@CommandHandler(DuplicateCampaign)
export class DuplicateCampaignHandler implements ICommandHandler<DuplicateCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CampaignCopier) private readonly copier: CampaignCopier,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  async execute({ context, input }: DuplicateCampaign): Promise<Answer> {
    const { campaignId: sourceId, withContacts = false } = input;
    const { state: source, revision, position } = await loadCampaign(this.runner, context.principal, sourceId);
    requireRevision(context, revision);
    const name = input.name?.trim() ?? source.name;
    if (withContacts) await caughtUp(this.views, 'operational', { principal: context.principal, after: position });
    const states = withContacts ? REACHABLE : null;
    return this.runner.run(context, (steps) =>
      this.copier.copy(context, steps, { sourceId, source, name, linked: false, states }),
    );
  }
}
