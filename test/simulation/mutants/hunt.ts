import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Ask, Told } from './lives';
import { type Compiled, compiledOf, Unfit } from './mutated-source';
import type { Mutant } from './mutant';
import { MORE_ROOM } from '../crew';
import { BREAKDOWNS } from '../judge/failure';
import { runSuite } from './suite';

/** What became of one mutant. */
export type Outcome = { readonly worlds: number; readonly seconds: number } & (
  | { readonly kind: 'caught'; readonly rule: string; readonly what: string }
  | { readonly kind: 'not caught' }
  /** It could not be made, or not be loaded. */
  | { readonly kind: 'unfit'; readonly why: string }
);

/** How long it is hunted. */
export interface Limits {
  readonly seed: string;
  /** Worlds. */
  readonly cap: number;
  /** Milliseconds. */
  readonly patience: number;
}

/** A world takes a fraction of a second; one that takes as long as this goes round and round. */
const WORLD_PATIENCE = 60_000;
const LIVES = join(__dirname, 'lives.js');

/** A process that lives worlds, one at a time. */
export class Lives {
  private readonly child: ChildProcess;
  private readonly begun: Promise<Told>;

  /** @param compiled what is mistaken in its engine */
  constructor(compiled: Compiled) {
    // A mistake may be said at every step: nobody reads it.
    this.child = fork(LIVES, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [MORE_ROOM] });
    this.begun = this.ask(compiled);
  }

  async live(ask: Ask): Promise<Told> {
    const begun = await this.begun;
    return begun.kind === 'unfit' ? begun : this.ask(ask);
  }

  end(): void {
    this.child.kill('SIGKILL');
  }

  private ask(what: Compiled | Ask): Promise<Told> {
    return new Promise((resolve) => {
      const said = (told: Told) => {
        clearTimeout(timer);
        this.child.off('message', said).off('exit', ended);
        resolve(told);
      };
      const ended = () => said({ kind: 'unfit', why: 'its process ended' });
      const timer = setTimeout(
        () => said({ kind: 'unfit', why: `a world of it went on for ${WORLD_PATIENCE / 1000} s` }),
        WORLD_PATIENCE,
      );
      this.child.on('message', said).on('exit', ended);
      this.child.send(what);
    });
  }
}

/**
 * Lets a mutant live world after world until a rule is broken in one that the engine as it is lives well: whatever is wrong with that one too is
 * no catch.
 * @param sound the engine as it is
 */
export async function hunt(mutant: Mutant, sound: Lives, { seed, cap, patience }: Limits): Promise<Outcome> {
  const begun = performance.now();
  const past = () => performance.now() - begun;
  const far = (worlds: number) => ({ worlds, seconds: past() / 1000 });
  let compiled: Compiled;
  try {
    compiled = compiledOf(mutant);
  } catch (error) {
    if (error instanceof Unfit) return { kind: 'unfit', why: error.message, ...far(0) };
    throw error;
  }
  if (mutant.suite !== undefined) {
    const { run, failed, first } = await runSuite(mutant.suite, compiled);
    if (run === 0) return { kind: 'unfit', why: `${mutant.suite} needs a server that is not there`, ...far(0) };
    return first === undefined
      ? { kind: 'not caught', ...far(0) }
      : { kind: 'caught', rule: `${failed} tests of its contract`, what: first, ...far(0) };
  }
  const lives = new Lives(compiled);
  try {
    let nth = 0;
    while (nth < cap && past() < patience) {
      const told = await lives.live({ seed, nth: ++nth });
      if (told.kind === 'unfit') return { ...told, ...far(nth) };
      const failure =
        told.failures.find(({ rule }) => mutant.rules.includes(rule)) ??
        // An engine that breaks down would on its first day anywhere.
        told.failures.find(({ rule }) => !BREAKDOWNS.has(rule));
      if (!failure) continue;
      const asItIs = await sound.live({ seed, nth });
      if (asItIs.kind === 'lived' && asItIs.failures.length === 0) {
        return { kind: 'caught', rule: failure.rule, what: failure.what, ...far(nth) };
      }
    }
    return { kind: 'not caught', ...far(nth) };
  } finally {
    lives.end();
  }
}
