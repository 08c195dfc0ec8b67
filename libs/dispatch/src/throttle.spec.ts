import fc from 'fast-check';
import { newThrottle, rateAt, reconfigure, slowDown, type Throttle } from './throttle';

const tooFast = (throttle: Throttle, now: number, writtenAt = now - 1) =>
  slowDown(throttle, { now, writtenAt, fraction: 0.5 });

describe('throttle', () => {
  it('is no limit of its own while nothing is wrong', () => {
    expect(rateAt(newThrottle(80), 123)).toBe(80);
  });

  it('waits a second, halves the rate and comes back in steps', () => {
    const slowed = tooFast(newThrottle(80), 10_000);
    expect([10_000, 10_999, 11_000, 15_999, 16_000, 21_000].map((now) => rateAt(slowed, now))).toEqual([
      0, 0, 40, 40, 48, 56,
    ]);
    expect(rateAt(slowed, 11_000 + 5 * 5000)).toBe(80);
    expect(rateAt(slowed, 1e9)).toBe(80);
  });

  it('takes hundreds of refusals of one moment as one', () => {
    let throttle = tooFast(newThrottle(80), 10_000, 9_900);
    const once = throttle;
    for (let i = 0; i < 300; i++) throttle = tooFast(throttle, 10_000 + i, 9_950);
    expect(throttle).toEqual(once);
  });

  it('waits 1, 2, 4 … 60 s when it goes on', () => {
    let throttle = newThrottle(80);
    const waits: number[] = [];
    for (let i = 0, now = 0; i < 9; i++, now = throttle.until + 1) {
      throttle = slowDown(throttle, { now, writtenAt: now, fraction: 0.5 });
      waits.push((throttle.until - now) / 1000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(rateAt(throttle, throttle.until)).toBe(80 / 64);
  });

  it('begins at one second again once it has recovered', () => {
    const recovered = tooFast(tooFast(newThrottle(80), 1000), 3000);
    expect(tooFast(recovered, 1e9).until).toBe(1e9 + 1000);
  });

  it('waits minutes where the code asks for them', () => {
    const slowed = slowDown(newThrottle(80), { now: 0, writtenAt: 0, fraction: 0, leastWaitMs: 60_000 });
    expect(slowed.until).toBe(60_000);
  });

  it('takes another configured rate without forgetting that it is slowed down', () => {
    expect(rateAt(reconfigure(newThrottle(80), 1000), 0)).toBe(1000);
    const slowed = tooFast(newThrottle(80), 0);
    expect(rateAt(reconfigure(slowed, 1000), 1000)).toBe(40);
    expect(rateAt(reconfigure(slowed, 10), 1000)).toBe(10);
  });

  it('stays between a 64th and the configured rate, waits at most 72 s and always recovers', () => {
    const refusal = fc.record({
      after: fc.integer({ min: 0, max: 100_000 }),
      age: fc.integer({ min: 0, max: 10_000 }),
      fraction: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.array(refusal), (configured, refusals) => {
        let throttle = newThrottle(configured);
        let now = 0;
        for (const { after, age, fraction } of refusals) {
          now += after;
          throttle = slowDown(throttle, { now, writtenAt: now - age, fraction });
          const rate = rateAt(throttle, Math.max(now, throttle.until));
          if (rate > configured || rate < configured / 64 || throttle.until > now + 72_000) return false;
        }
        return rateAt(throttle, now + 72_000 + 50_000) === configured;
      }),
    );
  });
});
