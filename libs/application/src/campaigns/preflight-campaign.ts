import { type Clock, instant } from '@arauto/clock';
import { campaignDecider, type KnownCampaign, type Problem, Refusal } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { CommandRunner } from '../use-case/command-runner';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { AudienceCheck } from './audience-check';
import { loadCampaign, type OfCampaign } from './campaign-parts';
import { durationOf } from './duration';
import { Preflight, type PreflightFindings } from './preflight';
import { preflightBody, type PreflightBody } from './preflight.body';

export class PreflightCampaign extends QueryWith<OfCampaign, PreflightBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:preflight',
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

  async execute({ context, input: { campaignId } }: PreflightCampaign): Promise<PreflightBody> {
    await caughtUp(this.views, 'operational', context);
    const { state } = await loadCampaign(this.runner, context.principal, campaignId);
    const found = await this.preflight.check(state);
    const problems = whatAStartSays(state, found, instant(this.clock.now()));
    const { audience, missingVariables, unfitValues } = await this.audience.of(campaignId, state, found.template);
    const { content, senderIds } = state.settings;
    const { template, templateStatus, sender } = found;
    return {
      ok: problems.length === 0,
      problems,
      warnings: problems.length === 0 && audience.valid === 0 ? [NOBODY] : [],
      audience,
      missingVariables,
      unfitValues,
      template: { id: content.templateId, name: template?.name ?? null, status: templateStatus },
      sender: { id: senderIds[0] ?? '', status: sender?.status ?? null, tier: sender?.facts?.tier ?? null },
      duration: sender && durationOf(audience.valid, state.settings, sender),
      cost: null,
    };
  }
}

/** A start is not refused for it: who is suppressed may be released, and it is the contacts' own history that says what they were. */
const NOBODY: Problem = {
  path: '',
  code: 'audience_nobody_left',
  message: 'Nobody would be sent to: every contact has ended or is suppressed.',
};

/** Asks the campaign itself what it would answer to a start. */
function whatAStartSays(
  campaign: KnownCampaign,
  { problems, template }: PreflightFindings,
  now: string,
): readonly Problem[] {
  try {
    campaignDecider.decide({ type: 'StartCampaign', now, user: '', template, problems, scheduled: false }, campaign);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'preflight_failed') return error.details.errors ?? [];
    return [{ path: '', code: error.code, message: error.message }, ...problems];
  }
}
