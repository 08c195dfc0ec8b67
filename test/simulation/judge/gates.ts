import type { SendRequest, WrittenCall } from '../platform/ground-truth';
import { subscriberOf } from '../platform/phones';
import type { World } from '../world';
import type { Rule } from './failure';
import {
  addresseeOf,
  HEARD_BY_ALL,
  HEARD_WITHIN,
  isHeardAtOnce,
  type Judging,
  ON_ITS_WAY,
  type Rules,
} from './judging';

/** Nothing leaves while a campaign or its number is closed, and to whom an admin wants to be left alone. */
export class Gates implements Rules {
  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {}

  called({ callbackData, number, at }: WrittenCall): void {
    const { campaignId, key } = addresseeOf(callbackData);
    const { facts } = this.judge;
    const campaign = facts.campaigns.get(campaignId);
    if (!campaign || key === '') {
      return this.judge.fail('what is sent is of a campaign', `${callbackData} is of none`);
    }
    this.judgeGate('pause pauses', `${callbackData}, whose campaign is ${campaign.status},`, at, campaign.closedSince);
    const senderId = this.world.senderOf(number) ?? '';
    const closedSince = facts.senderClosedSince.get(senderId);
    this.judgeGate('a paused number sends nothing', `${callbackData}, whose number is paused,`, at, closedSince);
  }

  private judgeGate(rule: Rule, what: string, at: number, closedSince: number | undefined): void {
    if (closedSince === undefined || at - closedSince <= HEARD_WITHIN) return;
    this.judge.fail(rule, `${what} leaves ${(at - closedSince).toFixed()} ms after that`);
  }

  /** Whoever was suppressed by hand, and has heard that it is so, is suppressed under every notation. */
  requested({ callbackData, subscriber, at }: SendRequest): void {
    const subaccountId = this.judge.facts.campaigns.get(addresseeOf(callbackData).campaignId)?.subaccountId;
    const asked = this.world.admin.suppressions.filter(
      (each) =>
        each.subaccountId === subaccountId &&
        subscriberOf(each.phone.replace(/\D/g, '')) === subscriber &&
        each.askedAt < at,
    );
    const told = asked.pop();
    if (!told?.isSuppressed || told.answeredAt === undefined) return;
    // Of two that were under way together, either may have been the last.
    if (asked.some(({ answeredAt = Infinity }) => answeredAt > told.askedAt)) return;
    const heardWithin = isHeardAtOnce(this.world.plan) ? HEARD_WITHIN : HEARD_BY_ALL;
    if (at - told.answeredAt <= heardWithin + ON_ITS_WAY) return;
    this.judge.fail('who is suppressed is left alone', `${callbackData} is sent though ${told.phone} is suppressed`);
  }
}
