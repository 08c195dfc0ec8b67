import { type Clock } from './clock';

/** When a request came: at some time between the two (wall clock, ms with fraction). */
export interface ArrivalTime {
  readonly arrivedAt: number;
  readonly notBefore: number;
}

const LOOK_EVERY_MS = 10;

/**
 * Says of requests when they came, and how sure that is: on a busy machine a process may be kept from its sockets for half a second,
 * and then finds in one moment what came in all of it.
 */
export class ArrivalTimes {
  private readonly timer: NodeJS.Timeout;
  private lastTurn: number;
  /** All that is read in a turn of the event loop was not there when the turn before began to read. */
  private turnBefore: number;

  constructor(private readonly clock: Clock) {
    this.lastTurn = this.turnBefore = clock.now();
    this.timer = setInterval(() => {
      this.turnBefore = this.lastTurn;
      this.lastTurn = clock.now();
    }, LOOK_EVERY_MS).unref();
  }

  now(): ArrivalTime {
    const arrivedAt = this.clock.now();
    return { arrivedAt, notBefore: Math.min(this.turnBefore, arrivedAt) };
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
