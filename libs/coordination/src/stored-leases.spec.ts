import { randomInt } from 'node:crypto';
import { type Clock, type Random, seededRandom, sleepBy, VirtualClock } from '@arauto/clock';
import { type LeaseState, type LeaseStore, UNTOUCHED } from './lease-store';
import type { Lease } from './leases';
import { StoredLeases } from './stored-leases';

const LINKS = ['sound', 'slow', 'mute', 'cut'] as const;

/** A process and its machine: clocks that go at a rate of their own, and can be set; it can be stopped, put to sleep, and cut off from the store. */
class Machine implements Clock {
  /** How it reaches the store: answers can be slow, or lost, and questions too. */
  link: (typeof LINKS)[number] = 'sound';
  private readonly rate: number;
  private set = 0;
  /** What its monotonic clock has missed. */
  private slept = 0;
  /** What happens when it goes on; undefined while it runs. */
  private missed: (() => void)[] | undefined;

  constructor(
    private readonly world: VirtualClock,
    random: Random,
  ) {
    this.rate = between(random, 0.9, 1.1);
  }

  get runs(): boolean {
    return this.missed === undefined;
  }

  now(): number {
    return Math.floor(1_800_000_000_000 + this.rate * this.world.monotonic() + this.set);
  }

  monotonic(): number {
    return this.rate * (this.world.monotonic() - this.slept);
  }

  after(ms: number, callback: () => void): () => void {
    let cancelled = false;
    const cancel = this.world.after(ms / this.rate, () => this.once(() => cancelled || callback()));
    return () => {
      cancelled = true;
      cancel();
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return sleepBy(this, ms, signal);
  }

  endOfTick(): Promise<void> {
    return this.world.endOfTick();
  }

  /** Something reaches it, now or when it goes on. */
  once(callback: () => void): void {
    if (this.missed) this.missed.push(callback);
    else callback();
  }

  /** Stops it; asleep its monotonic clock stops, too. */
  async pause(ms: number, asleep: boolean, onWaking: () => void): Promise<void> {
    if (!this.runs) return;
    this.missed = [];
    await this.world.sleep(ms);
    if (asleep) this.slept += ms;
    const missed = this.missed;
    this.missed = undefined;
    onWaking();
    for (const callback of missed) callback();
  }

  setWallBy(ms: number): void {
    if (this.runs) this.set += ms;
  }
}

interface Row extends LeaseState {
  readonly takenFrom: number;
  readonly sign: number;
}

/** What MongoDB does, as far as leases go, and what may befall a question on its way there and an answer on its way back. */
class ModelStore {
  private readonly rows = new Map<string, Row>();
  /** What a server shows that has not heard of what was written since. */
  private past = new Map<string, Row>();
  /** Of ten questions, how many go wrong. */
  faults = 0;

  constructor(
    private readonly world: VirtualClock,
    private readonly random: Random,
  ) {}

  of(instance: string, machine: Machine): LeaseStore {
    const ask = <T>(work: () => T) => this.carry(machine, work);
    let signs = 0;
    return {
      look: (names) => {
        const isOfThePast = this.isFaulty();
        return ask(() => {
          const shown = isOfThePast ? this.past : this.rows;
          return new Map(names.flatMap((name) => (shown.has(name) ? [[name, shown.get(name)!]] : [])));
        });
      },
      take: (from) => {
        const sign = ++signs;
        return ask(() => {
          for (const [name, { holder, counter }] of from)
            this.write(name, (row) => row.holder === holder && row.counter === counter, {
              holder: instance,
              takenFrom: counter,
              sign,
            });
          return this.names([...from.keys()], (row) => row.holder === instance && row.sign === sign);
        });
      },
      renew: (names) => {
        const sign = ++signs;
        return ask(() => {
          for (const name of names) this.write(name, (row) => row.holder === instance, { sign });
          return this.names(names, (row) => row.holder === instance);
        });
      },
      giveBack: (from) =>
        ask(() => {
          for (const [name, { counter }] of from)
            this.write(name, (row) => row.holder === instance && row.takenFrom === counter, { holder: null });
        }),
      holders: () => Promise.reject(new Error('nobody asks here')),
    };
  }

  private isFaulty(): boolean {
    return this.random.fraction() * 10 < this.faults;
  }

  private names(names: readonly string[], condition: (row: Row) => boolean): ReadonlySet<string> {
    return new Set(names.filter((name) => this.rows.has(name) && condition(this.rows.get(name)!)));
  }

  private write(name: string, condition: (row: Row) => boolean, change: Partial<Row>): void {
    const row = this.rows.get(name) ?? { ...UNTOUCHED, takenFrom: -1, sign: -1 };
    if (!condition(row)) return;
    if (this.random.fraction() < 0.1) this.past = new Map(this.rows);
    this.rows.set(name, { ...row, ...change, counter: row.counter + 1 });
  }

