import { countedDays, daysOf } from './counted-days';

const at = (text: string) => Date.parse(text);
/** A Saturday. */
const NOW = at('2026-11-28T12:00:00Z');

describe('a period that stays relative', () => {
  it.each([
    ['today', '2026-11-28', '2026-11-29'],
    ['yesterday', '2026-11-27', '2026-11-28'],
    ['last_1_days', '2026-11-28', '2026-11-29'],
    ['last_7_days', '2026-11-22', '2026-11-29'],
    ['last_366_days', '2025-11-28', '2026-11-29'],
    ['this_week', '2026-11-23', '2026-11-30'],
    ['last_week', '2026-11-16', '2026-11-23'],
    ['this_month', '2026-11-01', '2026-12-01'],
    ['last_month', '2026-10-01', '2026-11-01'],
  ])('%s is from %s to %s', (period, from, to) => expect(daysOf(period, NOW, 'UTC')).toEqual({ from, to }));

  it.each([
    ['America/Sao_Paulo', '2026-12-01T02:59:59Z', '2026-11-30'],
    ['America/Sao_Paulo', '2026-12-01T03:00:00Z', '2026-12-01'],
    ['Asia/Kolkata', '2026-11-30T18:30:00Z', '2026-12-01'],
    ['Europe/Lisbon', '2026-03-29T23:30:00Z', '2026-03-30'],
    // Clocks are put back: the hour before midnight comes twice, and both are of one day.
    ['Europe/Lisbon', '2026-10-25T23:59:59Z', '2026-10-25'],
  ])('is of the day of %s at %s', (zone, now, today) => expect(daysOf('today', at(now), zone).from).toBe(today));

  it.each([
    ['last_month', '2026-01-31T12:00:00Z', { from: '2025-12-01', to: '2026-01-01' }],
    ['this_month', '2028-02-29T12:00:00Z', { from: '2028-02-01', to: '2028-03-01' }],
    ['this_week', '2026-11-29T12:00:00Z', { from: '2026-11-23', to: '2026-11-30' }],
    ['this_week', '2026-11-30T12:00:00Z', { from: '2026-11-30', to: '2026-12-07' }],
  ])('%s at %s', (period, now, days) => expect(daysOf(period, at(now), 'UTC')).toEqual(days));

  it.each(['last_0_days', 'last_367_days', 'last_1000_days', 'last_year', 'Today', '', 7])('is not %p', (period) =>
    expect(countedDays.check(period)).toHaveLength(1),
  );
});
