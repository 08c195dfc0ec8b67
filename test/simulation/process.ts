import { type Clock, type Random, sleepBy } from '@arauto/clock';
import type { Chance } from './chance';
import type { Owner, Scheduler } from './scheduler';

/** One life of an engine: from its start until it is killed or stopped. It has a clock and a chance of its own, and nothing of it outlives it. */
export class Process implements Owner {
  isDead = false;
  asleepUntil = 0;
  readonly clock: Clock;
  readonly random: Random;
  private readonly bornAt: number;

  /** @param wall what the machine's wall clock is set by, milliseconds: it outlives the process */
  constructor(
    readonly name: string,
    private readonly scheduler: Scheduler,
    readonly chance: Chance,
    wall: { setBy: number },
  ) {
    this.bornAt = scheduler.now();
    const clock: Clock = {
      now: () => Math.floor(scheduler.now() + wall.setBy),
      monotonic: () => scheduler.now() - this.bornAt,
      sleep: (ms, signal) => sleepBy(clock, ms, signal),
      after: (ms, callback) => scheduler.timer(ms, this, callback),
      endOfTick: () => new Promise((resolve) => scheduler.task(0, 'end of tick', this, resolve)),
    };
    this.clock = clock;
    this.random = randomOf(chance.branch('random'), clock);
  }

  /** As `kill -9` does. */
  die(): void {
    this.isDead = true;
  }

  /** As SIGSTOP does, or a machine whose lid is closed, for so many milliseconds. */
  sleep(ms: number): void {
    this.asleepUntil = Math.max(this.asleepUntil, this.scheduler.now() + ms);
  }
}

/** What is time-ordered sorts by the clock of who made it, and of one instant by its making. */
function randomOf(chance: Chance, clock: Pick<Clock, 'now'>): Random {
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += chance.below(0x1_0000_0000).toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  let last = 0;
  let nth = 0;
  return {
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${chance.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    id: () => {
      const now = Math.max(last, clock.now());
      nth = now === last ? nth + 1 : 0;
      last = now;
      const time = now.toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${nth.toString(16).padStart(3, '0')}-8${hex(3)}-${hex(12)}`;
    },
    fraction: () => chance.fraction(),
    bytes: (length) => Buffer.from(hex(length * 2), 'hex'),
  };
}
