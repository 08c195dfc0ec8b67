import { seededRandom } from '@arauto/clock';
import fc from 'fast-check';
import {
  CATCH_UP_MS,
  beginClaim,
  dropClaim,
  giveBack,
  msUntilClaim,
  msUntilPlace,
  newPace,
  type Pace,
  place,
  withRate,
  written,
} from './pace';

/** Begins up to `wanted` claims and gives each its place at once; answers how many. */
function take(pace: Pace, now: number, wanted: number): number {
  let taken = 0;
  for (; taken < wanted && msUntilClaim(pace, now) === 0; taken++) {
    beginClaim(pace, now);
    place(pace);
  }
  return taken;
}

interface Run {
  rate: number;
  seconds: number;
  /** Milliseconds between two looks of the timer. */
  tick: (at: number) => number;
  /** Milliseconds from the place to the write. */
  latency: () => number;
  /** Share of places that is given back. */
  withdrawn?: number;
}

/** A dispatcher with always more to send than it may: answers the instants of the writes, in order. */
function run({ rate, seconds, tick, latency, withdrawn = 0 }: Run, random = seededRandom(1)): number[] {
  const pace = newPace(rate, 0);
  const writes: number[] = [];
  let waiting: number[] = [];
  const flush = (until: number) => {
    waiting.sort((a, b) => a - b);
    for (const at of waiting.filter((each) => each <= until)) {
      if (random.fraction() < withdrawn) giveBack(pace);
      else {
        written(pace, at);
        writes.push(at);
      }
    }
    waiting = waiting.filter((each) => each > until);
  };
  for (let now = 0; now < seconds * 1000; now += tick(now)) {
    flush(now);
    const taken = take(pace, now, 100_000);
    for (let i = 0; i < taken; i++) waiting.push(now + latency());
  }
  flush(Infinity);
  return writes;
}

