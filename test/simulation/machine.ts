import type { Duty } from '../../config/configuration';
import type { Chance } from './chance';
import type { StoreWeather } from './faces';
import { Life, type LifeParts } from './life';
import { Process } from './process';

/** After so long a supervisor starts an engine anew that ended by itself, milliseconds. */
const SUPERVISED = 2_000;

/** What the machines of a world share. */
export interface Shared extends Pick<LifeParts, 'scheduler' | 'disks'> {
  readonly chance: Chance;
  /** Of one life on a machine. */
  readonly weather: (machine: string, life: string) => StoreWeather;
  readonly connect: (machine: string) => LifeParts['connect'];
  /** Whoever called from there is gone. */
  readonly disconnect: (machine: string) => void;
  readonly log: (who: string, message: string, facts: object) => void;
  readonly trouble: (what: string) => void;
}

/** A machine on which one life of an engine follows the other. Its wall clock outlives them. */
export class Machine {
  readonly wall = { setBy: 0 };
  /** Of its engine, when one is up and has begun. */
  life: Life | undefined;
  process: Process | undefined;
  private lives = 0;
  /** Until when nobody starts it. */
  private downUntil = 0;

  constructor(
    readonly name: string,
    readonly duties: readonly Duty[],
    private readonly shared: Shared,
  ) {}

  /** Starts an engine here, and whenever it ends by itself another. */
  start(): void {
    const { scheduler, disks, chance, weather, connect, log, trouble } = this.shared;
    if (this.process && !this.process.isDead) return;
    const nth = ++this.lives;
    const name = `${this.name}.${nth}`;
    const process = new Process(name, scheduler, chance.branch(name), this.wall);
    this.process = process;
    const say = (message: string, facts: object) => log(name, message, facts);
    const parts = { process, scheduler, disks, duties: this.duties, log: say, trouble };
    Life.begin({ ...parts, weather: weather(this.name, name), connect: connect(this.name) }).then(
      (life) => {
        if (!process.isDead) this.life = life;
      },
      (error: unknown) => {
        say('the engine could not start', { error });
        this.kill(SUPERVISED);
      },
    );
  }

  /** Whatever it was doing, it does no more. @param forMs until it is started again */
  kill(forMs: number): void {
    const { scheduler } = this.shared;
    if (this.process && !this.process.isDead) {
      this.process.die();
      this.shared.disconnect(this.name);
    }
    this.life = undefined;
    this.downUntil = Math.max(this.downUntil, scheduler.now() + forMs);
    scheduler.after(forMs, `${this.name} is started`, () => {
      if (scheduler.now() >= this.downUntil) this.start();
    });
  }

  /** Asks it to end, and kills it after half a minute as supervisors do. */
  stop(forMs: number): void {
    const { life, process } = this;
    if (!life || !process) return this.kill(forMs);
    this.life = undefined;
    const until = this.shared.scheduler.now() + forMs;
    let hasEnded = false;
    const end = () => {
      if (hasEnded || this.process !== process) return;
      hasEnded = true;
      cancel();
      this.kill(Math.max(0, until - this.shared.scheduler.now()));
    };
    const cancel = this.shared.scheduler.after(30_000, `${this.name} is killed`, end);
    life.stop().then(end, (error: unknown) => {
      this.shared.trouble(`${process.name} could not be stopped: ${String(error)}`);
      end();
    });
  }
}
