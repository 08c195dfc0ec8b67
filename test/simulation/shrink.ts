import { BREAKDOWNS, type Failure } from './judge/failure';
import type { CampaignPlan, Happening, Plan } from './plan';

/** Whether a smaller plan still breaks the same. */
export type Breaks = (plan: Plan) => Promise<boolean>;

export interface Bounds {
  readonly tries: number;
  /** Real time is up. */
  readonly isOver: () => boolean;
}

export interface Shrunk {
  readonly plan: Plan;
  readonly tries: number;
  /** Nothing more can be left out; false where the bounds came first. */
  readonly isLeast: boolean;
}

/** The least of a plan that breaks what it broke: whatever can be left out is left out, halves first and then ones, until nothing more can be. */
export async function shrink(plan: Plan, breaks: Breaks, bounds: Bounds): Promise<Shrunk> {
  const search = new Search(plan, breaks, bounds);
  try {
    while (await search.round());
    return { plan: search.least, tries: search.tries, isLeast: true };
  } catch (error) {
    if (!(error instanceof BoundsReached)) throw error;
    return { plan: search.least, tries: search.tries, isLeast: false };
  }
}

/**
 * Whether two failures are one: a smaller world that fails otherwise shows nothing of the larger one. Of a breakdown the words must be the same as well, but for
 * names and numbers.
 */
export function isSameFailure(one: Failure, other: Failure): boolean {
  if (one.rule !== other.rule) return false;
  return !BREAKDOWNS.has(one.rule) || wordsOf(one.what) === wordsOf(other.what);
}

function wordsOf(what: string): string {
  return what.split('\n')[0]!.replace(/[\w-]*\d[\w-]*/g, '#');
}

class BoundsReached extends Error {}

class Search {
  tries = 0;
  /** What was tried and does not break: the last round would try it all again. */
  private readonly tried = new Set<string>();

  constructor(
    public least: Plan,
    private readonly breaks: Breaks,
    private readonly bounds: Bounds,
  ) {}

  /** @returns whether it became less */
  async round(): Promise<boolean> {
    const before = this.least;
    for (const part of PARTS) await this.leaveOut(part);
    for (let campaign = 0; campaign < this.least.campaigns.length; campaign++) {
      await this.leaveOut(filesOf(campaign));
      for (let file = 0; file < this.least.campaigns[campaign]!.files.length; file++) {
        await this.leaveOut(linesOf(campaign, file));
      }
    }
    for (const [n] of simpler(this.least).entries()) {
      // Each starts from what the others have left.
      const candidate = simpler(this.least)[n];
      if (candidate) await this.take(candidate);
    }
    return this.least !== before;
  }

  /** Halves, quarters and so on, and at last one by one. */
  private async leaveOut({ count, keep }: Part): Promise<void> {
    for (let size = count(this.least); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < count(this.least);) {
        const isKept = (n: number) => n < from || n >= from + size;
        // What followed has moved up to where it was.
        if (!(await this.take(keep(this.least, isKept)))) from += size;
      }
    }
  }

  private async take(candidate: Plan | undefined): Promise<boolean> {
    if (!candidate) return false;
    const text = JSON.stringify(candidate);
    if (text === JSON.stringify(this.least) || this.tried.has(text)) return false;
    if (this.tries >= this.bounds.tries || this.bounds.isOver()) throw new BoundsReached();
    this.tries++;
    this.tried.add(text);
    if (!(await this.breaks(candidate))) return false;
    this.least = candidate;
    return true;
  }
}

/** A list of a plan of which some may be left out. */
interface Part {
  readonly count: (plan: Plan) => number;
  /** Undefined where the others need one of those that would be left out. */
  readonly keep: (plan: Plan, isKept: (n: number) => boolean) => Plan | undefined;
}

const happenings: Part = {
  count: (plan) => plan.happenings.length,
  keep: (plan, isKept) => ({ ...plan, happenings: plan.happenings.filter((_, n) => isKept(n)) }),
};

