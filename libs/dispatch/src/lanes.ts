import { errorInfo } from '@arauto/whatsapp';
import type { TurnEnd } from './attempt';
import type { ClockReading } from './call-by';
import type { KnownSender } from './deps';
import { giveBack, msUntilNext, newPace, type Pace, take, withRate, written } from './pace';
import { givePairBack, msUntilPairFree, newPairLimit, type PairLimit, takePair } from './pair-limit';
import { newThrottle, rateAt, reconfigure, slowDown, type Throttle } from './throttle';
import { newTierLedger, nextSlotAt, release, reserve, type TierLedger } from './tier-ledger';

/** Why a contact may not begin now. */
export interface Hold {
  /** Wall clock, milliseconds; Infinity when nobody knows. */
  readonly until: number;
  /** Only this person waits, the next contact may go. */
  readonly person: boolean;
  /** For people, when it is worth saying. */
  readonly reason?: { readonly code: string; readonly text: string };
}

/** A turn that was admitted; it ends exactly once. */
export interface Admission {
  /** Called in the turn of the write. */
  written(): void;
  ended(end: TurnEnd, failure: { readonly code: string; readonly writtenAt: number } | null): void;
}

/** The pace is replaced when its rate changes, while admissions still hold its owner. */
interface Paced {
  pace: Pace;
}

interface Lane extends Paced {
  throttle: Throttle;
  readonly pairs: PairLimit;
  inFlight: number;
}

/**
 * Every limit between the queue and the wire: pace of a number and of a campaign, the pair rate of a person, the tier of a portfolio,
 * the slowness a provider asked for, and the calls in flight. One instance per process: it is the owner of all the ledgers.
 */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private readonly campaigns = new Map<string, Paced>();
  private readonly portfolios = new Map<string, TierLedger>();

  constructor(
    private readonly mostInFlight: number,
    private readonly clocks: () => ClockReading,
    private readonly fraction: () => number,
  ) {}

  /** Somebody the portfolio has sent to in the last day, from before this process began. */
  remember(sender: KnownSender, person: string, at: number): void {
    const ledger = this.ledgerOf(sender);
    if (!ledger.people.has(person)) ledger.people.set(person, { at, holds: 1 });
  }

  forgetCampaign(campaignId: string): void {
    this.campaigns.delete(campaignId);
  }

  /** Takes a place in every ledger, or in none and says why. */
  admit(
    senderId: string,
    sender: KnownSender,
    campaign: { readonly id: string; readonly messagesPerSecond: number | null },
    person: string,
  ): Admission | Hold {
    const { monotonic, wall } = this.clocks();
    const lane = this.laneOf(senderId, sender, monotonic);
    if (lane.inFlight >= this.mostInFlight) return { until: Infinity, person: false };
    const throttled = lane.throttle.until - monotonic;
    if (throttled > 0) {
      const text = 'The provider asked this number to go slower.';
      return { until: wall + throttled, person: false, reason: { code: 'throttled', text } };
    }
    const own = this.paceOf(campaign, monotonic);
    const wait = Math.max(msUntilNext(lane.pace, monotonic), own ? msUntilNext(own.pace, monotonic) : 0);
    if (wait > 0) return { until: wall + wait, person: false };
    const pair = msUntilPairFree(lane.pairs, person, monotonic);
    if (pair > 0) return { until: wall + pair, person: true };
    const ledger = this.ledgerOf(sender);
    if (!reserve(ledger, person, wall)) {
      const text = 'The messaging limit of the portfolio is reached for these 24 hours.';
      return { until: nextSlotAt(ledger, wall) ?? Infinity, person: false, reason: { code: 'tier_full', text } };
    }
    takePair(lane.pairs, person, monotonic);
    take(lane.pace, monotonic, 1);
    if (own) take(own.pace, monotonic, 1);
    lane.inFlight++;
    return this.admission(lane, own, ledger, person, wall);
  }

  private admission(lane: Lane, own: Paced | null, ledger: TierLedger, person: string, at: number): Admission {
    let sent = false;
    return {
      written: () => {
        sent = true;
        const { monotonic } = this.clocks();
        written(lane.pace, monotonic);
        if (own) written(own.pace, monotonic);
      },
      ended: (end, failure) => {
        lane.inFlight--;
        if (!sent) {
          giveBack(lane.pace);
          if (own) giveBack(own.pace);
          givePairBack(lane.pairs, person);
        }
        // What was refused or never left is no user of the tier; an unknown outcome may be.
        if (end !== 'accepted' && end !== 'unknown') release(ledger, person, at, this.clocks().wall);
        if (failure && errorInfo(failure.code).policy.class === 'throttle') this.slow(lane, failure);
      },
    };
  }

  private slow(lane: Lane, { code, writtenAt }: { readonly code: string; readonly writtenAt: number }): void {
    const now = this.clocks().monotonic;
    const leastWaitMs = errorInfo(code).policy.delayMs;
    lane.throttle = slowDown(lane.throttle, { now, writtenAt, fraction: this.fraction(), leastWaitMs });
  }

  private laneOf(senderId: string, sender: KnownSender, now: number): Lane {
    const configured = Math.min(sender.pace?.messagesPerSecond ?? Infinity, sender.facts?.throughput ?? 80);
    let lane = this.lanes.get(senderId);
    if (!lane) {
      const throttle = newThrottle(configured);
      lane = { pace: newPace(configured, now), throttle, pairs: newPairLimit(), inFlight: 0 };
      this.lanes.set(senderId, lane);
    }
    if (lane.throttle.configured !== configured) lane.throttle = reconfigure(lane.throttle, configured);
    const rate = rateAt(lane.throttle, now);
    if (rate > 0 && lane.pace.rate !== rate) lane.pace = withRate(lane.pace, rate, now);
    return lane;
  }

  private paceOf(
    campaign: { readonly id: string; readonly messagesPerSecond: number | null },
    now: number,
  ): Paced | null {
    const rate = campaign.messagesPerSecond;
    if (rate === null) return null;
    let own = this.campaigns.get(campaign.id);
    if (!own) this.campaigns.set(campaign.id, (own = { pace: newPace(rate, now) }));
    if (own.pace.rate !== rate) own.pace = withRate(own.pace, rate, now);
    return own;
  }

  private ledgerOf(sender: KnownSender): TierLedger {
    const limit = sender.facts?.tier ?? null;
    let ledger = this.portfolios.get(sender.portfolioId);
    if (!ledger) this.portfolios.set(sender.portfolioId, (ledger = newTierLedger(limit, [], 0)));
    ledger.limit = limit;
    return ledger;
  }
}
