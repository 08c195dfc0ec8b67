import { Trace } from './trace';

type Step = readonly [at: number, who: string, what: string];

const STEPS: readonly Step[] = [
  [0.25, 'engine-1.1', 'timer'],
  [0.25, 'world', 'log append'],
  [1_768_246_574_025.125, 'engine-2.1', 'log append answered'],
];

function traceOf(steps: readonly Step[]): string {
  const trace = new Trace();
  for (const step of steps) trace.take(...step);
  return String(trace);
}

describe('trace', () => {
  it('is the same number for the same steps', () => {
    expect(traceOf(STEPS)).toBe(traceOf(STEPS));
    expect(traceOf(STEPS)).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each<[string, readonly Step[]]>([
    ['one step less', STEPS.slice(0, 2)],
    ['two steps the other way round', [STEPS[1]!, STEPS[0]!, STEPS[2]!]],
    ['another engine', STEPS.map(([at, who, what]) => [at, who.replace('engine-2', 'engine-3'), what])],
    ['another thing done', STEPS.map(([at, who, what]) => [at, who, what.replace('answered', 'failed')])],
    ['an instant later by the least there is', STEPS.map(([at, who, what]) => [at + at * Number.EPSILON, who, what])],
  ])('is another number for %s', (_, steps) => {
    expect(traceOf(steps)).not.toBe(traceOf(STEPS));
  });

  it('tells apart a hundred thousand traces that differ in one step', () => {
    const seen = new Set<string>();
    for (let n = 0; n < 100_000; n++) seen.add(traceOf([...STEPS.slice(0, 2), [n / 1024, 'engine-1.1', 'timer']]));
    expect(seen.size).toBe(100_000);
  });
});