const campaigns: Part = {
  count: (plan) => plan.campaigns.length,
  keep: (plan, isKept) => without(plan, 'campaigns', 'campaign', isKept),
};

const people: Part = {
  count: (plan) => plan.people.length,
  keep: (plan, isKept) => without(plan, 'people', 'person', isKept),
};

const numbers: Part = {
  count: (plan) => plan.numbers.length,
  keep: (plan, isKept) => {
    const left = without(plan, 'numbers', 'number', isKept);
    const moved = renumbered(plan.campaigns, 'number', isKept);
    const place = placesOf(plan.numbers.length, isKept);
    const campaigns = moved?.map((campaign) => ({
      ...campaign,
      others: (campaign.others ?? []).flatMap((other) => place.get(other) ?? []),
    }));
    return campaigns && { ...left, campaigns };
  },
};

const tenants: Part = {
  count: (plan) => plan.tenants.length,
  keep: (plan, isKept) => {
    const left = without(plan, 'tenants', 'tenant', isKept);
    const moved = renumbered(plan.numbers, 'tenant', isKept);
    return moved && { ...left, numbers: moved };
  },
};

const portfolios: Part = {
  count: (plan) => plan.portfolios.length,
  keep: (plan, isKept) => {
    const left = without(plan, 'portfolios', 'portfolio', isKept);
    const moved = renumbered(plan.numbers, 'portfolio', isKept);
    return moved && { ...left, numbers: moved };
  },
};

const engines: Part = {
  count: (plan) => plan.engines.length,
  keep: (plan, isKept) => {
    const duties = new Set(plan.engines.flat());
    const left = without(plan, 'engines', 'engine', isKept);
    return new Set(left.engines.flat()).size === duties.size ? left : undefined;
  },
};

const PARTS: readonly Part[] = [happenings, campaigns, engines, people, numbers, tenants, portfolios];

function filesOf(campaign: number): Part {
  return {
    count: (plan) => plan.campaigns[campaign]?.files.length ?? 0,
    keep: (plan, isKept) => {
      const place = placesOf(plan.campaigns[campaign]!.files.length, isKept);
      const kept = plan.happenings.flatMap((happening): Happening[] => {
        if (happening.kind !== 'upload' || happening.campaign !== campaign) return [happening];
        const file = place.get(happening.file);
        return file === undefined ? [] : [{ ...happening, file }];
      });
      const files = plan.campaigns[campaign]!.files.filter((_, n) => isKept(n));
      return { ...withCampaign(plan, campaign, { files }), happenings: kept };
    },
  };
}

function linesOf(campaign: number, file: number): Part {
  return {
    count: (plan) => plan.campaigns[campaign]?.files[file]?.lines.length ?? 0,
    keep: (plan, isKept) => {
      const { files } = plan.campaigns[campaign]!;
      const lines = files[file]!.lines.filter((_, n) => isKept(n));
      return withCampaign(plan, campaign, { files: files.map((each, n) => (n === file ? { ...each, lines } : each)) });
    },
  };
}

/** Leaves some of a list out, with what happens to them; those that are left have other numbers. */
function without(
  plan: Plan,
  list: (keyof Plan & `${string}s`) | 'people',
  name: string,
  isKept: (n: number) => boolean,
): Plan {
  const all = plan[list] as readonly unknown[];
  const place = placesOf(all.length, isKept);
  const kept = plan.happenings.flatMap((happening): Happening[] => {
    const of = (happening as unknown as Readonly<Record<string, unknown>>)[name];
    if (typeof of !== 'number') return [happening];
    const moved = place.get(of);
    return moved === undefined ? [] : [{ ...happening, [name]: moved } as Happening];
  });
  return { ...plan, [list]: all.filter((_, n) => isKept(n)), happenings: kept };
}

