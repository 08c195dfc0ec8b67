import type { Clock } from '@arauto/clock';

interface Rest {
  /** Monotonic. */
  readonly until: number;
  readonly wait: number;
  readonly seen: string;
}

/** Things remembered, at most. What is forgotten is only tried again sooner. */
const MOST = 10_000;

/** Things that could not be settled: each is left alone for a while, twice as long every time, so that it costs little and holds up nothing. */
export class Rests {
  private readonly resting = new Map<string, Rest>();

  /** @param first and `longest`: milliseconds */
  constructor(
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly first: number,
    private readonly longest: number,
  ) {}

  /** @param seen how the thing looks now: one that looks otherwise than when it was left alone is worth a try at once */
  isResting(id: string, seen = ''): boolean {
    const rest = this.resting.get(id);
    return rest !== undefined && rest.seen === seen && this.clock.monotonic() < rest.until;
  }

  rest(id: string, seen = ''): void {
    const before = this.resting.get(id);
    const wait = before?.seen === seen ? Math.min(this.longest, before.wait * 2) : this.first;
    this.resting.delete(id);
    this.resting.set(id, { until: this.clock.monotonic() + wait, wait, seen });
    if (this.resting.size <= MOST) return;
    for (const oldest of this.resting.keys()) {
      this.resting.delete(oldest);
      return;
    }
  }

  /** What it was left alone for last, milliseconds: the longer, the more often it has been tried in vain. 0 for one that never was. */
  waitOf(id: string): number {
    return this.resting.get(id)?.wait ?? 0;
  }

  wake(id: string): void {
    this.resting.delete(id);
  }
}
