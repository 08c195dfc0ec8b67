import { instant } from '@arauto/clock';
import { type SearchSchedule, WEEKDAYS } from '@arauto/domain';
import fc from 'fast-check';
import { lastDue, nextDue } from './due-instants';

const at = (text: string) => Date.parse(text);
const daily = (time: string): SearchSchedule => ({ every: 'day', on: null, at: time, format: null });
const weekly = (on: SearchSchedule['on'], time: string): SearchSchedule => ({ ...daily(time), every: 'week', on });

/** So many instants, one after the other. */
function dueAfter(schedule: SearchSchedule, zone: string, after: string, count: number): string[] {
  const found: number[] = [];
  for (let last = at(after); found.length < count; found.push(last)) last = nextDue(schedule, zone, last);
  return found.map((each) => instant(each).replace(':00.000Z', 'Z'));
}

describe('a schedule', () => {
  it.each<[what: string, SearchSchedule, zone: string, after: string, due: readonly string[]]>([
    ['of a day', daily('08:00'), 'UTC', '2026-11-28T07:59Z', ['2026-11-28T08:00Z', '2026-11-29T08:00Z']],
    ['of a day, at its very instant', daily('08:00'), 'UTC', '2026-11-28T08:00Z', ['2026-11-29T08:00Z']],
    ['west of UTC', daily('22:00'), 'America/Sao_Paulo', '2026-11-28T12:00Z', ['2026-11-29T01:00Z']],
    ['half an hour apart', daily('00:15'), 'Asia/Kolkata', '2026-11-28T18:44Z', ['2026-11-28T18:45Z']],
    ['of a week', weekly('monday', '08:00'), 'UTC', '2026-11-28T12:00Z', ['2026-11-30T08:00Z', '2026-12-07T08:00Z']],
    ['of a week, on the day', weekly('saturday', '08:00'), 'UTC', '2026-11-28T07:00Z', ['2026-11-28T08:00Z']],
    // There it is Monday while here it is Sunday.
    ['of a week there', weekly('monday', '03:00'), 'Asia/Kolkata', '2026-11-28T12:00Z', ['2026-11-29T21:30Z']],
    [
      'whose time is passed over once',
      ...([daily('01:30'), 'Europe/Lisbon', '2026-03-28T00:00Z'] as const),
      ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    ],
    [
      'whose time comes twice once',
      ...([daily('01:30'), 'Europe/Lisbon', '2026-10-24T00:00Z'] as const),
      ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'whose midnight is passed over once',
      ...([daily('00:00'), 'America/Sao_Paulo', '2018-11-03T00:00Z'] as const),
      ['2018-11-03T03:00Z', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
    ],
    [
      'whose late evening comes twice once',
      ...([daily('23:30'), 'America/Sao_Paulo', '2018-02-17T00:00Z'] as const),
      ['2018-02-17T01:30Z', '2018-02-18T01:30Z', '2018-02-19T02:30Z'],
    ],
    [
      'of the weekday on which it is passed over',
      ...([weekly('sunday', '01:30'), 'Europe/Lisbon', '2026-03-23T00:00Z'] as const),
      ['2026-03-29T01:00Z', '2026-04-05T00:30Z'],
    ],
    [
      'of a day that the zone did not have',
      ...([daily('00:00'), 'Pacific/Apia', '2011-12-29T00:00Z'] as const),
      ['2011-12-29T10:00Z', '2011-12-30T10:00Z', '2011-12-31T10:00Z'],
    ],
  ])('%s is due', (_, schedule, zone, after, due) => {
    expect(dueAfter(schedule, zone, after, due.length)).toEqual(due);
    for (const each of due) {
      expect([lastDue(schedule, zone, at(each)), lastDue(schedule, zone, at(each) + 59_999)]).toEqual([
        at(each),
        at(each),
      ]);
    }
  });

  it('is due last where it is next after the one before', () => {
    const zones = ['America/Sao_Paulo', 'Europe/Lisbon', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map((each) => each.map((n) => `${n}`.padStart(2, '0')).join(':'));
    const moment = fc.integer({ min: at('2010-01-01T00:00Z'), max: at('2027-01-01T00:00Z') });
    const day = fc.constantFrom(null, ...WEEKDAYS);
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, day, moment, (zone, clock, on, now) => {
        const schedule = on === null ? daily(clock) : weekly(on, clock);
        const [last, next] = [lastDue(schedule, zone, now), nextDue(schedule, zone, now)];
        expect(last).toBeLessThanOrEqual(now);
        expect(next).toBeGreaterThan(now);
        expect(nextDue(schedule, zone, last)).toBe(next);
        expect(lastDue(schedule, zone, next)).toBe(next);
        expect(lastDue(schedule, zone, next - 1)).toBe(last);
      }),
      { numRuns: 60 },
    );
  });
});
