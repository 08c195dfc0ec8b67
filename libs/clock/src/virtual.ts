import { createHash } from 'node:crypto';
import type { Clock } from './clock';
import type { Random } from './random';
import { sleepBy } from './sleep-by';
import { systemClock } from './system';

interface Timer {
  due: number;
  order: number;
  callback: () => void;
}

/** A clock that moves only when told to, so that a test waits for nothing. */
export class VirtualClock implements Clock {
  private time: number;
  /** What the wall clock was set by. */
  private set = 0;
  private order = 0;
  private readonly timers = new Set<Timer>();
  /** How many wait for the end of a tick. */
  private waiting = 0;

  constructor(private readonly start = Date.parse('2026-01-05T12:00:00Z')) {
    this.time = start;
  }

  now(): number {
    return Math.floor(this.time + this.set);
  }

  monotonic(): number {
    return this.time - this.start;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return sleepBy(this, ms, signal);
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.time + ms, order: this.order++, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  async endOfTick(): Promise<void> {
    this.waiting++;
    await systemClock.endOfTick();
    this.waiting--;
  }

  /**
   * Sets the wall clock forward by `ms`, or back by what is below 0; the monotonic clock and the timers do not notice. A machine that
   * wakes from its sleep looks the same.
   */
  setBy(ms: number): void {
    this.set += ms;
  }

  /** Moves time forward by `ms`, running due timers in order; what follows from one without time comes before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const next = [...this.timers]
        .filter((timer) => timer.due <= end)
        .sort((a, b) => a.due - b.due || a.order - b.order)[0];
      if (!next) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.due);
      next.callback();
      await this.settle();
    }
    this.time = end;
    await this.settle();
  }

  /** Lets everything run that waits for no time. */
  private async settle(): Promise<void> {
    do {
      await systemClock.endOfTick();
    } while (this.waiting > 0);
  }
}

/** Chance from a seed: the same seed gives the same values in the same order. */
export function seededRandom(seed: string | number): Random {
  let counter = 0;
  const bytes = (length: number): Buffer => {
    const blocks: Buffer[] = [];
    for (let size = 0; size < length; size += 32) {
      blocks.push(createHash('sha256').update(`${seed}:${counter++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  };
  const uuid = (version: number): string => {
    const raw = bytes(16);
    raw[6] = (raw[6]! & 0x0f) | (version << 4);
    raw[8] = (raw[8]! & 0x3f) | 0x80;
    return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  let ordinal = 0;
  return {
    uuid: () => uuid(4),
    id: () =>
      (ordinal++)
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})(.{4})$/, '$1-$2') + uuid(7).slice(13),
    fraction: () => bytes(4).readUInt32BE() / 0x1_0000_0000,
    bytes,
  };
}
