import type { RecordedEvent } from '@arauto/event-store';
import type { Receipt, SendRequest, WrittenCall } from '../platform/ground-truth';
import { subscriberOf } from '../platform/phones';
import { settle } from '../scheduler';
import type { World } from '../world';
import { FactsUpTo, judgeCounters } from './counters';
import type { Failure } from './failure';
import { Facts } from './facts';
import { HEARD_BY_ALL, HEARD_WITHIN, isHeardAtOnce, type Judging, ON_ITS_WAY, type Rules, Since } from './judging';
import { Limits } from './limits';
import { LivesOfCampaigns } from './lives-of-campaigns';
import { References } from './references';
import { Sending } from './sending';
import { Words } from './words';

/** Steps from one recount of what the views count to the next. */
const COUNTED_EVERY = 1_000;

/**
 * What should be, as the papers say it, and nothing that the engine thinks. It looks at what really came to handsets and at the log as it lies on
 * the disk.
 */
export class Judge implements Judging {
  readonly failures: Failure[] = [];
  readonly facts = new Facts();
  private readonly events: Since<RecordedEvent>;
  private readonly calls: Since<WrittenCall>;
  private readonly requests: Since<SendRequest>;
  private readonly receipts: Since<Receipt>;
  private readonly troubles: Since<string>;
  private countAt = COUNTED_EVERY;
  private readonly upTo: FactsUpTo;
  /** Who has it already: campaign and handset. */
  private readonly has = new Map<string, string>();
  /** Of each contact, every call that was written. */
  private readonly called = new Map<string, WrittenCall[]>();

  private readonly limits: Limits;
  /** Rules that look by themselves. */
  private readonly others: readonly Rules[];

  constructor(private readonly world: World) {
    const { truth } = world.platform;
    this.events = new Since(world.disks.log.events);
    this.calls = new Since(truth.calls);
    this.requests = new Since(truth.requests);
    this.receipts = new Since(truth.receipts);
    this.troubles = new Since(world.troubles);
    this.upTo = new FactsUpTo(world.disks.log.events);
    this.limits = new Limits(world, this);
    this.others = [Sending, LivesOfCampaigns, References, Words].map((Others) => new Others(world, this));
  }

  /** Looks at what has come since it looked last. @returns whether something is wrong */
  look(): boolean {
    // In the order in which they can have known of each other.
    this.events.each((event) => {
      this.facts.take(event);
      this.limits.takeEvent(event);
    });
    for (const what of this.facts.wrong.splice(0)) this.fail('the log is sound', what);
    this.calls.each((call) => {
      this.judgeCall(call);
      this.limits.takeCall(call);
    });
    this.limits.look();
    this.requests.each((request) => this.judgeRequest(request));
    this.receipts.each((receipt) => this.judgeReceipt(receipt));
    for (const rules of this.others) rules.look();
    this.troubles.each((trouble) => this.fail('everything is foreseen', trouble));
    if (this.world.scheduler.steps >= this.countAt) {
      this.countAt = this.world.scheduler.steps + COUNTED_EVERY;
      void judgeCounters(this.world, this, this.upTo);
      // Before anything else comes: what it read is of this moment.
      settle();
    }
    return this.failures.length > 0;
  }

  fail(rule: string, what: string): void {
    this.failures.push({ rule, what, at: this.world.scheduler.now() });
  }

  /** A handset has one message of a campaign. */
  private judgeReceipt({ message, person }: Receipt): void {
    const [, campaignId = ''] = message.callbackData?.split('|') ?? [];
    const key = `${campaignId} ${person.subscriber}`;
    const before = this.has.get(key);
    if (before !== undefined) {
      this.fail('never twice', `${person.subscriber} has ${message.callbackData} and ${before} of one campaign`);
    }
    this.has.set(key, message.callbackData ?? '');
  }

  /** A call may leave only while everything is open, and once. */
  private judgeCall(call: WrittenCall): void {
    const [, campaignId = '', key = ''] = call.callbackData?.split('|') ?? [];
    const campaign = this.facts.campaigns.get(campaignId);
    if (!campaign || key === '') return this.fail('what is sent is of a campaign', `${call.callbackData} is of none`);
    if (key.startsWith('test-')) return;
    const { closedSince } = campaign;
    if (closedSince !== undefined && call.at - closedSince > HEARD_WITHIN) {
      const late = (call.at - closedSince).toFixed();
      this.fail('pause pauses', `${call.callbackData} leaves ${late} ms after its campaign was ${campaign.status}`);
    }
    const senderId = this.world.campaigns.find(({ id }) => id === campaignId)?.senderId ?? '';
    const senderClosed = this.facts.senderClosedSince.get(senderId);
    if (senderClosed !== undefined && call.at - senderClosed > HEARD_WITHIN) {
      const late = (call.at - senderClosed).toFixed();
      this.fail('a paused number sends nothing', `${call.callbackData} leaves ${late} ms after its number was paused`);
    }
    const contact = `${campaignId}.${key}`;
    const before = this.called.get(contact) ?? [];
    this.called.set(contact, [...before, call]);
    const unknown = before.find(({ refusedAt }) => refusedAt === undefined);
    if (unknown) {
      this.fail(
        'an unknown outcome is never sent again',
        `${call.callbackData} leaves after ${unknown.callbackData}, which nobody knows to be refused`,
      );
    }
  }

  /** Whoever was suppressed by hand, and has heard that it is so, is suppressed under every notation. */
  private judgeRequest(request: SendRequest): void {
    const [, campaignId = ''] = request.callbackData?.split('|') ?? [];
    const subaccountId = this.facts.campaigns.get(campaignId)?.subaccountId;
    const told = this.world.admin.suppressions.findLast(
      (each) =>
        each.subaccountId === subaccountId &&
        subscriberOf(each.phone.replace(/\D/g, '')) === request.subscriber &&
        each.askedAt < request.at,
    );
    const heardWithin = isHeardAtOnce(this.world.plan) ? HEARD_WITHIN : HEARD_BY_ALL;
    if (
      told?.isSuppressed &&
      told.answeredAt !== undefined &&
      request.at - told.answeredAt > heardWithin + ON_ITS_WAY
    ) {
      this.fail(
        'who is suppressed is left alone',
        `${request.callbackData} is sent though ${told.phone} is suppressed`,
      );
    }
  }
}
