import fc from 'fast-check';
import { ALL_ERRORS, errorInfo } from './error-catalogue';
import { retryDelay } from './retry-plan';

const delays = (code: string, scale?: number) =>
  Array.from({ length: 20 }, (_, i) => retryDelay(errorInfo(code).policy, i + 1, 0.5, scale)?.delayMs ?? null);
const until = (values: (number | null)[]) => values.slice(0, values.indexOf(null));

describe('retry plan', () => {
  it.each([
    ['SERVER', '131000', [5_000, 30_000, 120_000, 600_000, 1_800_000]],
    ['SERVER x1', '135000', [5_000]],
    ['SERVER x2', '131053', [5_000, 30_000]],
    ['once after 10 min', '134101', [600_000]],
    ['unknown code', '424242', [5_000]],
    ['PAIR', '131056', [1_000, 4_000, 16_000, 64_000]],
    ['MAINT', '131057', Array.from({ length: 15 }, () => 20_000)],
    ['MAINT (minutes)', '2494100', Array.from({ length: 5 }, () => 60_000)],
    ['DAY', '131049', [86_400_000, 172_800_000, 259_200_000]],
    ['NEVER', '131026', []],
    ['SUPPRESS', '131050', []],
    ['PAUSE', '190', []],
    ['SESSION', '131047', []],
    ['UNKNOWN', 'ENG_AMBIGUOUS', []],
    ['wait', 'ENG_TIER', []],
  ])('%s', (_, code, expected) => {
    expect(until(delays(code))).toEqual(expected);
  });

  it('doubles a throttle to a minute and never gives up', () => {
    expect(delays('130429').slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000));
    expect(delays('130429')).not.toContain(null);
    expect(delays('4').slice(0, 3)).toEqual([60_000, 60_000, 60_000]);
  });

  it('takes attempts only where the failure was about the message', () => {
    const consumes = (code: string) => retryDelay(errorInfo(code).policy, 1, 0)?.consumesAttempt;
    expect(['131000', '131056', '131049', 'ENG_NET'].map(consumes)).toEqual([true, true, true, true]);
    expect(['130429', '80007', '131057', '2494100'].map(consumes)).toEqual([false, false, false, false]);
  });

  it('scales every delay', () => {
    expect(until(delays('131000', 0.001))).toEqual([5, 30, 120, 600, 1_800]);
  });

  it('stays within 20 % of the plan, and is never negative', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL_ERRORS),
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ({ policy }, attempt, fraction) => {
          const middle = retryDelay(policy, attempt, 0.5);
          const other = retryDelay(policy, attempt, fraction);
          if (middle === null) return other === null;
          return other !== null && Math.abs(other.delayMs - middle.delayMs) <= middle.delayMs * 0.2 + 1;
        },
      ),
    );
  });
});
