import type { Clock } from '@arauto/clock';

export type Step = 'compare' | 'vault' | 'files' | 'exports' | 'log' | 'verify';

/** How far a migration is, for whoever watches it. */
export interface Progress {
  readonly step: Step;
  readonly done: number;
  /** Undefined where nobody knows. */
  readonly of: number | undefined;
  readonly perSecond: number;
  /** Why it does not go on at the moment. */
  readonly trouble: string | undefined;
}

const EVERY_MS = 250;

/** Tells of a step, a few times a second. */
export class ProgressOf {
  private readonly begun: number;
  private toldAt = -Infinity;
  private first: number | undefined;

  constructor(
    private readonly step: Step,
    private readonly of: number | undefined,
    private readonly clock: Clock,
    private readonly tell: (progress: Progress) => void,
  ) {
    this.begun = clock.monotonic();
  }

  /** @param done in all, with what an earlier run did */
  at(done: number, trouble?: Error): void {
    this.first ??= done;
    const now = this.clock.monotonic();
    if (now - this.toldAt < EVERY_MS && !trouble) return;
    this.toldAt = now;
    const seconds = Math.max(0.001, (now - this.begun) / 1000);
    const perSecond = Math.round((done - this.first) / seconds);
    this.tell({ step: this.step, done, of: this.of, perSecond, trouble: trouble?.message });
  }
}
