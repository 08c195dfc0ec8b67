import { type Clock, firstWithin } from '@arauto/clock';
import { type LeaseState, type LeaseStore, UNTOUCHED } from './lease-store';
import type { Lease, Leases } from './leases';
import { Waiting } from './waiting';

/** Who has seen a lease unmoved for so long, by its own clock, may take it. */
const PERIOD_MS = 3_000;
/** So long after the issue of the last sign of life that was acknowledged, by its own clocks, the holder gives it up: clocks may run apart by a third. */
const RIGHT_MS = 2_000;
/** How far the wall clock may have moved from the other since then: where it went further, the machine slept, or somebody set it, and neither tells how long it was. */
const APART_MS = 500;
/** One sign of life may fail, and the next still comes in time. */
const RENEW_MS = 750;
const LOOK_MS = 500;

/** An instant, by both clocks: the one does not move while a machine sleeps, the other can be set. */
interface Instant {
  readonly monotonic: number;
  readonly wall: number;
}

/**
 * Leases as a store of conditional writes keeps them. That no two processes hold one at a time rests on this: a successor's write has the counter as its
 * condition that the successor has known for a period, so whatever the holder issued within that period was not done, and never will be; and its right
 * rests on what it issued before.
 */
export class StoredLeases implements Leases {
  private readonly held = new Map<string, StoredLease>();
  private readonly waiting = new Waiting();
  /** How we last saw what we wait for, and since when. It stays true while nobody looks: counters do not come back. */
  private readonly seen = new Map<string, LeaseState & { readonly since: number }>();
  private readonly closing = new AbortController();
  /** Ends the pause between two looks. */
  private nextLook = new AbortController();
  private readonly loops: readonly Promise<void>[];

  constructor(
    private readonly store: LeaseStore,
    /** What this process is called in the store. */
    private readonly instance: string,
    private readonly clock: Clock,
    private readonly onTrouble: (error: unknown) => void,
  ) {
    this.loops = [this.keepRenewing(), this.keepLooking()];
  }

  acquire(name: string, signal: AbortSignal): Promise<Lease | undefined> {
    if (this.closing.signal.aborted) return Promise.resolve(undefined);
    const lease = this.waiting.for(name, signal);
    this.nextLook.abort();
    return lease;
  }

  holders(): Promise<ReadonlyMap<string, string>> {
    return this.store.holders(PERIOD_MS);
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.nextLook.abort();
    this.waiting.endAll();
    await Promise.all(this.loops);
    const left = [...this.held.values()];
    for (const lease of left) lease.end();
    await this.giveBack(left);
  }

  /** One is issued whether or not the one before was answered: its answer may never come. */
  private async keepRenewing(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      void this.renew();
      await this.clock.sleep(RENEW_MS, signal);
    }
  }

  private async renew(): Promise<void> {
    const leases = [...this.held.values()].filter(({ isHeld }) => isHeld);
    if (leases.length === 0) return;
    const issued = this.instant();
    const renewed = await this.ask(() => this.store.renew(leases.map(({ name }) => name)));
    if (!renewed) return;
    for (const lease of leases) {
      if (renewed.has(lease.name)) lease.extend(issued);
      else lease.end();
    }
  }

  private async keepLooking(): Promise<void> {
    while (!this.closing.signal.aborted) {
      const pause = (this.nextLook = new AbortController());
      await this.look();
      await this.clock.sleep(LOOK_MS, pause.signal);
    }
  }

  private async look(): Promise<void> {
    const names = [...this.waiting.names()].filter((name) => !this.held.get(name)?.isHeld);
    if (names.length === 0) return;
    const found = await this.ask(() => this.store.look(names));
    if (!found) return;
    const now = this.clock.monotonic();
    const states = names.map((name) => [name, found.get(name) ?? UNTOUCHED] as const);
    const free = states.filter(([name, state]) => this.mayTake(name, state, now));
    if (free.length > 0) await this.take(new Map(free));
  }

  private mayTake(name: string, { holder, counter }: LeaseState, now: number): boolean {
    // Also what was given an answer too late, or none, and what we held until our clock ended it.
    if (holder === null || holder === this.instance) return true;
    const seen = this.seen.get(name);
    if (seen?.holder === holder && seen.counter === counter) return now - seen.since >= PERIOD_MS;
    this.seen.set(name, { holder, counter, since: now });
    return false;
  }

  private async take(free: ReadonlyMap<string, LeaseState>): Promise<void> {
    const issued = this.instant();
    const taken = await this.ask(() => this.store.take(free));
    if (!taken) return;
    const unwanted: StoredLease[] = [];
    for (const name of taken) {
      const lease = new StoredLease(name, free.get(name)!, issued, this.clock, {
        onEnded: (ended) => this.held.delete(ended.name),
        giveBack: (ended) => this.giveBack([ended]),
      });
      if (!lease.isHeld) continue;
      this.held.set(name, lease);
      if (this.waiting.answer(lease)) continue;
      lease.end();
      unwanted.push(lease);
    }
    await this.giveBack(unwanted);
  }

  private async giveBack(leases: readonly StoredLease[]): Promise<void> {
    if (leases.length === 0) return;
    const from = new Map(leases.map((lease) => [lease.name, lease.takenFrom]));
    await this.ask(() => this.store.giveBack(from));
    // a part of this process may wait for one
    this.nextLook.abort();
  }

  /** @returns undefined where it failed, or took so long that its answer is of no use */
  private async ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await firstWithin(
        this.clock,
        RIGHT_MS,
        question().then((value) => ({ value })),
      );
      if (!answer) throw new Error(`the store of leases gave no answer for ${RIGHT_MS} ms`);
      return answer.value;
    } catch (error) {
      this.onTrouble(error);
      return undefined;
    }
  }

  private instant(): Instant {
    return { monotonic: this.clock.monotonic(), wall: this.clock.now() };
  }
}

class StoredLease implements Lease {
  private readonly ending = new AbortController();
  private cancel = () => {};
  private released: Promise<void> | undefined;

  constructor(
    readonly name: string,
    readonly takenFrom: LeaseState,
    /** The issue of the last sign of life that was acknowledged. */
    private issued: Instant,
    private readonly clock: Clock,
    private readonly holder: {
      readonly onEnded: (lease: StoredLease) => void;
      readonly giveBack: (lease: StoredLease) => Promise<void>;
    },
  ) {
    this.watch();
  }

  get isHeld(): boolean {
    if (this.rightLeft() <= 0) this.end();
    return !this.lost.aborted;
  }

  get lost(): AbortSignal {
    return this.ending.signal;
  }

  release(): Promise<void> {
    this.end();
    this.released ??= this.holder.giveBack(this);
    return this.released;
  }

  /** @param issued when the sign of life was, which others have seen by now */
  extend(issued: Instant): void {
    if (this.isHeld && issued.monotonic > this.issued.monotonic) this.issued = issued;
  }

  end(): void {
    if (this.lost.aborted) return;
    this.cancel();
    this.holder.onEnded(this);
    this.ending.abort();
  }

  private watch(): void {
    const left = this.rightLeft();
    if (left <= 0) this.end();
    // whole milliseconds: what rounding left of one would be waited for without end
    else this.cancel = this.clock.after(Math.ceil(left), () => this.watch());
  }

  private rightLeft(): number {
    const passed = this.clock.monotonic() - this.issued.monotonic;
    const apart = Math.abs(this.clock.now() - this.issued.wall - passed);
    return apart > APART_MS ? 0 : RIGHT_MS - passed;
  }
}
