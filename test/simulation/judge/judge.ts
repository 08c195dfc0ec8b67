import type { SendRequest } from '../platform/ground-truth';
import { subscriberOf } from '../platform/phones';
import type { World } from '../world';
import { Facts } from './facts';

/** A promise that was broken. */
export interface Failure {
  readonly rule: string;
  readonly what: string;
  /** True time. */
  readonly at: number;
}

/** How long after its commit a pause may not have been heard by everybody, milliseconds. */
const HEARD_WITHIN = 500;
/** From the write of a request to its arrival at the most, milliseconds. */
const ON_ITS_WAY = 150;

/**
 * What should be, as the papers say it, and nothing that the engine thinks. It looks at what really came to handsets and at the log as it lies on
 * the disk.
 */
export class Judge {
  readonly failures: Failure[] = [];
  readonly facts = new Facts();
  private events = 0;
  private requests = 0;
  private receipts = 0;
  private troubles = 0;
  /** Who has it already: campaign and handset. */
  private readonly has = new Map<string, string>();
  /** Of each contact, the requests that somebody has seen or may have seen as taken. */
  private readonly called = new Map<string, SendRequest[]>();

  constructor(private readonly world: World) {}

  /** Looks at what has come since it looked last. @returns whether something is wrong */
  look(): boolean {
    const { truth } = this.world.platform;
    const { events } = this.world.disks.log;
    // In the order in which they can have known of each other.
    for (; this.events < events.length; this.events++) this.facts.take(events[this.events]!);
    for (const what of this.facts.wrong.splice(0)) this.fail('the log is sound', what);
    for (; this.requests < truth.requests.length; this.requests++) this.judgeRequest(truth.requests[this.requests]!);
    for (; this.receipts < truth.receipts.length; this.receipts++) {
      const { message, person } = truth.receipts[this.receipts]!;
      const [, campaignId = ''] = message.callbackData?.split('|') ?? [];
      const key = `${campaignId} ${person.subscriber}`;
      const before = this.has.get(key);
      if (before !== undefined) {
        this.fail('never twice', `${person.subscriber} has ${message.callbackData} and ${before} of one campaign`);
      }
      this.has.set(key, message.callbackData ?? '');
    }
    for (; this.troubles < this.world.troubles.length; this.troubles++) {
      this.fail('everything is foreseen', this.world.troubles[this.troubles]!);
    }
    return this.failures.length > 0;
  }

  fail(rule: string, what: string): void {
    this.failures.push({ rule, what, at: this.world.scheduler.now() });
  }

  private judgeRequest(request: SendRequest): void {
    const [, campaignId = '', key = ''] = request.callbackData?.split('|') ?? [];
    const campaign = this.facts.campaigns.get(campaignId);
    if (!campaign || key === '')
      return this.fail('what is sent is of a campaign', `${request.callbackData} is of none`);
    if (key.startsWith('test-')) return;
    const written = request.at - ON_ITS_WAY;
    const { closedSince } = campaign;
    if (closedSince !== undefined && written - closedSince > HEARD_WITHIN) {
      this.fail(
        'pause pauses',
        `${request.callbackData} is sent ${written - closedSince} ms after its campaign was ${campaign.status}`,
      );
    }
    const senderId = this.world.campaigns.find(({ id }) => id === campaignId)?.senderId ?? '';
    const senderClosed = this.facts.senderClosedSince.get(senderId);
    if (senderClosed !== undefined && written - senderClosed > HEARD_WITHIN) {
      this.fail(
        'a paused number sends nothing',
        `${request.callbackData} is sent ${written - senderClosed} ms after the pause`,
      );
    }
    this.judgeSuppressed(request, campaign.subaccountId, written);
    this.judgeAgain(request, `${campaignId}.${key}`);
  }

  /** Whoever was suppressed by hand, and has heard that it is so, is suppressed under every notation. */
  private judgeSuppressed(request: SendRequest, subaccountId: string, written: number): void {
    const told = this.world.admin.suppressions.findLast(
      (each) =>
        each.subaccountId === subaccountId &&
        subscriberOf(each.phone.replace(/\D/g, '')) === request.subscriber &&
        each.askedAt < request.at,
    );
    if (told?.isSuppressed && told.answeredAt !== undefined && written - told.answeredAt > HEARD_WITHIN) {
      this.fail(
        'who is suppressed is left alone',
        `${request.callbackData} is sent though ${told.phone} is suppressed`,
      );
    }
  }

  /** After a request that was taken, or of which its caller cannot know, there is no other. */
  private judgeAgain(request: SendRequest, contact: string): void {
    const before = this.called.get(contact) ?? [];
    this.called.set(contact, [...before, request]);
    const taken = before.find(({ decision }) => decision.kind === 'accepted');
    if (taken) this.fail('never twice', `${request.callbackData} is sent after ${taken.callbackData} was taken`);
  }
}
