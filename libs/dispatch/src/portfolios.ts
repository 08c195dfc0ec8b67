import type { Clock } from '@arauto/clock';
import type { KnownSender } from '@arauto/domain';
import type { SentOfLate } from './sent-of-late';
import { DAY_MS, newTierLedger, type TierLedger } from './tier-ledger';

/** How long a count that failed is left alone, and how often it is looked whether the numbers still send, milliseconds. */
const COUNT_AGAIN_AFTER = 1000;
const LOOK_EVERY = 20;

interface Counted {
  readonly ledger: TierLedger;
  /** Those whose sends are in it. */
  readonly numbers: ReadonlySet<string>;
}

/** Which numbers are counted together, and to whom they have sent. */
export type PortfolioSends = Pick<SentOfLate, 'numbersOf' | 'peopleOf'> & {
  keyOf(sender: KnownSender, senderId: string): string;
};

/** What is counted of those who belong together, and how much of it may be used. */
export interface Limit {
  /** People in 24 hours, null for any; milliseconds since the epoch. */
  readonly of: (sender: KnownSender, now: number) => number | null;
  readonly share?: number;
}

/** The messaging limit of the platform. */
const TIER: Limit = { of: ({ facts }) => facts?.tier ?? null };

/** Of an unlimited portfolio. */
const UNCOUNTED: TierLedger = newTierLedger(null, [], 0);

/**
 * The tier ledger of each portfolio that has a limit, as far as this process knows one. Each begins with what was sent in the last day
 * before it is of use: at the first message after a start, when a limit appears or rises, and when a number joins the portfolio; no number
 * of the portfolio sends until then. Where nobody has a limit nothing is remembered.
 */
export class Portfolios {
  private readonly counted = new Map<string, Counted>();
  /** Those that are being counted, and whether the count was overtaken meanwhile. */
  private readonly counting = new Map<string, { mistrusted: boolean }>();

  /**
   * @param now milliseconds since the epoch
   * @param inFlight of a number: what it has begun may not be in the views yet
   * @param onCounted a portfolio that waited may be asked again; or, with an error, in a while
   */
  constructor(
    private readonly sent: PortfolioSends,
    private readonly clock: Pick<Clock, 'sleep' | 'after'>,
    private readonly now: () => number,
    private readonly inFlight: (senderId: string) => number,
    private readonly onCounted: (error?: unknown) => void,
    private readonly limit: Limit = TIER,
  ) {}

  /** The ledger in which the number must have a place, with the limit it knows; `counting` while nobody knows who is in it. */
  ledgerOf(senderId: string, sender: KnownSender): TierLedger | 'counting' {
    const limit = this.limit.of(sender, this.now());
    const key = this.sent.keyOf(sender, senderId);
    if (this.counting.has(key)) return 'counting';
    const counted = this.counted.get(key);
    if (!counted && limit === null) return UNCOUNTED;
    const most = Math.max(limit ?? 0, counted?.ledger.most ?? 0);
    if (counted?.numbers.has(senderId) && counted.ledger.most === most) {
      counted.ledger.limit = limit;
      return counted.ledger;
    }
    void this.count(key, sender, most);
    return 'counting';
  }

  /** A number has joined: what it sent counts for all of them, also if it sends no more. */
  joined(sender: KnownSender, senderId: string): void {
    this.mistrust(this.sent.keyOf(sender, senderId));
  }

  /** Nothing is let through by a ledger again before it has been counted anew. */
  mistrust(key: string): void {
    const counting = this.counting.get(key);
    if (counting) {
      counting.mistrusted = true;
      return;
    }
    const counted = this.counted.get(key);
    if (counted) this.counted.set(key, { ledger: counted.ledger, numbers: new Set() });
  }

  private async count(key: string, { portfolioId }: KnownSender, most: number): Promise<void> {
    const counting = { mistrusted: false };
    this.counting.set(key, counting);
    try {
      const numbers = await this.sent.numbersOf(portfolioId, key);
      while (numbers.some((id) => this.inFlight(id) > 0)) await this.clock.sleep(LOOK_EVERY);
      const people = await this.sent.peopleOf(numbers, this.now() - DAY_MS, most);
      this.counted.set(key, {
        ledger: newTierLedger(most, people, this.now(), this.limit.share),
        numbers: new Set(numbers),
      });
      this.counting.delete(key);
      if (counting.mistrusted) this.mistrust(key);
      this.onCounted();
    } catch (error) {
      this.onCounted(error);
      this.clock.after(COUNT_AGAIN_AFTER, () => this.counting.delete(key));
    }
  }
}
