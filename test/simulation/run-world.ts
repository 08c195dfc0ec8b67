import { Guard } from './guard';
import type { Breakdown, Failure } from './judge/failure';
import { Judge } from './judge/judge';
import { judgeEnd } from './judge/end';
import { loadEverything } from './life';
import type { Plan } from './plan';
import { World, type WorldOptions } from './world';

/** What became of a world. */
export interface Verdict {
  readonly failures: readonly Failure[];
  readonly steps: number;
  /** How long it lived, true time, milliseconds. */
  readonly lived: number;
  /** What happened, as one number. */
  readonly trace: string;
  /** Messages that handsets received. */
  readonly received: number;
}

export interface RunOptions extends WorldOptions {
  /** Told of the world before it begins: whoever tells its story looks into it. */
  readonly onWorld?: (world: World) => void;
}

/** The rule of which the guard is the judge. */
const NOTHING_REAL: Breakdown = 'nothing real is touched';

let loaded: Promise<void> | undefined;

/** Lives a plan from its beginning to its end, or to the first promise that is broken. */
export async function runWorld(plan: Plan, options: RunOptions = {}): Promise<Verdict> {
  await (loaded ??= loadEverything());
  const world = new World(plan, options);
  const judge = new Judge(world);
  const guard = new Guard();
  options.onWorld?.(world);
  guard.on();
  try {
    await world.run(() => judge.look() || guard.touched.length > 0);
    judge.look();
    if (judge.failures.length === 0) await judgeEnd(world, judge);
  } catch (error) {
    judge.fail('everything is foreseen', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    guard.off();
  }
  // Whatever else is wrong then may only follow from it.
  for (const what of guard.touched.reverse())
    judge.failures.unshift({ rule: NOTHING_REAL, what, at: world.scheduler.now() });
  const { scheduler, platform } = world;
  return {
    ...{ failures: judge.failures, steps: scheduler.steps, trace: scheduler.trace() },
    ...{ lived: scheduler.now() - plan.start, received: platform.truth.receipts.length },
  };
}
