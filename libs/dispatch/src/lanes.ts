import type { Clock, Random } from '@arauto/clock';
import { type CampaignSettings, type KnownSender, rateOfNumber, warmUpAt } from '@arauto/domain';
import { errorInfo } from '@arauto/whatsapp';
import type { DispatchLimits, Owners } from './deps';
import { beginClaim, dropClaim, giveBack, msUntilClaim, msUntilPlace, type Pace, Paced, place, written } from './pace';
import { SteadyClock } from './steady-clock';
import { givePairBack, msUntilPairFree, newPairLimit, type PairLimit, takePair } from './pair-limit';
import { newThrottle, rateAt, reconfigure, slowDown, type Throttle } from './throttle';
import { type Limit, Portfolios, type PortfolioSends } from './portfolios';
import type { TierUse } from './floor';
import { hasRoom, nextSlotAt, release, reserve, type TierLedger, used } from './tier-ledger';
import type { TurnEnd, TurnResult } from './turn';

/** Why a contact may not begin now. */
export interface Hold {
  /** Milliseconds; Infinity when nobody knows. */
  readonly waitMs: number;
  /** Only this person waits, the next contact may go. */
  readonly person: boolean;
  /** For people, when it is worth saying. */
  readonly reason?: { readonly code: string; readonly text: string };
}

/** A turn that was admitted; it ends exactly once. */
export interface Admission {
  /** Code of the error that the contact ends with in place of an attempt; null for one who is sent to. */
  readonly refused: string | null;
  /**
   * Its place on the wire. Asked for when the claim is durable; resolves when the message may be written as far as the pace goes, in the
   * order of asking, and after the call-by limit in any case: it is too late then, and the turn ends by itself.
   */
  place(): Promise<void>;
  /** Called synchronously with the write. */
  written(): void;
  ended(end: TurnEnd, failure: Failed | null): void;
}

/** `writtenAt` on the monotonic clock. */
type Failed = NonNullable<TurnResult['failure']>;

/** A claim that is durable and has no place yet. */
interface InLine {
  /** Monotonic. */
  readonly since: number;
  readonly paces: readonly Paced[];
  /** Whether it has its place; false when it is too late. */
  readonly go: (placed: boolean) => void;
}

interface Lane {
  readonly paced: Paced;
  throttle: Throttle;
  readonly pairs: PairLimit;
  inFlight: number;
  /** What a claim takes, smoothed, milliseconds. */
  claimMs: number;
  line: InLine[];
  /** The timer that looks at the line. */
  looking: boolean;
}

/**
 * Claims are begun before their place on the wire comes, by twice the time they take of late and by this at most, milliseconds. A commit takes
 * 5 ms on a quiet machine and 50 and more on a busy one; begun only when the place is there, each of them would move the place
 * of every message behind it. A claim that waits is not for nothing: it is withdrawn by a pause, and unknown after a crash.
 */
const LONGEST_AHEAD_MS = 100;
/**
 * Claims under way to the log at once, of all numbers together. With more, a log that takes fewer appends than the numbers may send lets
 * them all wait beyond the call-by limit, and each is then withdrawn by one append more: 4 numbers of 1,000 messages a second sent 75 in all.
 */
const MOST_CLAIMING = 128;
/** Weight of the latest claim in what claims take. */
const LATEST = 1 / 16;

