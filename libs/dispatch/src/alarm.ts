import type { Clock } from '@arauto/clock';

/** One sleeper, woken by the clock or by whoever has news; a ring that nobody sleeps through is nothing. */
export class Alarm {
  private wake: () => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  /** Resolves after `ms` milliseconds, or at the next ring. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(ms, () => this.ring());
      this.wake = () => {
        cancel();
        this.wake = () => undefined;
        resolve();
      };
    });
  }

  ring(): void {
    this.wake();
  }
}
