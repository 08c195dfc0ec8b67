import { type Clock, instant } from '@arauto/clock';
import {
  type CampaignCommand,
  campaignDecider,
  type CampaignSettings,
  deliveryWait,
  type KnownCampaign,
  type Problem,
  Refusal,
  templateIdOf,
  warmUpAt,
} from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, oneOf, optional } from '../fields';
import { AfterQuery } from '../paging';
import { CLOCK, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { CommandRunner } from '../use-case/command-runner';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { AudienceCheck } from './audience-check';
import type { CampaignNumber } from './campaign-numbers';
import { loadCampaign, type OfCampaign } from './campaign-parts';
import { hoursWarnings, inhabitantsOf, longestDuration } from './contact-hours';
import { Preflight, type PreflightFindings } from './preflight';
import { FORESEEN, type Foreseen, preflightBody, type PreflightBody } from './preflight.body';

export class PreflightQuery extends AfterQuery {
  @Field(optional(oneOf(FORESEEN)), 'What is to be foreseen; a start by default.') readonly for?: Foreseen;
}

export class PreflightCampaign extends QueryWith<PreflightQuery & OfCampaign, PreflightBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:preflight',
    query: PreflightQuery,
    answers: preflightBody,
    problems: ['not_found'],
  };
}

@QueryHandler(PreflightCampaign)
export class PreflightCampaignHandler implements IQueryHandler<PreflightCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Preflight) private readonly preflight: Preflight,
    @Inject(AudienceCheck) private readonly audience: AudienceCheck,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: PreflightCampaign): Promise<PreflightBody> {
    await caughtUp(this.views, 'operational', context);
    const { campaignId, for: foreseen = 'start' } = input;
    const { state } = await loadCampaign(this.runner, context.principal, campaignId);
    const found = await this.preflight.check(state);
    const now = this.clock.now();
    const begins = Math.max(now, Date.parse(state.startsAt ?? '') || now);
    const problems = whatItSays(commandOf(foreseen, found, instant(now)), state, found.problems);
    const { audience, missingVariables, unfitValues } = await this.audience.of(campaignId, state, found.template);
    const { template, templateStatus, numbers } = found;
    const { settings } = state;
    const templateId = templateIdOf(settings.content);
    const inhabitants = await inhabitantsOf(campaignId, settings, audience.waiting, this.views.operational);
    const duration = longestDuration(audience.valid, settings, numbers, begins, inhabitants);
    const senders = numbers.map(({ senderId, sender, share }) => ({
      ...{ id: senderId, status: sender?.status ?? null, tier: sender?.facts?.tier ?? null, share },
    }));
    const { share: _, ...first } = senders[0] ?? { id: '', status: null, tier: null, share: 1 };
    const sends = foreseen !== 'cancel';
    return {
      for: foreseen,
      ok: problems.length === 0,
      contacts: sends ? audience.valid : audience.waiting,
      seconds: sends && audience.valid > 0 ? (duration?.seconds ?? null) : null,
      problems,
      warnings:
        problems.length === 0 && sends
          ? [
              ...warningsOf(foreseen, audience, found, settings, begins),
              ...hoursWarnings(settings, inhabitants, begins),
            ]
          : [],
      audience,
      missingVariables,
      unfitValues,
      template: templateId === null ? null : { id: templateId, name: template?.name ?? null, status: templateStatus },
      sender: first,
      senders,
      deliveryWaitSeconds: deliveryWait(template, settings.reportingHorizonSeconds),
      duration,
      cost: null,
    };
  }
}

/** A resume is refused for nothing that a start would find: what it finds keeps messages from being sent, and stands where it happens. */
function warningsOf(
  foreseen: Foreseen,
  { valid }: PreflightBody['audience'],
  { problems, warnings, numbers }: PreflightFindings,
  settings: CampaignSettings,
  begins: number,
): readonly Problem[] {
  const { content, whenTierIsFull, whenWarmUpIsFull } = settings;
  const beyondTier = peopleBeyondTier(valid, numbers);
  const beyondWarmUp = numbers.reduce((sum, { sender, share }) => {
    const planned = warmUpAt(sender?.warmUp, begins)?.limit ?? Infinity;
    return sum + Math.max(0, Math.floor(valid * share) - planned);
  }, 0);
  return [
    ...(foreseen === 'resume' ? problems : []),
    ...warnings,
    ...(valid === 0 ? [NOBODY] : []),
    ...(whenTierIsFull === 'fail' && beyondTier > 0 ? [tooMany(beyondTier)] : []),
    ...(whenWarmUpIsFull === 'fail' && beyondWarmUp > 0 ? [beyondPlan(beyondWarmUp)] : []),
    ...(templateIdOf(content) === null ? [NO_FALLBACK] : []),
  ];
}

/** Of all portfolios: the numbers of one have its tier together. */
function peopleBeyondTier(people: number, numbers: readonly CampaignNumber[]): number {
  const portfolios = new Map<string, { tier: number; share: number }>();
  for (const { sender, share } of numbers) {
    const tier = sender?.facts?.tier ?? null;
    if (!sender || tier === null) continue;
    const before = portfolios.get(sender.portfolioId)?.share ?? 0;
    portfolios.set(sender.portfolioId, { tier, share: before + share });
  }
  return [...portfolios.values()].reduce(
    (sum, { tier, share }) => sum + Math.max(0, Math.floor(people * share) - tier),
    0,
  );
}

function tooMany(people: number): Problem {
  return {
    path: 'whenTierIsFull',
    code: 'tier_exceeded',
    message: `People beyond the messaging limit, who end in error: at least ${people}. The campaign can wait for places instead.`,
  };
}

function beyondPlan(people: number): Problem {
  return {
    path: 'whenWarmUpIsFull',
    code: 'warm_up_exceeded',
    message: `People beyond the warm-up plan of the number, who end in error: at least ${people}. The campaign can wait for places instead.`,
  };
}

/** A start is not refused for it: who is suppressed may be released, and it is the contacts' own history that says what they were. */
const NOBODY: Problem = {
  path: '',
  code: 'audience_nobody_left',
  message: 'Nobody would be sent to: every contact has ended or is suppressed.',
};

/** How many have one at their attempt nobody knows before it. */
const NO_FALLBACK: Problem = {
  path: 'content.fallbackTemplateId',
  code: 'no_fallback_template',
  message:
    'Whoever has no open session when their turn comes ends in error: the campaign has no fallback template for them.',
};

function commandOf(foreseen: Foreseen, { problems, template }: PreflightFindings, now: string): CampaignCommand {
  switch (foreseen) {
    case 'start':
      return { type: 'StartCampaign', now, user: '', template, problems, scheduled: false };
    case 'resume':
      return { type: 'ResumeCampaign', by: 'admin' };
    case 'cancel':
      return { type: 'CancelCampaign' };
  }
}

/**
 * Asks the campaign itself what it would answer.
 * @param found what a start would be refused with beside that
 */
function whatItSays(command: CampaignCommand, campaign: KnownCampaign, found: readonly Problem[]): readonly Problem[] {
  try {
    campaignDecider.decide(command, campaign);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'preflight_failed') return error.details.errors ?? [];
    const refused = { path: '', code: error.code, message: error.message };
    return command.type === 'StartCampaign' ? [refused, ...found] : [refused];
  }
}
