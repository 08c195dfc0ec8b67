import type { Clock } from '@arauto/clock';
import { type ClockReading, readClocks } from './call-by';

/**
 * A wall clock that never goes back: while that of the machine is behind, time passes as the monotonic one says. For what is counted
 * over hours and restored after a restart. A clock that is set forward is followed: a machine that slept looks the same.
 */
export class SteadyClock {
  private last: ClockReading;

  constructor(private readonly clock: Clock) {
    this.last = readClocks(clock);
  }

  /** Whole milliseconds since the epoch, as clocks of the wall tell them: views are asked by it. */
  now(): number {
    const { wall, monotonic } = readClocks(this.clock);
    const steady = Math.max(wall, this.last.wall + monotonic - this.last.monotonic);
    this.last = { wall: steady, monotonic };
    return Math.floor(steady);
  }
}
