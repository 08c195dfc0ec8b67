import type { Chance } from './chance';
import { Heap } from './heap';
import { Trace } from './trace';
import type { Turns } from './turns';

/** The only real turns there are in a run. */
const realTurn = setImmediate;
/** A turn of the real event loop costs as much as several steps. */
const STEPS_PER_REAL_TURN = 1_000;

/**
 * Lets everything come that follows without time: promises, and what was put off to the next tick. Node has no public name for it; its own event
 * loop does the same after each callback.
 */
export const settle = (process as unknown as { readonly _tickCallback: () => void })._tickCallback;

/** How late timers may be at most when nothing happens, milliseconds. */
const LATEST = 12 * 3_600_000;
/** How late they are after the first look that found nothing, milliseconds. */
const FIRST_LATE = 50;
/**
 * Engines that share their stores hold leases and permits, which they lose when timers are later than this, milliseconds: they are so only once in a while, and have
 * time in between to come to a rest again.
 */
const LATE_AMONG_OTHERS = 250;
const TIME_TO_REST = 3_000;
const FIRST_LEAP = 60_000;
const LEAPS_FARTHER = 27;

/** What takes longer, milliseconds, is not waited for as if it were about to come. */
const ABOUT_TO_COME = 1_000;

/** How often the time may be asked for within one step: what goes on longer goes on for ever. */
const MOST_LOOKS = 200_000;

/** Something goes round and round, and waits for nothing. */
export class EndlessStep extends Error {
  override readonly name = 'EndlessStep';
}

/** Whose a turn is: it comes only while its owner lives, and not while it sleeps. */
export interface Owner {
  readonly name: string;
  readonly isDead: boolean;
  /** True time until which nothing of it runs; 0 while it is awake. */
  readonly asleepUntil: number;
}

/** Something that comes. */
interface Turn {
  due: number;
  /** Of two at one time the lesser comes first: drawn, so that neither always does. */
  tie: number;
  readonly what: string;
  readonly owner: Owner | undefined;
  /** Of one that waits until its owner wakes, nobody sees a sign before. */
  isTask: boolean;
  run: (() => void) | undefined;
}

/** What was done at one step, for the story of a world. */
export interface Step {
  /** True time. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

/**
 * Every wait of a world. There is one true time, on which everything is due; which of several things comes first is chance's, by how long each
 * takes. Between two steps everything comes that follows without time.
 *
 * Engines look again and again whether there is something to do. While looks find nothing, their timers come late, each time later, and
 * never later than what the world brings: as on a machine that is busy elsewhere, which no engine may mind. So a quiet day costs some dozen
 * looks, and not a million.
 */
export class Scheduler implements Turns {
  private readonly coming = new Heap<Turn>(isBefore);
  private readonly timers = new Heap<Turn>(isBefore);
  /** Tasks that are due: somebody waits for their end. */
  private tasks = 0;
  private late = 0;
  /** Among others: how late they are next, once in a while. */
  private leap = FIRST_LEAP;
  /** When something changed, or timers were later than leases allow. */
  private unrest = 0;
  /** How often the time was asked for since the last step. */
  private asked = 0;
  private readonly happened = new Trace();
  /** How many steps were made. */
  steps = 0;
  /** Told of each step before it is made. */
  onStep: (step: Step) => void = () => undefined;

  constructor(
    private time: number,
    private readonly chance: Chance,
    /** Whether there are leases that engines need from each other. */
    private readonly haveLeases: () => boolean = () => false,
    /** How late timers are at any time, milliseconds: on a machine that is never idle. */
    private readonly leastLate = 0,
    /** How many times as late they are after each further look that found nothing. */
    private readonly later = 3,
  ) {}

  now(): number {
    if (++this.asked > MOST_LOOKS) throw new EndlessStep();
    return this.time;
  }

  after(ms: number, what: string, run: () => void): () => void {
    return this.put(this.coming, ms, what, undefined, false, run);
  }

  /** A step that somebody waits for: a request that is under way, or the answer to one. */
  task(ms: number, what: string, owner: Owner | undefined, run: () => void): () => void {
    const isTask = ms <= ABOUT_TO_COME;
    if (isTask) this.tasks++;
    return this.put(this.coming, ms, what, owner, isTask, run);
  }

  /** A timer of an engine. */
  timer(ms: number, owner: Owner, run: () => void): () => void {
    return this.put(this.timers, ms, 'timer', owner, false, run);
  }

