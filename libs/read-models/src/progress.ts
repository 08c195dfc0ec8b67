import type { Clock } from '@arauto/clock';
import { type Position, START } from '@arauto/event-store';

interface Waiter {
  readonly position: Position;
  resolve(reached: boolean): void;
}

/** Where one group's views stand, for callers that must read what they have just written. Fed by its projector's owner. */
export class ViewProgress {
  private current: Position = START;
  private readonly waiting = new Set<Waiter>();

  constructor(private readonly clock: Clock) {}

  get position(): Position {
    return this.current;
  }

  /** The views now hold everything up to `position`. An earlier one (a rebuild begins at the start) changes nothing. */
  advance(position: Position): void {
    if (position <= this.current) return;
    this.current = position;
    for (const waiting of this.waiting) if (waiting.position <= position) waiting.resolve(true);
  }

  /** The views are made from nothing again. */
  restart(): void {
    this.current = START;
  }

  /** Resolves true once the views hold everything up to `position`, false if they do not within `timeoutMs` milliseconds. */
  reached(position: Position, timeoutMs: number): Promise<boolean> {
    if (position <= this.current) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiting: Waiter = {
        position,
        resolve: (reached) => {
          cancel();
          this.waiting.delete(waiting);
          resolve(reached);
        },
      };
      const cancel = this.clock.after(timeoutMs, () => waiting.resolve(false));
      this.waiting.add(waiting);
    });
  }
}
