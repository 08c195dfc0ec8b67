import { VirtualClock } from '@arauto/clock';
import type { KnownSender } from '@arauto/domain';
import { Portfolios } from './portfolios';
import { DAY_MS, nextSlotAt, reserve, type TierLedger, used } from './tier-ledger';

const sender = (tier: number | null, portfolioId = 'pf', subaccountId = 'sub') =>
  ({ portfolioId, subaccountId, facts: { quality: 'GREEN', tier, throughput: 80 } }) as unknown as KnownSender;

/** Ledgers on sends that a test says there were. */
class Floor {
  readonly clock = new VirtualClock();
  readonly sent: { number: string; person: string; at: number }[] = [];
  readonly inFlight = new Map<string, number>();
  readonly reads: { numbers: readonly string[]; most: number }[] = [];
  readonly told: unknown[] = [];
  fails = 0;
  numbers: readonly string[] = ['a', 'b'];
  private readonly portfolios = new Portfolios(
    {
      keyOf: ({ subaccountId, portfolioId }) => `${subaccountId}.${portfolioId}`,
      numbersOf: (_portfolioId, key) =>
        Promise.resolve(this.numbers.filter((id) => key.startsWith('sub.') === !id.startsWith('other'))),
      peopleOf: (numbers, since, most) => {
        if (this.fails-- > 0) return Promise.reject(new Error('the views are not there'));
        this.reads.push({ numbers, most });
        const own = this.sent.filter(({ number, at }) => numbers.includes(number) && at > since);
        return Promise.resolve(own.sort((a, b) => b.at - a.at).slice(0, most));
      },
    },
    this.clock,
    () => this.clock.now(),
    (id) => this.inFlight.get(id) ?? 0,
    (error) => this.told.push(error),
  );

  ledger(number: string, tier: number | null, portfolioId?: string, subaccountId?: string): TierLedger | 'counting' {
    return this.portfolios.ledgerOf(number, sender(tier, portfolioId, subaccountId));
  }

  async counted(...asked: Parameters<Floor['ledger']>): Promise<TierLedger> {
    this.ledger(...asked);
    await this.clock.advance(0);
    const ledger = this.ledger(...asked);
    if (ledger === 'counting') throw new Error('it is still being counted');
    return ledger;
  }

  joined(): void {
    this.portfolios.joined(sender(null), 'one');
  }
}

describe('the tier ledgers of portfolios', () => {
  let floor: Floor;
  beforeEach(() => (floor = new Floor()));

  it('remember nobody where there is no limit, and let everybody through', () => {
    const ledger = floor.ledger('a', null) as TierLedger;
    for (let n = 0; n < 1000; n++) expect(reserve(ledger, `p${n}`, floor.clock.now())).toBe(true);
    expect(ledger.people.size).toBe(0);
    expect(floor.reads).toEqual([]);
  });

  it('begin with what every number of the portfolio sent in a day, and admit nobody before', async () => {
    const now = floor.clock.now();
    floor.sent.push({ number: 'a', person: 'ana', at: now - DAY_MS }, { number: 'b', person: 'rui', at: now - 1 });
    expect(floor.ledger('a', 250)).toBe('counting');
    expect(floor.ledger('b', null)).toBe('counting');
    await floor.clock.advance(0);
    const ledger = floor.ledger('a', 250) as TierLedger;
    expect([...ledger.people.keys()]).toEqual(['rui']);
    expect(floor.reads).toEqual([{ numbers: ['a', 'b'], most: 250 }]);
    expect(floor.told).toEqual([undefined]);
  });

  it('wait for what is under way when a limit comes', async () => {
    floor.inFlight.set('b', 1);
    expect(floor.ledger('a', 250)).toBe('counting');
    await floor.clock.advance(10_000);
    expect(floor.ledger('a', 250)).toBe('counting');
    floor.sent.push({ number: 'b', person: 'rui', at: floor.clock.now() });
    floor.inFlight.set('b', 0);
    await floor.clock.advance(100);
    expect(used(floor.ledger('a', 250) as TierLedger, floor.clock.now())).toBe(1);
  });

  it('are filled by a number that knows no limit, and limit the one that does', async () => {
    await floor.counted('a', 20);
    const unlimited = floor.ledger('b', null) as TierLedger;
    for (let n = 0; n < 100; n++) expect(reserve(unlimited, `p${n}`, floor.clock.now() + n)).toBe(true);
    const limited = floor.ledger('a', 20) as TierLedger;
    expect(reserve(limited, 'new', floor.clock.now() + 100)).toBe(false);
    expect(limited.people.size).toBeLessThanOrEqual(20);
    // The 19th newest is the one who makes room.
    expect(nextSlotAt(limited, floor.clock.now() + 100)).toBe(floor.clock.now() + 81 + DAY_MS);
  });

  it('are counted anew for a higher limit, and not for a lower one', async () => {
    const now = floor.clock.now();
    for (let n = 0; n < 60; n++) floor.sent.push({ number: 'a', person: `p${n}`, at: now - 60 + n });
    const first = await floor.counted('a', 50);
    expect(used(first, now)).toBe(50);
    expect(await floor.counted('a', 20)).toBe(first);
    expect(used(await floor.counted('a', 250), now)).toBe(60);
    expect(floor.reads.map(({ most }) => most)).toEqual([50, 250]);
  });

  it('are counted anew when a number joins, also while they are counted', async () => {
    await floor.counted('a', 250);
    floor.sent.push({ number: 'c', person: 'eva', at: floor.clock.now() });
    floor.numbers = ['a', 'b', 'c'];
    floor.joined();
    expect(floor.ledger('a', 250)).toBe('counting');
    floor.joined();
    await floor.clock.advance(0);
    expect(floor.ledger('b', 250)).toBe('counting');
    await floor.clock.advance(0);
    expect(used(floor.ledger('a', 250) as TierLedger, floor.clock.now())).toBe(1);
    expect(floor.reads).toHaveLength(3);
  });

  it('are tried again when they cannot be counted, and admit nobody meanwhile', async () => {
    floor.fails = 2;
    for (let time = 0; time < 2; time++) {
      floor.ledger('a', 250);
      await floor.clock.advance(0);
      await floor.clock.advance(900);
      expect(floor.ledger('a', 250)).toBe('counting');
      await floor.clock.advance(200);
    }
    expect(await floor.counted('a', 250)).toMatchObject({ most: 250 });
    expect(floor.told.map(String)).toEqual([
      'Error: the views are not there',
      'Error: the views are not there',
      'undefined',
    ]);
  });

  it('are apart for subaccounts that claim one name', async () => {
    floor.numbers = ['a', 'other'];
    const own = await floor.counted('a', 250);
    const other = await floor.counted('other', 250, 'pf', 'another');
    expect(other).not.toBe(own);
  });
});
