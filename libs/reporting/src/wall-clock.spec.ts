import fc from 'fast-check';
import { wallClockIn } from './wall-clock';

/** With :30 and :45, a half-hour and a two-hour summer time, changes at one minute past midnight, and a day that never was. */
const ZONES = [
  'UTC',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Europe/Madrid',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Eucla',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Antarctica/Troll',
  'Africa/Monrovia',
] as const;
const HOUR = 3600_000;

/** Swedes write dates as we do. */
function byIntl(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (ms) => format.format(ms);
}

/** The hours of these years in which the clocks of the zone are moved. */
function changesIn(zone: string, from: number, to: number): number[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsetAt = (ms: number) => format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')!.value;
  const changes: number[] = [];
  for (let at = Date.UTC(from, 0); at < Date.UTC(to + 1, 0); at += HOUR) {
    if (offsetAt(at) !== offsetAt(at + HOUR)) changes.push(at);
  }
  return changes;
}

describe.each(ZONES)('a clock in %s', (zone) => {
  const clock = wallClockIn(zone);
  const wanted = byIntl(zone);
  const agrees = (ms: number) => {
    const at = new Date(ms).toISOString();
    expect(clock.text(at)).toBe(wanted(ms));
    expect(clock.seconds(at)).toBe(Date.parse(`${wanted(ms)}Z`) / 1000);
  };

  it('shows what Intl says', () => {
    const instants = fc.date({ min: new Date('1971-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(fc.property(instants, (at) => agrees(at.getTime())));
  });

  it('is moved at the second', () => {
    const changes = changesIn(zone, 2010, 2011);
    for (const change of changes) {
      for (let ms = change; ms < change + HOUR; ms += 30_000) [ms - 1000, ms, ms + 999].forEach(agrees);
    }
    expect(changes.length > 0).toBe(
      !['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Eucla', 'Africa/Monrovia'].includes(zone),
    );
  });
});

describe('a clock', () => {
  it.each([
    ['2026-10-25T00:59:59.999Z', '2026-10-25 02:59:59'],
    ['2026-10-25T01:00:00.000Z', '2026-10-25 02:00:00'],
    ['2026-03-29T00:59:59Z', '2026-03-29 01:59:59'],
    ['2026-03-29T01:00:00.123456Z', '2026-03-29 03:00:00'],
    ['1969-12-31T23:59:59.500Z', '1970-01-01 00:59:59'],
  ])('of Madrid shows %s as %s', (instant, text) => expect(wallClockIn('Europe/Madrid').text(instant)).toBe(text));

  it('of Apia knows no 30 December 2011', () => {
    const shown = wallClockIn('Pacific/Apia').text;
    expect(shown('2011-12-30T09:59:59.000Z')).toBe('2011-12-29 23:59:59');
    expect(shown('2011-12-30T10:00:00.000Z')).toBe('2011-12-31 00:00:00');
  });

  it.each(['', 'yesterday', '-1', '2 March 2026', '2026-13-45T99:99:99.999Z'])(
    'knows what is no instant: %j',
    (text) => {
      expect(wallClockIn('Asia/Kathmandu').text(text)).toBeUndefined();
      expect(wallClockIn('Asia/Kathmandu').seconds(text)).toBeNaN();
    },
  );

  it('asks Intl twice for a quarter of an hour, however many instants there are in it', () => {
    const asked = jest.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    const shown = wallClockIn('America/Sao_Paulo').text;
    const day = Date.UTC(2026, 2, 2);
    for (let round = 0; round < 3; round++) {
      for (let ms = day; ms < day + 24 * HOUR; ms += 7000) shown(new Date(ms).toISOString());
    }
    expect(asked).toHaveBeenCalledTimes(2 * 96);
    asked.mockRestore();
  });

  it('is of a zone that there is', () => expect(() => wallClockIn('Mars/Olympus').text).toThrow(RangeError));
});
