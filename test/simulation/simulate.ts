import { randomInt } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Arguments, BadArguments, readArguments } from './arguments';
import { Hand, type Outcome, type Task } from './crew';
import { liveTwice } from './determinism';
import type { Failure } from './judge/failure';
import { type Hostility, type Plan, planOf } from './plan';
import { keptPlans, readPlan, writePlan } from './plan-file';
import { Progress } from './progress';
import { isSameFailure, shrink } from './shrink';

/**
 * Lives worlds on virtual time, as many at once as there are cores; exit code 0 only if every promise was kept in all of them.
 * `npm run simulate -- [--campaigns 100] [--seed S] [--hostile 0..3] [--story]`, or `--world S:17`, `--plan FILE`, `--seeds`, `--twice N`; the README
 * of this folder says what they are.
 */
async function main(): Promise<void> {
  const args = argumentsOrEnd();
  const hands = Array.from({ length: Math.max(2, availableParallelism()) }, () => new Hand());
  try {
    const { passed, failed } = args.kind === 'twice' ? await compare(args, hands) : await liveAll(args, hands);
    console.log(`campaigns: ${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    for (const hand of hands) hand.close();
  }
}

function argumentsOrEnd(): Arguments {
  return orEnd(() => readArguments(process.argv.slice(2), () => String(randomInt(1_000_000))));
}

function orEnd<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadArguments)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

/** A world to live, and what lives it again. */
interface Job {
  readonly name: string;
  readonly again: string;
  readonly plan: Plan;
}

/** Any number of them, each made when it is lived. */
interface Jobs {
  readonly count: number;
  readonly nth: (n: number) => Job;
}

function jobsOf(args: Exclude<Arguments, { kind: 'twice' }>): Jobs {
  switch (args.kind) {
    case 'drawn':
      return { count: args.worlds, nth: (n) => drawn(`${args.seed}:${n + 1}`, args.hostile) };
    case 'one':
      return { count: 1, nth: () => drawn(args.seed, args.hostile) };
    case 'file': {
      const { plan } = orEnd(() => readPlan(args.file));
      return { count: 1, nth: () => kept(args.file, plan) };
    }
    case 'kept': {
      const plans = [...orEnd(keptPlans)];
      return { count: plans.length, nth: (n) => kept(plans[n]![0], plans[n]![1].plan) };
    }
  }
}

function drawn(seed: string, wanted: Hostility | undefined): Job {
  const plan = planOf(seed, wanted);
  const { hostile } = plan;
  const again = `npm run simulate -- --world ${seed} --hostile ${hostile} --story`;
  return { name: `${seed} (hostile ${hostile})`, again, plan };
}

function kept(file: string, plan: Plan): Job {
  return { name: file, again: `npm run simulate -- --plan ${JSON.stringify(file)} --story`, plan };
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

async function liveAll(args: Exclude<Arguments, { kind: 'twice' }>, hands: readonly Hand[]): Promise<Count> {
  const { count, nth } = jobsOf(args);
  if (args.kind === 'drawn') console.log(`${count} worlds of seed ${args.seed}`);
  const progress = new Progress(count);
  /** By rule: the first that broke it, and how many did. */
  const broken = new Map<string, { readonly job: Job; readonly failure: Failure; count: number }>();
  const wants: Task['wants'] = args.story ? 'story' : 'verdict';
  let next = 0;
  const liveSome = async (hand: Hand) => {
    while (next < count) {
      const job = nth(next++);
      const outcome = await hand.live({ plan: job.plan, wants });
      const [failure] = outcome.failures;
      progress.count([outcome], !failure);
      if (args.story) progress.say(`${job.name}\n${outcome.text}\n`);
      if (!failure) continue;
      const known = broken.get(failure.rule) ?? { job, failure, count: 0 };
      broken.set(failure.rule, known);
      if (++known.count > MOST_NAMED) continue;
      progress.say(`FAILED ${job.name}\n  ${failure.rule}: ${failure.what}\n  again: ${job.again}`);
    }
  };
  await Promise.all(hands.map(liveSome));
  progress.end();
  for (const [rule, { count: times }] of broken)
    console.log(`BROKEN ${rule}: in ${times} ${times === 1 ? 'world' : 'worlds'}`);
  for (const { job, failure } of [...broken.values()].slice(0, MOST_SHRUNK)) await tellLeast(job, failure, hands[0]!);
  return progress;
}

/** Of each rule so many worlds that broke it are named. */
const MOST_NAMED = 5;
/** Of so many rules the first world that broke it is shrunk. */
const MOST_SHRUNK = 3;
const SHRINK_TRIES = 1_000;
const SHRINK_SECONDS = 60;

/** Leaves out of a world what it does not need to fail, and tells the story of what is left. */
async function tellLeast({ name, plan }: Job, failure: Failure, hand: Hand): Promise<void> {
  const end = performance.now() + SHRINK_SECONDS * 1000;
  const breaks = async (candidate: Plan) => {
    const { failures } = await hand.live({ plan: candidate, wants: 'verdict' });
    return failures[0] !== undefined && isSameFailure(failures[0], failure);
  };
  const bounds = { tries: SHRINK_TRIES, isOver: () => performance.now() > end };
  const { plan: least, tries, isLeast } = await shrink(plan, breaks, bounds);
  const file = join(
    tmpdir(),
    `arauto-${basename(name)
      .replace(/\.json$/, '')
      .replace(/\W+/g, '-')
      .replace(/-$/, '')}.json`,
  );
  writePlan(file, { found: `${failure.rule}: ${failure.what.split('\n')[0]}`, plan: least });
  const why = isLeast ? 'nothing more can be left out' : 'time or tries were up';
  console.log(
    `\n${name} shrunk in ${tries} tries: ${why}\n  again: npm run simulate -- --plan ${JSON.stringify(file)} --story\n`,
  );
  const { text } = await hand.live({ plan: least, wants: 'story' });
  console.log(`${text}\n`);
}

async function compare(args: Extract<Arguments, { kind: 'twice' }>, hands: readonly Hand[]): Promise<Count> {
  console.log(`${args.worlds} worlds of seed ${args.seed}, each twice`);
  const jobs = Array.from({ length: args.worlds }, (_, n) => drawn(`${args.seed}:${n + 1}`, args.hostile));
  const byPlan = new Map(jobs.map((job) => [job.plan, job]));
  const progress = new Progress(args.worlds);
  const told = (plan: Plan, lives: readonly Outcome[], difference: string | undefined) => {
    progress.count(lives, difference === undefined);
    if (difference !== undefined) {
      progress.say(`FAILED ${byPlan.get(plan)!.name} is not the same twice\n  ${difference}`);
    }
  };
  await liveTwice([hands[0]!, hands[1]!], [...byPlan.keys()], told);
  progress.end();
  return progress;
}

void main();
