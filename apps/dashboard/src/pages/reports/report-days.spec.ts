import { dayAfter, dayIn, daysOf } from './report-days';

describe('days that are counted from today', () => {
  // 2026-03-01 is a Sunday, the last day of its week.
  it.each([
    ['today', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['last_7_days', '2026-03-01', '2026-02-23', '2026-03-01'],
    ['last_1_days', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['this_week', '2026-03-01', '2026-02-23', '2026-03-01'],
    ['this_week', '2026-03-02', '2026-03-02', '2026-03-08'],
    ['last_week', '2026-03-02', '2026-02-23', '2026-03-01'],
    ['this_month', '2026-03-01', '2026-03-01', '2026-03-31'],
    ['last_month', '2026-01-15', '2025-12-01', '2025-12-31'],
  ])('%s on %s is %s to %s', (period, today, from, to) => {
    expect(daysOf(period, today)).toEqual({ from, to });
  });

  it('are those of the zone', () => {
    const now = Date.parse('2026-03-01T02:30:00Z');
    expect([dayIn('UTC', now), dayIn('America/Sao_Paulo', now)]).toEqual(['2026-03-01', '2026-02-28']);
  });

  it('end before the day after the last', () => {
    expect(dayAfter('2024-02-28')).toBe('2024-02-29');
  });
});
