import { type Clock, firstInstantOf, instant, offsetsIn } from '@arauto/clock';
import { campaignDecider, stream, subaccountAggregate } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, optional, text, timeZone } from '../fields';
import { CLOCK } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { invalid } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';

const LOCAL_TIME = text({
  max: 19,
  pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
  of: 'a wall clock without offset, like 2026-12-01T09:00',
  example: '2026-12-01T09:00',
});

export class ScheduleCampaignBody {
  @Field(LOCAL_TIME) readonly localTime!: string;
  /** The campaign's or the subaccount's by default. */
  @Field(optional(timeZone)) readonly timeZone?: string;
}

export class ScheduleCampaign extends CommandWith<ScheduleCampaignBody & OfCampaign> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:schedule',
    body: ScheduleCampaignBody,
    problems: ['not_found', 'wrong_status'],
  };
}

@CommandHandler(ScheduleCampaign)
export class ScheduleCampaignHandler implements ICommandHandler<ScheduleCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: ScheduleCampaign): Promise<Answer> {
    const { campaignId, localTime } = input;
    const { state } = await loadCampaign(this.runner, context.principal, campaignId);
    const timeZone = input.timeZone ?? state.settings.timeZone ?? (await this.zoneOf(state.subaccountId));
    const at = instantOf(localTime, timeZone);
    const now = instant(this.clock.now());
    return this.runner.run(context, async ({ main }) => {
      const command = { type: 'ScheduleCampaign', at, localTime, timeZone, now } as const;
      return answerOf(campaignId, await main(campaignDecider, stream.campaign(campaignId), command));
    });
  }

  private async zoneOf(subaccountId: string): Promise<string> {
    const { state } = await this.runner.load(subaccountAggregate, subaccountId);
    if (state.status !== 'none' && state.timeZone !== null) return state.timeZone;
    throw invalid('timeZone', 'required', 'timeZone must be given: neither campaign nor subaccount has one.');
  }
}

/** The first instant at which clocks of the zone show the local time, which they may show twice. An hour that the zone skips is refused, not moved. */
function instantOf(localTime: string, timeZone: string): string {
  if (!shows(Date.parse(`${localTime}Z`), localTime)) {
    throw invalid('localTime', 'invalid', 'localTime must be a time without an offset, like 2026-12-01T09:00.');
  }
  const at = firstInstantOf(localTime, timeZone);
  if (shows(at + offsetsIn(timeZone)(at), localTime)) return instant(at);
  throw invalid('localTime', 'nonexistent', `Clocks in ${timeZone} never show ${localTime}: they skip that hour.`);
}

/** Whether the calendar has the day, and the clock the time. */
function shows(shown: number, localTime: string): boolean {
  return instant(shown).startsWith(localTime);
}