/**
 * Every limit between the queue and the wire: pace of a number and of a campaign, the pair rate of a person, the tier of a portfolio,
 * the slowness a provider asked for, and the calls in flight. One instance per process: it is the owner of all the ledgers.
 */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private readonly portfolios: Portfolios;
  /** Of numbers that warm up, each by itself. */
  private readonly warmUps: Portfolios;
  /** Of the tier ledgers. */
  private readonly day: SteadyClock;
  /** Admitted, and not yet said to be durable. */
  private claiming = 0;

  /**
   * @param onRoom somebody who had to wait without knowing how long may be tried again: a portfolio is counted, or claims came to the log;
   * with what was thrown where counting failed
   */
  constructor(
    private readonly limits: Pick<DispatchLimits, 'inFlight' | 'callBy'>,
    private readonly clock: Clock,
    private readonly random: Random,
    sent: PortfolioSends,
    private readonly accountOf: Owners['accountOf'],
    private readonly onRoom: (error?: unknown) => void,
  ) {
    this.day = new SteadyClock(clock);
    const inFlight = (senderId: string) => this.lanes.get(senderId)?.inFlight ?? 0;
    const now = () => this.day.now();
    this.portfolios = new Portfolios(sent, clock, now, inFlight, onRoom);
    const ofNumbers: PortfolioSends = {
      keyOf: (_, senderId) => senderId,
      numbersOf: (_, senderId) => Promise.resolve([senderId]),
      peopleOf: (...asked) => sent.peopleOf(...asked),
    };
    this.warmUps = new Portfolios(ofNumbers, clock, now, inFlight, onRoom, WARM_UP);
  }

  /** A number was put into its portfolio. */
  joined(sender: KnownSender, senderId: string): void {
    this.portfolios.joined(sender, senderId);
  }

  /** Others may have sent for a portfolio, by its key, and from these numbers of it. */
  mistrust(portfolio: string, isOfIt: (senderId: string) => boolean): void {
    this.portfolios.mistrust(portfolio);
    for (const senderId of this.lanes.keys()) if (isOfIt(senderId)) this.warmUps.mistrust(senderId);
  }

  /** What is taken of the tier of a number's portfolio; null while that is not known, and where nobody counts. */
  tier(senderId: string, sender: KnownSender): TierUse | null {
    const ledger = this.portfolios.ledgerOf(senderId, sender);
    if (ledger === 'counting' || ledger.most === 0) return null;
    const day = this.day.now();
    return { used: used(ledger, day), freesAt: nextSlotAt(ledger, day) };
  }

  /**
   * Takes a place in every ledger, or in none and says why.
   * @param campaign null where it has no pace of its own
   * @param whenFull whether who finds no place in the tier, or in the plan of a number that warms up, waits for one
   */
  admit(
    senderId: string,
    sender: KnownSender,
    campaign: Paced | null,
    person: string,
    whenFull: WhenFull = {},
  ): Admission | Hold {
    const monotonic = this.clock.monotonic();
    const lane = this.laneOf(senderId, sender, monotonic);
    if (lane.inFlight >= this.limits.inFlight || this.claiming >= MOST_CLAIMING)
      return { waitMs: Infinity, person: false };
    const throttled = lane.throttle.until - monotonic;
    if (throttled > 0) {
      const text = 'The provider asked this number to go slower.';
      return { waitMs: throttled, person: false, reason: { code: 'throttled', text } };
    }
    const paces = campaign ? [lane.paced, campaign] : [lane.paced];
    const early = Math.min(LONGEST_AHEAD_MS, 2 * lane.claimMs);
    const wait = longest(paces, (pace) => msUntilClaim(pace, monotonic, early));
    if (wait > 0) return { waitMs: wait, person: false };
    const pair = msUntilPairFree(lane.pairs, person, monotonic);
    if (pair > 0) return { waitMs: pair, person: true, reason: PAIR_LIMIT };
    const ledger = this.portfolios.ledgerOf(senderId, sender);
    if (ledger === 'counting') return { waitMs: Infinity, person: false, reason: COUNTING };
    const day = this.day.now();
    const warmUp = this.warmUps.ledgerOf(senderId, sender);
    if (warmUp === 'counting') return { waitMs: Infinity, person: false, reason: COUNTING };
    if (!hasRoom(ledger, person, day)) {
      if (whenFull.whenTierIsFull === 'fail') return this.refusal(lane, 'ENG_TIER');
      const text = 'The messaging limit of the portfolio is reached for these 24 hours.';
      const waitMs = (nextSlotAt(ledger, day) ?? Infinity) - day;
      return { waitMs, person: false, reason: { code: 'tier_full', text } };
    }
    if (!reserve(warmUp, person, day)) {
      if (whenFull.whenWarmUpIsFull === 'fail') return this.refusal(lane, 'ENG_WARMUP');
      return warmUpFull(sender, warmUp, day);
    }
    reserve(ledger, person, day);
    takePair(lane.pairs, person, monotonic);
    for (const { pace } of paces) beginClaim(pace, monotonic);
    lane.inFlight++;
    this.claiming++;
    return this.admission(senderId, lane, paces, [ledger, warmUp], person, { monotonic, day });
  }

  private admission(
    senderId: string,
    lane: Lane,
    paces: readonly Paced[],
    ledgers: readonly TierLedger[],
    person: string,
    at: { readonly monotonic: number; readonly day: number },
  ): Admission {
    let step: 'claiming' | 'durable' | 'placed' | 'late' | 'sent' = 'claiming';
    return {
      refused: null,
      place: async () => {
        step = 'durable';
        this.claimed();
        lane.claimMs += (this.clock.monotonic() - at.monotonic - lane.claimMs) * LATEST;
        step = (await this.placeOf(lane, paces)) ? 'placed' : 'late';
      },
      written: () => {
        step = 'sent';
        const now = this.clock.monotonic();
        for (const { pace } of paces) written(pace, now);
      },
      ended: (end, failure) => {
        lane.inFlight--;
        if (step === 'claiming') this.claimed();
        for (const { pace } of paces) {
          if (step === 'claiming' || step === 'durable') dropClaim(pace);
          if (step === 'placed') giveBack(pace);
        }
        if (step !== 'sent') givePairBack(lane.pairs, person);
        // What was refused or never left is no user of the tier; an unknown outcome may be.
        if (end !== 'accepted' && end !== 'unknown') {
          for (const ledger of ledgers) release(ledger, person, at.day, this.day.now());
        }
        if (failure) this.slowDown(senderId, lane, failure);
      },
    };
  }

  /** A turn in which the contact ends: it takes one append, and nothing of what messages share. */
  private refusal(lane: Lane, refused: string): Admission {
    lane.inFlight++;
    this.claiming++;
    return {
      refused,
      place: () => Promise.resolve(),
      written: () => undefined,
      ended: () => {
        lane.inFlight--;
        this.claimed();
      },
    };
  }

  /** A claim is durable, or came to nothing. */
  private claimed(): void {
    if (this.claiming-- === MOST_CLAIMING) this.onRoom();
  }

  private placeOf(lane: Lane, paces: readonly Paced[]): Promise<boolean> {
    return new Promise((go) => {
      lane.line.push({ since: this.clock.monotonic(), paces, go });
      if (!lane.looking) this.look(lane);
    });
  }

  /** Gives out the places that are there, and comes back for the next. Whoever waits for the pace of a campaign lets others pass. */
  private look(lane: Lane): void {
    const now = this.clock.monotonic();
    let next = Infinity;
    lane.line = lane.line.filter(({ since, paces, go }) => {
      const wait = longest(paces, (pace) => msUntilPlace(pace, now));
      const left = since + this.limits.callBy - now;
      if (wait > 0 && left >= 0) {
        next = Math.min(next, wait, left + 1);
        return true;
      }
      const placed = wait === 0;
      for (const { pace } of paces) {
        if (placed) place(pace);
        else dropClaim(pace);
      }
      go(placed);
      return false;
    });
    lane.looking = lane.line.length > 0;
    // A timer counts whole milliseconds; a part of one would bring it back too early, to look in vain.
    if (lane.looking) this.clock.after(Math.ceil(next), () => this.look(lane));
  }

  /** The number was told that it is too fast, or its whole account, whose other numbers are then as well. */
  private slowDown(senderId: string, lane: Lane, failure: Failed): void {
    const { policy } = errorInfo(failure.code);
    if (policy.class !== 'throttle') return;
    this.slow(lane, failure);
    if (policy.of !== 'account') return;
    const others = this.accountOf(senderId).then((ids) => {
      for (const id of ids) {
        const other = this.lanes.get(id);
        if (other && id !== senderId) this.slow(other, failure);
      }
    });
    // They find out by themselves otherwise.
    others.catch(this.onRoom);
  }

  private slow(lane: Lane, { code, writtenAt }: Failed): void {
    const now = this.clock.monotonic();
    const leastWaitMs = errorInfo(code).policy.delayMs;
    lane.throttle = slowDown(lane.throttle, { now, writtenAt, fraction: this.random.fraction(), leastWaitMs });
  }

  private laneOf(senderId: string, sender: KnownSender, now: number): Lane {
    const configured = rateOfNumber(sender);
    let lane = this.lanes.get(senderId);
    if (!lane) {
      lane = {
        paced: new Paced(configured, now),
        throttle: newThrottle(configured),
        pairs: newPairLimit(),
        inFlight: 0,
        claimMs: 0,
        line: [],
        looking: false,
      };
      this.lanes.set(senderId, lane);
    }
    if (lane.throttle.configured !== configured) lane.throttle = reconfigure(lane.throttle, configured);
    const rate = rateAt(lane.throttle, now);
    if (rate > 0) lane.paced.at(rate, now);
    return lane;
  }
}