/** What points to a list of which some are left out; undefined where it points to one of those. */
function renumbered<Item, Key extends keyof Item>(
  items: readonly Item[],
  key: Key,
  isKept: (n: number) => boolean,
): Item[] | undefined {
  const pointed = items.map((item) => item[key] as number);
  if (!pointed.every(isKept)) return undefined;
  const place = placesOf(Math.max(-1, ...pointed) + 1, isKept);
  return items.map((item) => ({ ...item, [key]: place.get(item[key] as number)! }));
}

/** By the old number of each that is kept, its new one. */
function placesOf(count: number, isKept: (n: number) => boolean): ReadonlyMap<number, number> {
  const kept = Array.from({ length: count }, (_, n) => n).filter(isKept);
  return new Map(kept.map((old, n) => [old, n]));
}

function withCampaign(plan: Plan, campaign: number, changes: Partial<CampaignPlan>): Plan {
  return { ...plan, campaigns: plan.campaigns.map((each, n) => (n === campaign ? { ...each, ...changes } : each)) };
}

const SECOND = 1000;

/** The same with one thing more as it is by default; those where it is so already are the plan itself. */
function simpler(plan: Plan): Plan[] {
  const afterLast = Math.max(0, ...plan.happenings.map(({ at }) => at)) + SECOND;
  const all = [...new Set(plan.engines.flat())].sort();
  const onOne = plan.happenings.map((happening) => ('engine' in happening ? { ...happening, engine: 0 } : happening));
  // No sooner than everything has happened: trouble in the middle of calm would be another world.
  const calm = (calmAfter: number) => ({
    ...plan,
    calmAfter: Math.min(plan.calmAfter, Math.max(afterLast, Math.round(calmAfter))),
  });
  return [
    { ...plan, engines: [all], happenings: onOne, lanes: 1 },
    { ...plan, lanes: 1 },
    { ...plan, mishaps: 0 },
    { ...plan, mishaps: plan.mishaps / 2 },
    { ...plan, hasGraveRefusals: false },
    { ...plan, leastLate: 0, later: 3 },
    calm(0),
    calm(plan.calmAfter / 2),
    { ...plan, portfolios: plan.portfolios.map(() => null) },
    ...plan.people.flatMap((person, n) => {
      const becomes = (changes: Partial<typeof person>) => ({
        ...plan,
        people: plan.people.with(n, { ...person, ...changes }),
      });
      return [
        ...[becomes({ reads: 0 }), becomes({ isOld: false }), becomes({ isOnWhatsApp: true })],
        ...[becomes({ tellsReading: true }), becomes({ isInExperiment: false })],
      ];
    }),
    ...plan.numbers.flatMap((number, n) => [
      { ...plan, numbers: plan.numbers.with(n, { ...number, pace: null }) },
      { ...plan, numbers: plan.numbers.with(n, { ...number, warmUp: null }) },
    ]),
    ...plan.campaigns.flatMap((_, n) => [
      withCampaign(plan, n, { pace: null }),
      withCampaign(plan, n, { maxAttempts: 1 }),
      withCampaign(plan, n, { category: 'UTILITY' }),
      withCampaign(plan, n, { then: 'ask' }),
      withCampaign(plan, n, { whenTierIsFull: 'wait' }),
      withCampaign(plan, n, { whenWarmUpIsFull: 'wait' }),
      withCampaign(plan, n, { sendWindow: null }),
      withCampaign(plan, n, { canary: null }),
      withCampaign(plan, n, { others: [] }),
      withCampaign(plan, n, { whenSenderStops: 'wait' }),
      withCampaign(plan, n, { mostInARow: null }),
    ]),
    ...plan.happenings.flatMap((happening, n) => {
      const becomes = (changes: Partial<Happening>) => ({
        ...plan,
        happenings: plan.happenings.with(n, { ...happening, ...changes } as Happening),
      });
      const round = becomes({ at: Math.round(happening.at / SECOND) * SECOND });
      if (!('forMs' in happening)) return [round];
      return [round, becomes({ forMs: SECOND }), becomes({ forMs: Math.round(happening.forMs / 2) })];
    }),
  ];
}
