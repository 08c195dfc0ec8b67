import type { Permission } from '@arauto/access';
import type { Clock } from '@arauto/clock';
import { campaignDecider, stream, type Subaccount, subaccountAggregate } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DateTime, IANAZone } from 'luxon';
import type { Answer, CommandContext } from '../context';
import { CLOCK } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { instant } from '../use-case/instant';
import { invalid, Problems } from '../use-case/problems';
import { loadCampaign } from './campaign-parts';

export interface ScheduleCampaignInput {
  readonly campaignId: string;
  /** Wall clock without an offset: `2026-12-01T09:00`. */
  readonly localTime: string;
  /** IANA name; the campaign's or the subaccount's by default. */
  readonly timeZone?: string | undefined;
}

export class ScheduleCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:schedule';

  constructor(
    readonly context: CommandContext,
    readonly input: ScheduleCampaignInput,
  ) {
    super();
  }
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
    const zone = (state as Exclude<Subaccount, { status: 'none' }>).timeZone;
    if (typeof zone === 'string') return zone;
    throw invalid('timeZone', 'required', 'timeZone must be given: neither campaign nor subaccount has one.');
  }
}

/** The instant at which clocks of the zone show the local time. An hour that the zone skips is refused, not moved. */
function instantOf(localTime: string, timeZone: string): string {
  const problems = new Problems();
  const zoned = IANAZone.isValidZone(timeZone);
  if (!zoned) problems.add('timeZone', 'invalid', 'timeZone must be an IANA name like America/Sao_Paulo.');
  const shaped = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(localTime);
  const time = DateTime.fromISO(localTime, { zone: zoned ? timeZone : 'utc' });
  if (!shaped || !time.isValid) {
    problems.add('localTime', 'invalid', 'localTime must be a time without an offset, like 2026-12-01T09:00.');
  } else if (!time.toFormat("yyyy-MM-dd'T'HH:mm:ss").startsWith(localTime)) {
    problems.add('localTime', 'nonexistent', `Clocks in ${timeZone} never show ${localTime}: they skip that hour.`);
  }
  problems.refuse();
  return instant(time.toMillis());
}
