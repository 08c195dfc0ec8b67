import type { Principal } from '@arauto/access';
import { type Clock, instant } from '@arauto/clock';
import { campaignAggregate, type NextDue, type ReportFormat } from '@arauto/domain';
import { Inject, Injectable } from '@nestjs/common';
import { checkPage } from '../reports/detailed-columns';
import { CLOCK } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { invalid } from '../use-case/problems';
import { type KnownSubaccount, owned, subaccountOf } from '../use-case/scope';
import { nextDue } from './due-instants';
import { within } from './reach';
import { type Asked, checkQuestion, isCampaignId } from './report-question';

/** Judges what people want to keep as a search. */
@Injectable()
export class SearchTermsCheck {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The subaccount of a new search: named, by a filter too, or the only one of a key. @throws Refusal `not_found` */
  async subaccountOf(
    principal: Principal,
    named: string | undefined,
    filters: { readonly [name: string]: unknown },
  ): Promise<KnownSubaccount | null> {
    const { subaccount } = filters;
    const id = named ?? (typeof subaccount === 'string' ? subaccount : undefined);
    const [only, ...others] = principal.subaccountIds;
    const isOfOne = only !== undefined && only !== '*' && others.length === 0;
    return id === undefined && !isOfOne ? null : subaccountOf(this.runner, principal, id);
  }

  /**
   * @param formats of its files, by itself and on its schedule
   * @throws Refusal `validation_failed`, `not_found` for a subaccount or campaign that is foreign or unknown
   */
  async check(
    principal: Principal,
    asked: Asked,
    { subaccountId, shared }: { readonly subaccountId: string | null; readonly shared: boolean },
    formats: readonly (ReportFormat | null | undefined)[],
  ): Promise<void> {
    if (shared && subaccountId === null) {
      throw invalid('subaccountId', 'required', 'subaccountId must be given: a search is shared within it.');
    }
    checkQuestion(asked, this.clock.now());
    if (formats.includes('pdf')) checkPage(asked.columns);
    const whose = within(principal, subaccountId);
    const { subaccount, campaign } = asked.filters;
    if (typeof subaccount === 'string') await subaccountOf(this.runner, whose, subaccount);
    if (typeof campaign === 'string' && isCampaignId(asked.report, campaign)) {
      owned(whose, (await this.runner.load(campaignAggregate, campaign)).state, 'campaign');
    }
  }

  /** When a schedule is due for the first time after now. */
  nextDue(): NextDue {
    const now = this.clock.now();
    return (schedule, timeZone) => instant(nextDue(schedule, timeZone, now));
  }
}
