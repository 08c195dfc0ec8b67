import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadArguments } from './arguments';
import type { Happening, Plan } from './plan';

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
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) throw refuse('it is no object');
  const { found, plan } = kept;
  if (typeof found !== 'string') throw refuse('it does not say in "found" what it found');
  if (typeof plan !== 'object' || plan === null) throw refuse('it has no "plan"');
  const wrong = whatIsWrong(plan);
  if (wrong !== undefined) throw refuse(`its "plan" ${wrong}`);
  return { found, plan };
}

/** What a plan needs to be lived at all: somebody may have left out by hand what is referred to. */
function whatIsWrong(plan: Plan): string | undefined {
  const lists = ['portfolios', 'tenants', 'numbers', 'people', 'campaigns', 'engines', 'happenings'] as const;
  const missing = lists.find((list) => !Array.isArray(plan[list]));
  if (missing) return `has no ${missing}`;
  if (typeof plan.seed !== 'string') return 'has no seed';
  if (![0, 1, 2, 3].includes(plan.hostile)) return `has a "hostile" that is not 0 to 3`;
  if (plan.engines.length === 0) return 'has no engine';
  const { numbers, campaigns, happenings } = plan;
  const lost = (what: string, from: string, nth: unknown, list: readonly unknown[]) =>
    typeof nth === 'number' && list[nth] === undefined
      ? `names ${what} ${nth} in ${from}, which is not there`
      : undefined;
  return [
    ...numbers.flatMap(({ tenant, portfolio }, n) => [
      lost('tenant', `numbers[${n}]`, tenant, plan.tenants),
      lost('portfolio', `numbers[${n}]`, portfolio, plan.portfolios),
    ]),
    ...campaigns.map(({ number }, n) => lost('number', `campaigns[${n}]`, number, numbers)),
    ...happenings.flatMap((happening, n) => {
      const from = `happenings[${n}]`;
      const kind: unknown = (happening as { readonly kind?: unknown } | null)?.kind;
      if (typeof kind !== 'string' || !KINDS.has(kind))
        return [`has in ${from} the kind "${String(kind)}", which is none`];
      const { campaign, number, person, tenant, portfolio, engine } = happening as Readonly<Record<string, unknown>>;
      return [
        lost('campaign', from, campaign, campaigns),
        lost('number', from, number, numbers),
        lost('person', from, person, plan.people),
        lost('tenant', from, tenant, plan.tenants),
        lost('portfolio', from, portfolio, plan.portfolios),
        lost('engine', from, engine, plan.engines),
      ];
    }),
  ].find((each) => each !== undefined);
}

const KINDS: ReadonlySet<string> = new Set<Happening['kind']>([
  ...(['order', 'upload', 'suppress', 'lift', 'ban', 'reinstate', 'resumeNumber', 'pauseNumber', 'writes'] as const),
  ...(['prefers', 'handset', 'blocks', 'weary', 'tier', 'quality', 'template', 'category', 'crash', 'stop'] as const),
  ...(['sleep', 'clock', 'views', 'store', 'busy'] as const),
]);

export function writePlan(file: string, kept: KeptPlan): void {
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}

/** Every plan that is kept, by the path of its file. */
export function keptPlans(): ReadonlyMap<string, KeptPlan> {
  const files = readdirSync(SEEDS).filter((name) => name.endsWith('.json'));
  return new Map(files.sort().map((name) => [join(SEEDS, name), readPlan(join(SEEDS, name))]));
}
