import { instantOf, moment, timeZone } from './moments';

describe('moments', () => {
  it.each([
    ['2026-11-29', 'America/Sao_Paulo', '2026-11-29T03:00:00.000Z'],
    ['2026-11-29', 'UTC', '2026-11-29T00:00:00.000Z'],
    ['2026-11-29', 'Asia/Kolkata', '2026-11-28T18:30:00.000Z'],
    // Clocks went from midnight to one: the day began an hour late.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // From midnight back to eleven: the day before had 25 hours.
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    // From one back to midnight: the day began at the first of its two midnights.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
    ['2026-03-01T08:00:00-03:00', 'Asia/Kolkata', '2026-03-01T08:00:00-03:00'],
  ])('%s in %s is %s', (text, zone, instant) => {
    expect(instantOf(moment(text), zone)).toBe(instant);
  });

  it("are this machine's without a zone, and none where none was asked for", () => {
    const own = new Date(2026, 10, 29).toISOString();
    expect(instantOf('2026-11-29')).toBe(own);
    expect(instantOf(undefined)).toBeUndefined();
  });

  it.each(['29/11/2026', '2026-02-31', '2026-11-29T10:00:00', 'soon', ''])('are not %j', (text) => {
    expect(() => moment(text)).toThrow(/^It must be a day like .* an offset, -03:00, at the end/);
  });

  it('know zones by their names', () => {
    expect(timeZone('America/Sao_Paulo')).toBe('America/Sao_Paulo');
    expect(() => timeZone('Brasil')).toThrow('It must be a time zone like America/Sao_Paulo.');
  });
});
