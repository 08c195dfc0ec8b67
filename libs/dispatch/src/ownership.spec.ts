import { VirtualClock } from '@arauto/clock';
import type { Lease, Leases } from '@arauto/coordination';
import type { KnownSender } from '@arauto/domain';
import { Ownership } from './ownership';

/** Leases that a test gives and takes away. */
class GivenLeases implements Pick<Leases, 'acquire'> {
  readonly asked: string[] = [];
  private readonly waiting = new Map<string, (lease: Lease | undefined) => void>();
  private readonly lost = new Map<string, AbortController>();
  released = 0;

  acquire(name: string, signal: AbortSignal): Promise<Lease | undefined> {
    this.asked.push(name);
    return new Promise((resolve) => {
      this.waiting.set(name, resolve);
      signal.addEventListener('abort', () => resolve(undefined));
    });
  }

  give(name: string): void {
    const lost = new AbortController();
    this.lost.set(name, lost);
    const release = () => Promise.resolve(void this.released++);
    this.waiting.get(name)!({
      ...{ name, lost: lost.signal, release },
      get isHeld() {
        return !lost.signal.aborted;
      },
    });
  }

  takeAway(name: string): void {
    this.lost.get(name)!.abort();
  }
}

describe('the portfolios that a process sends for', () => {
  const sender = (portfolioId: string) => ({ portfolioId }) as KnownSender;
  let clock: VirtualClock;
  let leases: GivenLeases;
  let taken: string[];
  let ownership: Ownership;
  let stopping: AbortController;

  beforeEach(() => {
    clock = new VirtualClock();
    leases = new GivenLeases();
    taken = [];
    stopping = new AbortController();
    ownership = new Ownership(
      leases as unknown as Leases,
      { portfolioOf: ({ portfolioId }) => portfolioId },
      clock,
      (key) => taken.push(key),
      stopping.signal,
    );
  });

  it('are asked for once each, and are its own as long as it holds them', async () => {
    expect([ownership.owns(sender('a')), ownership.owns(sender('a')), ownership.owns(sender('b'))]).toEqual([
      false,
      false,
      false,
    ]);
    await clock.advance(0);
    expect(new Set(leases.asked).size).toBe(2);
    expect(leases.asked).toHaveLength(2);
    leases.give(leases.asked[0]!);
    await clock.advance(0);
    expect([ownership.owns(sender('a')), ownership.owns(sender('b')), taken]).toEqual([true, false, ['a']]);
    leases.takeAway(leases.asked[0]!);
    expect(ownership.owns(sender('a'))).toBe(false);
    await clock.advance(0);
    await clock.advance(1000);
    expect(leases.asked).toHaveLength(3);
    leases.give(leases.asked[0]!);
    await clock.advance(0);
    expect([ownership.owns(sender('a')), taken]).toEqual([true, ['a', 'a']]);
  });

  it('are left to others for a while by whoever has some already', async () => {
    ownership.owns(sender('a'));
    await clock.advance(0);
    leases.give(leases.asked[0]!);
    await clock.advance(0);
    ownership.owns(sender('b'));
    await clock.advance(299);
    expect(leases.asked).toHaveLength(1);
    await clock.advance(1);
    expect(leases.asked).toHaveLength(2);
  });

  it('are named by nothing that says whose they are', async () => {
    ownership.owns(sender('the portfolio of somebody'));
    await clock.advance(0);
    expect(leases.asked[0]).toMatch(/^portfolio-[\w-]{22}$/);
  });

  it('are given back at the end, and asked for no more', async () => {
    ownership.owns(sender('a'));
    await clock.advance(0);
    leases.give(leases.asked[0]!);
    await clock.advance(0);
    stopping.abort();
    await ownership.release();
    expect(leases.released).toBe(1);
    leases.takeAway(leases.asked[0]!);
    await clock.advance(5000);
    expect(leases.asked).toHaveLength(1);
  });
});
