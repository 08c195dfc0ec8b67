import { type Clock } from '../clock';

interface Timer {
  readonly dueAt: number;
  readonly run: () => void;
}

/** A clock that a test moves by hand. */
export class ManualClock implements Clock {
  timers: Timer[] = [];
  private time = 1_795_000_000_000;

  now(): number {
    return this.time;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueAt: this.time + Math.max(0, delayMs), run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Moves on by `ms`, firing what becomes due in its order. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.dueAt - b.dueAt)[0];
      if (!next || next.dueAt > end) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.dueAt);
      next.run();
    }
    this.time = end;
  }
}