/** The plan is the number's own, so that all of it may be used. */
const WARM_UP: Limit = { of: ({ warmUp }, now) => warmUpAt(warmUp, now)?.limit ?? null, share: 1 };

type WhenFull = Partial<Pick<CampaignSettings, 'whenTierIsFull' | 'whenWarmUpIsFull'>>;

/** Until a place of its plan frees, or the plan has more. */
function warmUpFull(sender: KnownSender, ledger: TierLedger, day: number): Hold {
  const { until = Infinity } = warmUpAt(sender.warmUp, day) ?? {};
  const waitMs = Math.min(nextSlotAt(ledger, day) ?? Infinity, until) - day;
  const text = 'The number warms up, and its plan has no more people for these 24 hours.';
  return { waitMs, person: false, reason: { code: 'warm_up', text } };
}

const PAIR_LIMIT = {
  code: 'pair_limit',
  text: 'A person may get only so many messages in a short time: whoever has had them waits.',
};

const COUNTING = {
  code: 'tier_counting',
  text: 'It is being counted to whom the portfolio has sent in the last 24 hours.',
};

/** What the slowest of some paces asks to wait, milliseconds. */
function longest(paces: readonly Paced[], wait: (pace: Pace) => number): number {
  return Math.max(...paces.map(({ pace }) => wait(pace)));
}
