import { firstInstantOf, offsetsIn, startOfDay, stretchesIn } from './zones';

const at = (text: string) => Date.parse(text);

describe('the clocks of a zone', () => {
  it.each([
    ['America/Sao_Paulo', '2026-11-28T12:00:00Z', -3],
    ['Asia/Kolkata', '2026-11-28T12:00:00Z', 5.5],
    ['Asia/Kathmandu', '2026-11-28T12:00:00Z', 5.75],
    ['Europe/Lisbon', '2026-07-01T12:00:00Z', 1],
    ['Europe/Lisbon', '2026-12-01T12:00:00.999Z', 0],
    ['UTC', '1969-12-31T23:59:59.500Z', 0],
  ])('%s at %s are %d hours ahead', (zone, when, hours) => expect(offsetsIn(zone)(at(when))).toBe(hours * 3_600_000));

  it('are known in the quarter of an hour in which they change, too', () => {
    // Liberia gave up 44 minutes and 30 seconds in the middle of a day.
    const liberia = offsetsIn('Africa/Monrovia');
    expect(liberia(at('1972-01-07T00:44:29Z'))).toBe(-(44 * 60 + 30) * 1000);
    expect(liberia(at('1972-01-07T00:44:30Z'))).toBe(0);
  });

  it('are not those of a zone that does not exist', () =>
    expect(() => offsetsIn('America/Atlantis')).toThrow(RangeError));
});

describe('a day in a zone', () => {
  it.each([
    ['an ordinary one', '2026-11-28', 'America/Sao_Paulo', '2026-11-28T03:00:00Z'],
    ['half an hour apart', '2026-11-28', 'Asia/Kolkata', '2026-11-27T18:30:00Z'],
    ['whose midnight was passed over', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['whose midnight came twice', '2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00Z'],
    ['of 23 hours', '2026-03-29', 'Europe/Lisbon', '2026-03-29T00:00:00Z'],
    ['after one of 23 hours', '2026-03-30', 'Europe/Lisbon', '2026-03-29T23:00:00Z'],
  ])('%s begins', (_, day, zone, first) => expect(startOfDay(day, zone)).toBe(at(first)));
});

describe('what clocks show', () => {
  it.each([
    ['an ordinary time', '2026-11-28T08:00', 'America/Sao_Paulo', '2026-11-28T11:00:00Z'],
    ['half an hour apart', '2026-11-28T08:00', 'Asia/Kolkata', '2026-11-28T02:30:00Z'],
    ['ahead of UTC by more than half a day', '2026-11-28T00:30', 'Pacific/Kiritimati', '2026-11-27T10:30:00Z'],
    ['passed over in spring', '2026-03-29T01:30', 'Europe/Lisbon', '2026-03-29T01:00:00Z'],
    ['the first after that', '2026-03-29T02:00', 'Europe/Lisbon', '2026-03-29T01:00:00Z'],
    ['the last before that', '2026-03-29T00:59', 'Europe/Lisbon', '2026-03-29T00:59:00Z'],
    ['shown twice in autumn', '2026-10-25T01:30', 'Europe/Lisbon', '2026-10-25T00:30:00Z'],
    ['passed over at midnight', '2018-11-04T00:30', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['shown twice before midnight', '2018-02-17T23:30', 'America/Sao_Paulo', '2018-02-18T01:30:00Z'],
    ['passed over by half an hour', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['of a day that a zone did not have', '2011-12-30T09:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s is first shown', (_, time, zone, first) => expect(firstInstantOf(time, zone)).toBe(at(first)));
});

describe('a time in a zone', () => {
  it('is of stretches in which the clocks are not moved', () => {
    const [from, to] = [at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z')];
    expect(stretchesIn('Europe/Lisbon', from, to)).toEqual([
      { from, to: at('2026-03-29T01:00:00Z'), offset: 0 },
      { from: at('2026-03-29T01:00:00Z'), to: at('2026-10-25T01:00:00Z'), offset: 3_600_000 },
      { from: at('2026-10-25T01:00:00Z'), to, offset: 0 },
    ]);
    expect(stretchesIn('Asia/Kolkata', from, to)).toEqual([{ from, to, offset: 19_800_000 }]);
    expect(stretchesIn('UTC', from, from)).toEqual([]);
  });
});
