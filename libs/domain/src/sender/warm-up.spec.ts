import { warmUpAt, warmUpCurve } from './warm-up';

const DAY = 86_400_000;
const begins = Date.parse('2026-03-02T12:00:00.000Z');
const plan = { startsAt: '2026-03-02T12:00:00.000Z', limits: [10, 20, 40] };

describe('a warm-up plan', () => {
  it.each([
    ['before it begins', -1, { day: 1, limit: 10, until: begins + DAY }],
    ['at its beginning', 0, { day: 1, limit: 10, until: begins + DAY }],
    ['at the end of its first day', DAY - 1, { day: 1, limit: 10, until: begins + DAY }],
    ['on its second day', DAY, { day: 2, limit: 20, until: begins + 2 * DAY }],
    ['on its last day', 3 * DAY - 1, { day: 3, limit: 40, until: begins + 3 * DAY }],
    ['after it', 3 * DAY, null],
  ])('%s', (_, after, day) => {
    expect(warmUpAt(plan, begins + after)).toEqual(day);
  });

  it('holds nothing where there is none', () => {
    expect(warmUpAt(null, begins)).toBeNull();
    expect(warmUpAt(undefined, begins)).toBeNull();
  });

  it('can be drawn from a goal', () => {
    expect(warmUpCurve(1000, 100_000, 3)).toEqual([1000, 10_000, 100_000]);
    expect(warmUpCurve(50, 50, 4)).toEqual([50, 50, 50, 50]);
    expect(warmUpCurve(7, 7, 1)).toEqual([7]);
    const month = warmUpCurve(1000, 100_000, 30);
    expect([month[0], month.at(-1), month.length]).toEqual([1000, 100_000, 30]);
    expect(month.every((limit, n) => n === 0 || limit > month[n - 1]!)).toBe(true);
  });
});