/** The most writes in any half-open second. */
function busiestSecond(writes: number[]): number {
  let most = 0;
  for (let last = 0, first = 0; last < writes.length; last++) {
    while (writes[first]! <= writes[last]! - 1000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe('pace', () => {
  it('keeps 1,000 a second under a timer that is late and stalls', () => {
    const random = seededRandom('B13');
    const writes = run({
      rate: 1000,
      seconds: 20,
      tick: () => (random.fraction() < 0.02 ? 20 + 28 * random.fraction() : 2 + 4 * random.fraction()),
      latency: () => 3 * random.fraction(),
    });
    expect(busiestSecond(writes)).toBeLessThanOrEqual(1020);
    expect(writes.length / 20 / 1000).toBeGreaterThanOrEqual(0.98);
    expect(writes.length / 20 / 1000).toBeLessThanOrEqual(1.01);
  });

  it('never exceeds the sliding second where appends stall together and are written in one burst', () => {
    const random = seededRandom('stall');
    const writes = run({
      rate: 1000,
      seconds: 10,
      tick: () => 3,
      latency: () => (random.fraction() < 0.1 ? 300 : 5),
    });
    expect(busiestSecond(writes)).toBeLessThanOrEqual(1020);
  });

  it('keeps 1,000 a second where they arrive, however they bunch on their way', () => {
    const random = seededRandom('on their way');
    const writes = run({
      rate: 1000,
      seconds: 20,
      tick: () => (random.fraction() < 0.02 ? 40 : 1),
      latency: () => (random.fraction() < 0.1 ? 60 : 0),
    });
    // A receiver that stands still for 35 ms now and then, and takes all that came meanwhile at once.
    const arrivals = writes.map((at) => (Math.floor(at / 35) % 7 === 0 ? Math.ceil(at / 35) * 35 : at));
    expect(busiestSecond(arrivals.sort((a, b) => a - b))).toBeLessThanOrEqual(1020);
    expect(writes.length / 20 / 1000).toBeGreaterThanOrEqual(0.95);
  });

  it.each([1, 7, 20, 50, 60, 80, 250, 1000])('gives %i a second, not fewer', (rate) => {
    const writes = run({ rate, seconds: 30, tick: () => 4, latency: () => 3 });
    expect(busiestSecond(writes)).toBeLessThanOrEqual(Math.max(rate, rate * 1.02));
    expect(writes.length / 30 / rate).toBeGreaterThanOrEqual(0.98);
  });

  it('gives less than one a second', () => {
    expect(run({ rate: 0.1, seconds: 59, tick: () => 5, latency: () => 1 })).toHaveLength(6);
  });

  it('does not catch up what was missed longer ago than a late timer', () => {
    const pace = newPace(1000, 0);
    for (let i = take(pace, 0, 10_000); i > 0; i--) written(pace, 0);
    expect(take(pace, 60_000, 10_000)).toBe(CATCH_UP_MS + 1);
    expect(take(pace, 60_000, 10_000)).toBe(0);
  });

  it('makes up for a timer that is a little late', () => {
    const pace = newPace(1000, 0);
    const count = (now: number) => {
      const taken = take(pace, now, 10_000);
      for (let i = 0; i < taken; i++) written(pace, now);
      return taken;
    };
    count(0);
    expect(count(4)).toBe(4);
    expect(count(44)).toBe(40);
  });

  it('counts what is taken and not yet written', () => {
    const pace = newPace(10, 0);
    let now = 0;
    for (; take(pace, now, 1) === 1; now += 100);
    expect(now).toBe(1000);
    expect(take(pace, 100_000, 10)).toBe(0);
    giveBack(pace);
    expect(take(pace, 100_000, 10)).toBe(1);
  });

  it('says when to look again', () => {
    const pace = newPace(10, 0);
    expect(msUntilClaim(pace, 0)).toBe(0);
    take(pace, 0, 1);
    written(pace, 0);
    expect(msUntilClaim(pace, 0)).toBe(50);
    expect(take(pace, 49, 1)).toBe(0);
    expect(take(pace, 50, 1)).toBe(1);
  });

  it('begins claims ahead of their places, and gives those out one by one', () => {
    const pace = newPace(10, 0);
    for (let now = 0; now < 1000; now += 100) {
      take(pace, now, 1);
      written(pace, now);
    }
    // Ten places in a window of 1,015.2 ms.
    expect(msUntilClaim(pace, 960)).toBeCloseTo(55.2, 1);
    expect(msUntilClaim(pace, 960, 60)).toBe(0);
    beginClaim(pace, 960);
    expect(msUntilClaim(pace, 1040)).toBeCloseTo(75.2, 1);
    expect(msUntilPlace(pace, 960)).toBeCloseTo(55.2, 1);
    expect(msUntilPlace(pace, 1016)).toBe(0);
    place(pace);
    expect(msUntilPlace(pace, 1040)).toBeCloseTo(75.2, 1);
    beginClaim(pace, 1050);
    dropClaim(pace);
    written(pace, 1120);
    expect(msUntilPlace(pace, 1120)).toBe(0);
  });

  it('carries the last second over to another rate', () => {
    const writes: number[] = [];
    let pace: Pace = newPace(1000, 0);
    for (let now = 0; now < 6000; now += 4) {
      if (now === 2000) pace = withRate(pace, 100, now);
      if (now === 4000) pace = withRate(pace, 1000, now);
      for (let taken = take(pace, now, 10_000); taken > 0; taken--) {
        written(pace, now);
        writes.push(now);
      }
    }
    const between = (from: number, to: number) => writes.filter((at) => at >= from && at < to).length;
    expect(between(2000, 3000)).toBeLessThanOrEqual(100);
    expect(between(3000, 4000)).toBeLessThanOrEqual(100);
    expect(between(4000, 5000)).toBeGreaterThanOrEqual(950);
    expect(busiestSecond(writes)).toBeLessThanOrEqual(1020);
  });

  it.each([1e-7, 1e-200, 1e-320, Number.MIN_VALUE])(
    'sends one message, and no second in a year, at a rate of %d',
    (rate) => {
      const pace = newPace(rate, 0);
      expect(take(pace, 0, 10)).toBe(1);
      written(pace, 0);
      for (const day of [0, 1, 30]) expect(take(pace, day * 86_400_000, 10)).toBe(0);
    },
  );

  it.each([0, -1, NaN])('refuses a rate of %d', (rate) => {
    expect(() => newPace(rate, 0)).toThrow(RangeError);
  });

  it('holds its bounds for any rate, timer, append and share of withdrawals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 200 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.string(),
        (rate, lateness, latency, withdrawn, seed) => {
          const random = seededRandom(seed);
          const timing = {
            tick: () => 1 + random.fraction() * lateness,
            latency: () => random.fraction() * latency,
          };
          const writes = run({ rate, seconds: 3, withdrawn, ...timing }, random);
          const enough = withdrawn > 0 || latency > 5 || writes.length >= 3 * rate * 0.95 - 1;
          return busiestSecond(writes) <= Math.max(rate, rate * 1.02) && enough;
        },
      ),
      { numRuns: 60 },
    );
  });
});
