import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Breakdown, Failure } from './judge/failure';
import type { Plan } from './plan';
import type { Verdict } from './run-world';

/** A world to be lived, and what is wanted of it besides its verdict. */
export interface Task {
  readonly plan: Plan;
  readonly wants: 'verdict' | 'story' | 'steps';
}

export interface Outcome extends Verdict {
  /** The story, or every step and event, a line each; empty where only a verdict was wanted. */
  readonly text: string;
}

/** The rule that is broken by a world which takes its process with it, or for ever. */
const A_WORLD_ENDS: Breakdown = 'a world ends';
/** Most of what a world makes is forgotten at once: with more room for that, a tenth less time goes to collecting it. */
export const MORE_ROOM = '--max-semi-space-size=64';
/** After so many worlds another process goes on: of each something is left, as Node keeps every signal that somebody still listens to. */
const WORLDS_OF_A_PROCESS = 500;
/** What its process wrote last is told of it, characters. */
const LAST_WORDS = 2_000;

/** A process of node that lives one world after the other. One that dies is followed by another. */
export class Hand {
  private child: ChildProcess | undefined;
  private lastWords = '';
  private lived = 0;

  /** @param patience seconds of real time that a world may take */
  constructor(private readonly patience = 600) {}

  live(task: Task): Promise<Outcome> {
    const child = this.child?.connected ? this.child : (this.child = this.begin());
    return new Promise((resolve) => {
      const give = (outcome: Outcome) => {
        clearTimeout(timer);
        child.off('message', give).off('close', died);
        if (++this.lived === WORLDS_OF_A_PROCESS) this.close();
        resolve(outcome);
      };
      const died = (code: number | null, signal: string | null) => {
        this.child = undefined;
        const words = this.lastWords.trim();
        give(failed(`its process ended by ${signal ?? `exit code ${code}`}${words === '' ? '' : `: ${words}`}`));
      };
      const timer = setTimeout(() => {
        this.close();
        give(failed(`it took longer than ${this.patience} s of real time`));
      }, this.patience * 1000);
      // Not at its exit: what it wrote last may still come.
      child.on('message', give).on('close', died);
      child.send(task, () => undefined);
    });
  }

  close(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
    this.lived = 0;
  }

  private begin(): ChildProcess {
    const child = fork(join(__dirname, 'living.js'), {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      execArgv: [MORE_ROOM],
    });
    this.lastWords = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      if (this.child === child) this.lastWords = (this.lastWords + text).slice(-LAST_WORDS);
    });
    return child;
  }
}

function failed(what: string): Outcome {
  const failure: Failure = { rule: A_WORLD_ENDS, what, at: 0 };
  return { failures: [failure], steps: 0, lived: 0, trace: '', received: 0, text: '' };
}
