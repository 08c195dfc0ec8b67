import { type Clock, instant } from '@arauto/clock';
import { leastKeys } from '@arauto/dispatch';
import { type Canary, campaignDecider, stream } from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { Field, optional, whole } from '../fields';
import { CLOCK, EVENT_STORE, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { invalid } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { loadCampaign, type OfCampaign } from './campaign-parts';
import { Preflight } from './preflight';

/** Whom somebody can look at; more are an audience of their own. */
const MOST_CANARY = 10_000;

export class StartCampaignBody {
  @Field(optional(whole(1, MOST_CANARY)), 'So many are sent to first; then it pauses, for somebody to look.')
  readonly canary?: number;
}

export class StartCampaign extends CommandWith<StartCampaignBody & OfCampaign> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:start',
    body: StartCampaignBody,
    problems: ['not_found', 'wrong_status', 'upload_open', 'preflight_failed'],
  };
}

@CommandHandler(StartCampaign)
export class StartCampaignHandler implements ICommandHandler<StartCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Preflight) private readonly preflight: Preflight,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'head'>,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  async execute({ context, input }: StartCampaign): Promise<Answer> {
    const { campaignId } = input;
    const { state } = await loadCampaign(this.runner, context.principal, campaignId);
    const { problems, template, weights } = await this.preflight.check(state);
    const now = instant(this.clock.now());
    const user = context.principal.name;
    const plain = { type: 'StartCampaign', now, user, template, problems, weights, scheduled: false } as const;
    // Whatever else keeps it from starting is said first.
    const isAsked = input.canary !== undefined && campaignDecider.decide(plain, state).length > 0;
    const canary = isAsked ? await this.canary(context, campaignId, input.canary) : undefined;
    return this.runner.run(context, async ({ main }) => {
      const command = { ...plain, canary };
      return answerOf(campaignId, await main(campaignDecider, stream.campaign(campaignId), command));
    });
  }

  /** Of everybody who waits, as the log has them now. @throws Refusal where nobody would be left for afterwards */
  private async canary({ principal }: CommandContext, campaignId: string, contacts: number): Promise<Canary> {
    await caughtUp(this.views, 'operational', { principal, after: await this.store.head() });
    const keys = await leastKeys(campaignId, contacts + 1, this.views.operational);
    const upTo = keys[contacts - 1];
    if (upTo !== undefined && keys.length > contacts) return { contacts, upTo };
    const message = `canary must be less than the contacts that wait: ${keys.length}.`;
    throw invalid('canary', 'out_of_range', message);
  }
}
