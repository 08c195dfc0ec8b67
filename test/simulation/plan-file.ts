import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadArguments } from './arguments';
import type { Plan } from './plan';

/** Plans of worlds that once found something; npm starts every command at the root. */
const SEEDS = join('test', 'simulation', 'seeds');

/** A plan as it is kept: with a sentence of what it found. */
export interface KeptPlan {
  readonly found: string;
  readonly plan: Plan;
}

/** @throws BadArguments for a file that holds no plan */
export function readPlan(file: string): KeptPlan {
  const refuse = (why: string) => new BadArguments(`${file} holds no plan: ${why}`);
  let kept: Partial<KeptPlan> | null;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeptPlan> | null;
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const { found, plan } = kept ?? {};
  if (typeof found !== 'string') throw refuse('it does not say in "found" what it found');
  const lists = ['portfolios', 'tenants', 'numbers', 'people', 'campaigns', 'engines', 'happenings'] as const;
  const missing = lists.find((list) => !Array.isArray(plan?.[list]));
  if (!plan || missing) throw refuse(`its "plan" has no ${missing ?? 'parts'}`);
  return { found, plan };
}

export function writePlan(file: string, kept: KeptPlan): void {
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}

/** Every plan that is kept, by the path of its file. */
export function keptPlans(): ReadonlyMap<string, KeptPlan> {
  const files = readdirSync(SEEDS).filter((name) => name.endsWith('.json'));
  return new Map(files.sort().map((name) => [join(SEEDS, name), readPlan(join(SEEDS, name))]));
}
