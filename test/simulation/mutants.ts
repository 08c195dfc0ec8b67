/**
 * Does the net bite? Engines with one mistake each live worlds until a rule of the judge is broken; a mistake that no rule sees is a failure.
 *
 *     npm run mutants -- [--only NAME]... [--cap WORLDS] [--seed SEED] [--quick] [--patience SECONDS]
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { positive } from './arguments';
import { hunt, type Limits, Lives, type Outcome } from './mutants/hunt';
import { MUTANTS } from './mutants/list';
import type { Mutant } from './mutants/mutant';

interface Hunted {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      cap: { type: 'string', default: '2000' },
      seed: { type: 'string', default: 'net' },
      patience: { type: 'string', default: '240' },
      quick: { type: 'boolean', default: false },
    },
  });
  const { only, quick } = values;
  const unknown = only?.find((name) => MUTANTS.every((each) => each.name !== name));
  if (unknown !== undefined) throw new Error(`there is no mutant ${unknown}`);
  const mutants = MUTANTS.filter(({ name, isQuick }) => (only ? only.includes(name) : !quick || isQuick));
  const limits = {
    seed: values.seed,
    cap: positive('cap', values.cap),
    patience: positive('patience', values.patience) * 1000,
  };
  const hunted = await huntAll(mutants, limits);
  sum(hunted);
  if (hunted.some(({ outcome }) => outcome.kind !== 'caught')) process.exitCode = 1;
}

/** As many at a time as there are processors. */
async function huntAll(mutants: readonly Mutant[], limits: Limits): Promise<Hunted[]> {
  const left = [...mutants];
  const hunted: Hunted[] = [];
  const work = async () => {
    const sound = new Lives([]);
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const outcome = await hunt(mutant, sound, limits);
      hunted.push({ mutant, outcome });
      console.log(lineOf({ mutant, outcome }));
    }
    sound.end();
  };
  await Promise.all(Array.from({ length: Math.min(left.length, availableParallelism()) }, work));
  return hunted;
}

function lineOf({ mutant: { name, rules, suite }, outcome }: Hunted): string {
  const { worlds, seconds } = outcome;
  const after = `${String(worlds).padStart(5)} worlds ${seconds.toFixed(1).padStart(6)} s`;
  switch (outcome.kind) {
    case 'caught': {
      const { rule } = outcome;
      return `${after}  ${name}: ${rule}${suite !== undefined || rules.some((each) => each === rule) ? '' : ' (which is not there for it)'}`;
    }
    case 'not caught':
      return `${after}  ${name}: NOT CAUGHT, by ${suite ?? `${rules.join(', ')} or any other rule`}`;
    case 'unfit':
      return `${after}  ${name}: UNFIT: ${outcome.why}`;
  }
}

function sum(hunted: readonly Hunted[]): void {
  const caught = hunted.filter(({ outcome }) => outcome.kind === 'caught');
  const worlds = caught.flatMap(({ mutant, outcome }) => (mutant.suite === undefined ? [outcome.worlds] : []));
  worlds.sort((a, b) => a - b);
  const median = worlds[Math.floor((worlds.length - 1) / 2)];
  const most = worlds.at(-1);
  console.log(`${caught.length} of ${hunted.length} mutants caught; worlds until then: median ${median}, most ${most}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
