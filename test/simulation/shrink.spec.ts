import type { Rule } from './judge/failure';
import { type Plan, planOf } from './plan';
import { isSameFailure, shrink } from './shrink';

const unbounded = { tries: Infinity, isOver: () => false };
const least = async (plan: Plan, breaks: (plan: Plan) => boolean, bounds = unbounded) =>
  shrink(plan, (candidate) => Promise.resolve(breaks(candidate)), bounds);

/** One that has something of everything. */
const PLAN: Plan = {
  ...planOf('a', 3),
  portfolios: [5, null],
  tenants: [
    { name: 'A', country: 'BR', zone: 'UTC' },
    { name: 'B', country: 'BR', zone: 'UTC' },
  ],
  numbers: [
    { tenant: 0, portfolio: 0, phone: '+5511900090000', pace: 5 },
    { tenant: 1, portfolio: 1, phone: '+5511900090001', pace: null },
  ],
  people: Array.from({ length: 8 }, (_, n) => ({
    ...{ phone: `+551190000${n}000`, isOnWhatsApp: n > 0, isOld: true, reads: 1 },
  })),
  campaigns: [0, 1].map((number) => ({
    ...{ number, category: 'MARKETING' as const, pace: 3, maxAttempts: 5, graceSeconds: 30, horizonSeconds: 600 },
    ...{
      then: 'ask' as const,
      whenTierIsFull: 'wait' as const,
      files: [{ lines: ['a', 'b', 'c'] }, { lines: ['d', 'e'] }],
    },
  })),
  engines: [
    ['api', 'dispatcher'],
    ['projector', 'reactions'],
    ['api', 'dispatcher', 'projector', 'reactions'],
  ],
  lanes: 2,
  mishaps: 0.2,
  calmAfter: 600_000,
  happenings: [
    { at: 1_000, kind: 'upload', campaign: 1, file: 0 },
    { at: 2_000, kind: 'upload', campaign: 1, file: 1 },
    { at: 3_000, kind: 'order', campaign: 0, order: 'start', hasKey: true },
    { at: 4_100, kind: 'writes', person: 6, number: 1, text: 'Oi' },
    { at: 5_000, kind: 'crash', engine: 2, forMs: 60_000 },
    { at: 6_000, kind: 'suppress', tenant: 1, person: 7 },
  ],
};

describe('shrinking', () => {
  it('leaves nothing where nothing is needed', async () => {
    const { plan, isLeast } = await least(PLAN, () => true);
    expect(plan).toMatchObject({ happenings: [], campaigns: [], people: [], numbers: [], tenants: [], portfolios: [] });
    expect(plan).toMatchObject({ lanes: 1, mishaps: 0, engines: [expect.anything()] });
    expect(isLeast).toBe(true);
  });

  it('leaves everything where everything is needed', async () => {
    const { plan, isLeast } = await least(PLAN, () => false);
    expect(plan).toBe(PLAN);
    expect(isLeast).toBe(true);
  });

  it('keeps what is needed, under the number that it has when others are gone', async () => {
    const needs = ({ happenings, people, campaigns }: Plan) =>
      happenings.some((each) => each.kind === 'writes' && people[each.person]?.phone === '+5511900006000') &&
      campaigns.some(({ files }) => files.some(({ lines }) => lines.includes('e')));
    const { plan } = await least(PLAN, needs);
    expect(plan.happenings).toEqual([{ at: 4_000, kind: 'writes', person: 0, number: 0, text: 'Oi' }]);
    expect(plan.people).toEqual([
      {
        ...{ phone: '+5511900006000', isOnWhatsApp: true, isOld: false, reads: 0 },
        ...{ tellsReading: true, isInExperiment: false },
      },
    ]);
    expect(plan.numbers).toHaveLength(1);
    expect(plan.campaigns).toMatchObject([{ number: 0, pace: null, maxAttempts: 1, files: [{ lines: ['e'] }] }]);
    expect(plan.tenants).toHaveLength(1);
    expect(plan.calmAfter).toBe(5_000);
  });

  it('keeps every candidate sound: nothing points to what is not there, and every duty is done', async () => {
    const sound = ({ happenings, numbers, campaigns, people, tenants, portfolios, engines }: Plan) => {
      const lists = { number: numbers, campaign: campaigns, person: people, tenant: tenants, engine: engines };
      for (const happening of happenings as unknown as readonly Record<string, unknown>[]) {
        for (const [key, list] of Object.entries(lists)) {
          if (key in happening) expect(list[happening[key] as number]).toBeDefined();
        }
        if (happening['kind'] === 'upload') {
          expect(campaigns[happening['campaign'] as number]!.files[happening['file'] as number]).toBeDefined();
        }
      }
      for (const { number } of campaigns) expect(numbers[number]).toBeDefined();
      for (const { tenant, portfolio } of numbers) {
        expect([tenants[tenant], portfolios[portfolio] === undefined]).toEqual([expect.anything(), false]);
      }
      expect(new Set(engines.flat()).size).toBe(4);
    };
    // By chance, but the same chance every time: so that they are made smaller in many ways.
    let nth = 0;
    const breaks = (plan: Plan) => {
      sound(plan);
      return (nth++ * 7) % 3 === 0;
    };
    await least(PLAN, breaks, { ...unbounded, tries: 2_000 });
    expect(nth).toBeGreaterThan(50);
  });

  it('halves first: of a thousand happenings it finds one in a few dozen tries', async () => {
    const happenings = Array.from({ length: 1_000 }, (_, n) => ({
      at: n,
      kind: 'crash' as const,
      engine: 0,
      forMs: 0,
    }));
    const plan = { ...PLAN, happenings, campaigns: [], people: [] };
    const { plan: left, tries } = await least(plan, (each) => each.happenings.some(({ at }) => at === 700));
    expect(left.happenings).toHaveLength(1);
    expect(tries).toBeLessThan(60);
  });

  it('stops at its bounds with what it has', async () => {
    expect(await least(PLAN, () => true, { ...unbounded, tries: 3 })).toMatchObject({ tries: 3, isLeast: false });
    expect(await least(PLAN, () => true, { ...unbounded, isOver: () => true })).toEqual({
      ...{ plan: PLAN, tries: 0, isLeast: false },
    });
  });
});

describe('two failures', () => {
  const failure = (rule: Rule, what: string) => ({ rule, what, at: 0 });

  it('are one when they break one rule', () => {
    expect(isSameFailure(failure('never twice', 'a'), failure('never twice', 'b'))).toBe(true);
    expect(isSameFailure(failure('never twice', 'a'), failure('pause pauses', 'a'))).toBe(false);
  });

  it('are one where a rule catches all only when they say the same but for names', () => {
    const foreseen = (what: string) => failure('everything is foreseen', what);
    expect(isSameFailure(foreseen('resume 12-ab failed\n at x'), foreseen('resume 7-cd failed\n at y'))).toBe(true);
    expect(isSameFailure(foreseen('resume 12-ab failed'), foreseen('TypeError: nothing there'))).toBe(false);
  });
});
