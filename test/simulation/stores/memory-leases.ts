import type { Clock } from '@arauto/clock';
import {
  type LeaseState,
  type LeaseStore,
  type Notice,
  type Notices,
  UNTOUCHED,
  type Word,
} from '@arauto/coordination';

/** After so long what was said is forgotten. */
const KEPT_MS = 24 * 3600 * 1000;

interface Kept extends LeaseState {
  /** What the counter was when its holder took it: tells the times apart that one process held it. */
  readonly takenFrom: number;
  /** When the counter moved. */
  readonly at: number;
}

interface Said {
  readonly topic: string;
  readonly from: string;
  /** The word as JSON: what was said and what is read share nothing. */
  readonly json: string;
  readonly at: number;
}

/** Where the engines of a world meet, as long as it lasts: leases and notices of all of them. */
export class MemoryBoard {
  readonly leases = new Map<string, Kept>();
  /** The latest word of each process on a topic. */
  readonly notices = new Map<string, Said>();

  /** @param clock the store's own */
  constructor(readonly clock: Pick<Clock, 'monotonic'>) {}
}

/** One process's face of the leases. What it writes is done, and known to be, when it is answered: what may befall it on its way is not told here. */
export class MemoryLeaseStore implements LeaseStore {
  constructor(
    private readonly board: MemoryBoard,
    private readonly instance: string,
  ) {}

  look(names: readonly string[]): Promise<ReadonlyMap<string, LeaseState>> {
    const found = new Map<string, LeaseState>();
    for (const name of names) {
      const kept = this.board.leases.get(name);
      if (kept) found.set(name, { holder: kept.holder, counter: kept.counter });
    }
    return Promise.resolve(found);
  }

  take(from: ReadonlyMap<string, LeaseState>): Promise<ReadonlySet<string>> {
    const taken = new Set<string>();
    for (const [name, { holder, counter }] of from) {
      const known: LeaseState = this.board.leases.get(name) ?? UNTOUCHED;
      if (known.holder !== holder || known.counter !== counter) continue;
      this.move(name, counter, this.instance, counter);
      taken.add(name);
    }
    return Promise.resolve(taken);
  }

  renew(names: readonly string[]): Promise<ReadonlySet<string>> {
    const renewed = new Set<string>();
    for (const name of names) {
      const kept = this.ours(name);
      if (!kept) continue;
      this.move(name, kept.counter, kept.holder, kept.takenFrom);
      renewed.add(name);
    }
    return Promise.resolve(renewed);
  }

  giveBack(from: ReadonlyMap<string, LeaseState>): Promise<void> {
    for (const [name, { counter }] of from) {
      const kept = this.ours(name);
      if (kept?.takenFrom === counter) this.move(name, kept.counter, null, kept.takenFrom);
    }
    return Promise.resolve();
  }

  holders(withinMs: number): Promise<ReadonlyMap<string, string>> {
    const since = this.board.clock.monotonic() - withinMs;
    const held = new Map<string, string>();
    for (const [name, { holder, at }] of this.board.leases) if (holder !== null && at >= since) held.set(name, holder);
    return Promise.resolve(held);
  }

  private ours(name: string): Kept | undefined {
    const kept = this.board.leases.get(name);
    return kept?.holder === this.instance ? kept : undefined;
  }

  private move(name: string, counter: number, holder: string | null, takenFrom: number): void {
    const at = this.board.clock.monotonic();
    this.board.leases.set(name, { holder, counter: counter + 1, takenFrom, at });
  }
}

export class MemoryNotices implements Notices {
  constructor(
    private readonly board: MemoryBoard,
    readonly instance: string,
  ) {}

  post(topic: string, word: Word): Promise<void> {
    const said = { topic, from: this.instance, json: JSON.stringify(word), at: this.board.clock.monotonic() };
    this.board.notices.set(this.keyOf(topic), said);
    return Promise.resolve();
  }

  read(topic: string, maxAgeMs: number): Promise<readonly Notice[]> {
    const now = this.board.clock.monotonic();
    const heard: Notice[] = [];
    for (const { topic: on, from, json, at } of this.board.notices.values()) {
      const ageMs = now - at;
      if (on === topic && ageMs <= Math.min(maxAgeMs, KEPT_MS))
        heard.push({ from, word: JSON.parse(json) as Word, ageMs });
    }
    return Promise.resolve(heard);
  }

  withdraw(topic: string): Promise<void> {
    this.board.notices.delete(this.keyOf(topic));
    return Promise.resolve();
  }

  private keyOf(topic: string): string {
    return JSON.stringify([topic, this.instance]);
  }
}