  private carry<T>(machine: Machine, work: () => T): Promise<T> {
    const isFaulty = this.isFaulty();
    const fault = Math.floor(this.random.fraction() * 6);
    const is = (kind: number) => isFaulty && fault === kind;
    const wayThere = between(this.random, 1, is(0) ? 6_000 : 60);
    const wayBack = between(this.random, 1, is(1) ? 6_000 : machine.link === 'slow' ? 2_000 : 60);
    return new Promise((resolve, reject) => {
      const breakOff = () => machine.once(() => reject(new Error('connection closed')));
      this.world.after(wayThere, () => {
        // the question is lost, and nobody may ever tell
        if (machine.link === 'cut' || is(2)) return wayBack > 30 ? breakOff() : undefined;
        let answer = work();
        // the answer is
        if (machine.link === 'mute' || is(3)) return wayBack > 30 ? breakOff() : undefined;
        // it is sent once more
        if (is(4)) answer = work();
        if (is(5)) this.world.after(1_000 * wayBack, () => void work());
        this.world.after(wayBack, () => machine.once(() => resolve(answer)));
      });
    });
  }
}

const NAMES = ['portfolio-a', 'portfolio-b'];

/** A process that always wants every lease, and gives one back now and then. */
class Holder {
  readonly machine: Machine;
  readonly leases: StoredLeases;
  readonly held = new Map<string, Lease>();
  taken = 0;
  lost = 0;
  private readonly dying = new AbortController();

  constructor(
    readonly instance: string,
    world: VirtualClock,
    store: ModelStore,
    private readonly random: Random,
  ) {
    this.machine = new Machine(world, random);
    this.leases = new StoredLeases(store.of(instance, this.machine), instance, this.machine, () => undefined);
    for (const name of NAMES) void this.want(name);
  }

  holds(name: string): boolean {
    return this.machine.runs && this.held.get(name)?.isHeld === true;
  }

  async end(): Promise<void> {
    this.dying.abort();
    await this.leases.close();
  }

  private async want(name: string): Promise<void> {
    for (;;) {
      const lease = await this.leases.acquire(name, this.dying.signal);
      if (!lease) return;
      this.taken++;
      this.held.set(name, lease);
      await this.machine.sleep(between(this.random, 100, 20_000), lease.lost);
      if (!lease.isHeld) this.lost++;
      await lease.release();
    }
  }
}

/** A minute of everything that can go wrong, then calm. */
async function run(seed: string): Promise<{ readonly taken: number; readonly lost: number }> {
  const random = seededRandom(seed);
  const world = new VirtualClock();
  const store = new ModelStore(world, random);
  const holders = [1, 2, 3].map((nth) => new Holder(`p${nth}`, world, store, random));
  const check = () => {
    for (const name of NAMES) {
      const both = holders.filter((holder) => holder.holds(name)).map(({ instance }) => instance);
      if (both.length > 1)
        throw new Error(`${both.join(' and ')} hold ${name} at ${world.monotonic()} ms (seed ${seed})`);
    }
  };
  const pass = async (ms: number) => {
    for (const end = world.monotonic() + ms; world.monotonic() < end;) {
      await world.advance(10);
      check();
    }
  };
  const wrongs: string[] = [];
  const onWaking = () => {
    try {
      check();
    } catch (error) {
      wrongs.push(String(error));
    }
  };
  store.faults = between(random, -2, 6);
  for (let round = 0; round < 60; round++) {
    const { machine } = holders[Math.floor(random.fraction() * holders.length)]!;
    const what = random.fraction();
    if (what < 0.1) void machine.pause(between(random, 100, 8_000), false, onWaking);
    else if (what < 0.25) void machine.pause(between(random, 100, 8_000), true, onWaking);
    else if (what < 0.35) machine.setWallBy(between(random, -6_000, 6_000));
    else machine.link = LINKS[Math.floor(random.fraction() * LINKS.length)]!;
    await pass(between(random, 50, 2_000));
  }
  store.faults = 0;
  for (const { machine } of holders) machine.link = 'sound';
  // what sleeps wakes, what lags arrives, and nothing stays nobody's
  await pass(15_000);
  for (const name of NAMES) {
    const calm = world.monotonic();
    while (!holders.some((holder) => holder.holds(name))) {
      await pass(100);
      expect(world.monotonic() - calm).toBeLessThan(5_000);
    }
  }
  expect(wrongs).toEqual([]);
  const sums = { taken: 0, lost: 0 };
  for (const holder of holders) {
    sums.taken += holder.taken;
    sums.lost += holder.lost;
  }
  const closed = Promise.all(holders.map((holder) => holder.end()));
  await world.advance(10_000);
  await closed;
  return sums;
}

function between(random: Random, low: number, high: number): number {
  return low + random.fraction() * (high - low);
}

describe('leases in a store of conditional writes', () => {
  it('are never held by two at a time, by their own clocks, whatever befalls processes, machines and the store', async () => {
    const seed = process.env['ARAUTO_TEST_SEED'] ?? String(randomInt(1_000_000_000));
    process.stdout.write(`seed of the leases: ${seed}\n`);
    const sums = { taken: 0, lost: 0 };
    for (let nth = 0; nth < 100; nth++) {
      const { taken, lost } = await run(`${seed}-${nth}`);
      sums.taken += taken;
      sums.lost += lost;
    }
    expect(sums.taken).toBeGreaterThan(300);
    expect(sums.lost).toBeGreaterThan(150);
  }, 120_000);
});
