import { seriesOf, svgOf, textOf } from './chart';
import { type Call, Floor } from './floor';
import { PERSON, RATE, SCENES, SECONDS, type Scene } from './scene';

const [OF_NUMBER, OF_ACCOUNT, OF_PERSON] = SCENES as [Scene, Scene, Scene];
const SECOND = 1000;
/** Milliseconds: a claim that is durable when the answer comes is still written. */
const UNDER_WAY = 100;
/** What a rate leaves for messages that do not arrive as they are written, and what starts and ends of a stretch cost. */
const NEARLY = 0.95;

const of = (calls: readonly Call[], number: string) => calls.filter((call) => call.number === number);
const between = (calls: readonly Call[], from: number, to: number) =>
  calls.filter(({ at }) => at >= from * SECOND && at < to * SECOND);
const perSecond = (calls: readonly Call[], from: number, to: number) => between(calls, from, to).length / (to - from);
const refusedOf = (calls: readonly Call[]) => calls.filter(({ isRefused }) => isRefused).map(({ at }) => at / SECOND);

/** The most calls of any sliding second. */
function fullest(calls: readonly Call[]): number {
  const times = calls.map(({ at }) => at);
  return Math.max(0, ...times.map((at, last) => last + 1 - times.findIndex((other) => other > at - SECOND)));
}

/** The rate in whole stretches of so many seconds. */
function rates(calls: readonly Call[], from: number, to: number, each: number): number[] {
  return Array.from({ length: Math.floor((to - from) / each) }, (_, nth) =>
    perSecond(calls, from + nth * each, from + (nth + 1) * each),
  );
}

describe('the picture of the pace', () => {
  const lived = new Map<Scene, readonly Call[]>();
  beforeAll(async () => {
    for (const scene of SCENES) lived.set(scene, await new Floor(scene).run());
  }, 60_000);

  it('shows no number that calls more often than it is set to, and all of that where nobody refuses', () => {
    for (const [scene, calls] of lived) {
      for (const number of scene.accounts.flat()) {
        expect(fullest(of(calls, number))).toBeLessThanOrEqual(Math.ceil(RATE * 1.02));
        expect(perSecond(of(calls, number), 0, 20)).toBeGreaterThanOrEqual(RATE * NEARLY);
      }
    }
  });

  it.each([
    ['130429 another number', OF_NUMBER, ['number 2', 'number 3']],
    ['80007 a number of another account', OF_ACCOUNT, ['number 3']],
    ['131056 everybody else', OF_PERSON, ['number 1', 'number 2', 'number 3']],
  ] as const)('shows who is not meant as fast as ever: of %s', (_, scene, numbers) => {
    for (const number of numbers) {
      const own = of(lived.get(scene)!, number);
      for (const rate of rates(own, 0, SECONDS, 5)) expect(rate).toBeGreaterThan(RATE * NEARLY);
    }
  });

  it('shows a number that stops at once where it is refused with 130429, and is soon refused little', () => {
    const own = of(lived.get(OF_NUMBER)!, 'number 1');
    const refused = refusedOf(own);
    const first = refused[0]! + UNDER_WAY / SECOND;
    expect(first).toBeLessThan(20.5);
    expect(between(own, first, first + 0.75)).toEqual([]);
    // Halved twice it is at what the platform takes: after that it only asks whether there is more.
    expect(refused.filter((at) => at > 25).length).toBeLessThan(15);
    expect(perSecond(own, 22, 35)).toBeLessThan(10);
  });

  it('shows it back at its rate within 70 seconds after the last refusal, never slower than before', () => {
    const own = of(lived.get(OF_NUMBER)!, 'number 1');
    const last = refusedOf(own).at(-1)!;
    expect(last).toBeLessThan(35);
    const back = rates(own, Math.ceil(last) + 10, SECONDS, 5);
    for (const [nth, rate] of back.entries()) expect(rate).toBeGreaterThanOrEqual((back[nth - 1] ?? 0) - 1);
    expect(perSecond(own, Math.ceil(last) + 70, SECONDS)).toBeGreaterThanOrEqual(RATE * NEARLY);
  });

  it('shows all numbers of an account silent for a minute where one is refused with 80007, and back within 40 seconds', () => {
    const calls = lived.get(OF_ACCOUNT)!;
    const first = Math.min(...refusedOf(calls)) + UNDER_WAY / SECOND;
    expect(first).toBeLessThan(21.5);
    expect(refusedOf(of(calls, 'number 2'))).toEqual([]);
    for (const number of ['number 1', 'number 2']) {
      const own = of(calls, number);
      expect(between(own, first, first + 59.8)).toEqual([]);
      expect(perSecond(own, first + 61, first + 65)).toBeLessThan(RATE * 0.6);
      expect(perSecond(own, first + 61, first + 65)).toBeGreaterThan(RATE * 0.4);
      expect(perSecond(own, Math.ceil(first) + 90, SECONDS)).toBeGreaterThanOrEqual(RATE * NEARLY);
    }
  });

  it('shows one person wait where one person is refused with 131056, and get all of it', () => {
    const calls = lived.get(OF_PERSON)!.filter(({ person }) => person === PERSON);
    expect(calls.filter(({ isRefused }) => !isRefused)).toHaveLength(4);
    // All at once, then after 1 and 4 s: nine calls within 6 s, which are borrowed from the 54 s after.
    expect(calls.filter(({ isRefused }) => isRefused)).toHaveLength(3 + 2 + 1);
    expect(between(calls, 26, 20 + 9 * 6)).toEqual([]);
    expect(between(calls, 20 + 9 * 6, 76)).toHaveLength(1);
  });

  it('is the same every time, within eighty columns', async () => {
    const draw = (scene: Scene, calls: readonly Call[]) => textOf(scene, seriesOf(scene, calls));
    const text = draw(OF_NUMBER, lived.get(OF_NUMBER)!);
    expect(draw(OF_NUMBER, await new Floor(OF_NUMBER).run())).toBe(text);
    for (const [scene, calls] of lived) {
      const lines = draw(scene, calls).split('\n');
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
      const axes = lines.flatMap((line) => (/[┤└]/.test(line) ? line.search(/[┤└]/) : []));
      expect(new Set(axes)).toEqual(new Set([6]));
    }
    const series = seriesOf(OF_NUMBER, lived.get(OF_NUMBER)!);
    const svg = svgOf([{ scene: OF_NUMBER, series }]);
    expect(svg).toMatch(/^<svg [^>]*>[^]*<\/svg>\n$/);
    expect(svg).not.toMatch(/NaN|undefined/);
  }, 60_000);
});