  /** Something is not as it was: looks may find it, and come when they are due. */
  changed(): void {
    this.late = this.leastLate;
    this.leap = FIRST_LEAP;
    this.unrest = this.time;
  }

  /** Whether anything is on its way, besides the timers of engines. */
  get isSomethingComing(): boolean {
    this.drop(this.coming);
    return this.coming.first() !== undefined;
  }

  /** What happened, step by step, as one number: the same for the same world, anywhere. */
  trace(): string {
    return String(this.happened);
  }

  /**
   * Makes steps until `isOver` says so or true time is at `end`.
   * @returns false when nothing is left that could happen
   */
  runUntil(end: number, isOver: () => boolean = () => false): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const goOn = () => {
        try {
          for (let n = 0; n < STEPS_PER_REAL_TURN; n++) {
            const answer = isOver() ? true : this.step(end);
            if (answer !== undefined) {
              resolve(answer);
              return;
            }
          }
        } catch (error) {
          reject(error as Error);
          return;
        }
        realTurn(goOn);
      };
      realTurn(goOn);
    });
  }

  /** Does what comes next, and all that follows from it without time. Undefined while there is more to come before `end`. */
  private step(end: number): boolean | undefined {
    const turn = this.next(end);
    if (turn === 'end') this.time = Math.max(this.time, end);
    if (turn === 'end' || !turn) return turn === 'end';
    this.time = Math.max(this.time, turn.due);
    if (turn.isTask) this.tasks--;
    const { run, owner, what } = turn;
    if (!run || owner?.isDead) return undefined;
    turn.run = undefined;
    this.steps++;
    this.asked = 0;
    const who = owner?.name ?? 'world';
    this.happened.take(this.time, who, what);
    this.onStep({ at: this.time, who, what });
    run();
    settle();
    return undefined;
  }

  /** Takes out what comes next. */
  private next(end: number): Turn | 'end' | undefined {
    for (;;) {
      this.drop(this.coming);
      this.drop(this.timers);
      const coming = this.coming.first();
      const timer = this.timers.first();
      if (!coming && !timer) return undefined;
      const from = timer && (!coming || timer.due < coming.due) ? this.timers : this.coming;
      const turn = from.first()!;
      if (turn.due > end) return 'end';
      if (turn === timer && this.tasks === 0 && timer.due > this.time) this.beLate(timer, coming, end);
      from.takeFirst();
      if (!turn.owner || turn.owner.asleepUntil <= Math.max(this.time, turn.due)) return turn;
      if (turn.isTask) this.tasks--;
      turn.isTask = false;
      turn.due = turn.owner.asleepUntil + this.chance.fraction();
      turn.tie = this.chance.fraction();
      from.put(turn);
    }
  }

  /** Moves time on past a timer that nobody may mind being late. */
  private beLate(timer: Turn, coming: Turn | undefined, end: number): void {
    const most = this.haveLeases() ? LATE_AMONG_OTHERS : LATEST;
    const isLeap = most < LATEST && this.time - this.unrest >= TIME_TO_REST;
    const late = isLeap ? this.leap : Math.min(most, this.late);
    this.time = Math.max(this.time, Math.min(timer.due + late, coming?.due ?? Infinity, end));
    this.late =
      isLeap || this.late === 0
        ? Math.min(most, Math.max(FIRST_LATE, this.leastLate))
        : Math.min(most, this.late * this.later);
    if (!isLeap) return;
    this.leap = Math.min(LATEST, this.leap * LEAPS_FARTHER);
    this.unrest = this.time;
  }

  /** What was cancelled, and what is of the dead, is not there. */
  private drop(heap: Heap<Turn>): void {
    for (;;) {
      const first = heap.first();
      if (!first || (first.run && !first.owner?.isDead)) return;
      heap.takeFirst();
      if (first.isTask) this.tasks--;
    }
  }

  private put(
    heap: Heap<Turn>,
    ms: number,
    what: string,
    owner: Owner | undefined,
    isTask: boolean,
    run: () => void,
  ): () => void {
    const turn: Turn = { due: this.time + Math.max(0, ms), tie: this.chance.fraction(), what, owner, isTask, run };
    heap.put(turn);
    return () => (turn.run = undefined);
  }
}

function isBefore(a: Turn, b: Turn): boolean {
  return a.due < b.due || (a.due === b.due && a.tie < b.tie);
}
