import { instant, timeZonesOf } from '@arauto/clock';
import { SEND_DAYS, type SendDay, type SendWindow } from '@arauto/domain';
import { openingAt, openingOf, OpenTimes } from './send-window';
import { CAMPAIGN, SmallFloor } from './testing/small-floor';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const windowOf = (from: string, to: string, days: readonly SendDay[] = SEND_DAYS): SendWindow => ({
  ...{ from, to, days, zone: 'campaign' },
});

/** The changes of a window in a time, as UTC to the minute. */
function changes(window: SendWindow, zone: string, from: string, to: string): string[] {
  const found: string[] = [];
  let opening = openingAt(window, zone, Date.parse(`${from}:00Z`));
  while (opening.until < Date.parse(`${to}:00Z`)) {
    const { isOpen, until } = openingAt(window, zone, opening.until);
    expect(isOpen).toBe(!opening.isOpen);
    found.push(`${isOpen ? 'opens' : 'closes'} ${instant(opening.until).slice(0, 16)}`);
    opening = { isOpen, until };
  }
  return found;
}

describe('a send window', () => {
  it('opens and closes as clocks of its zone show it, on its days', () => {
    const window = windowOf('09:00', '20:00', ['mon', 'wed']);
    // The 2nd of November 2026 is a Monday.
    expect(changes(window, 'America/Sao_Paulo', '2026-11-02T00:00', '2026-11-09T00:00')).toEqual([
      'opens 2026-11-02T12:00',
      'closes 2026-11-02T23:00',
      'opens 2026-11-04T12:00',
      'closes 2026-11-04T23:00',
    ]);
  });

  it('goes over midnight, and days that touch each other are one', () => {
    const night = windowOf('22:00', '06:00', ['fri']);
    expect(changes(night, 'America/Mexico_City', '2026-11-02T00:00', '2026-11-09T00:00')).toEqual([
      'opens 2026-11-07T04:00',
      'closes 2026-11-07T12:00',
    ]);
    const weekdays = windowOf('00:00', '24:00', ['mon', 'tue', 'wed', 'thu', 'fri']);
    expect(changes(weekdays, 'UTC', '2026-11-02T00:01', '2026-11-15T00:00')).toEqual([
      'closes 2026-11-07T00:00',
      'opens 2026-11-09T00:00',
      'closes 2026-11-14T00:00',
    ]);
    const always = openingAt(windowOf('00:00', '24:00'), 'UTC', Date.parse('2026-11-02T10:00:00Z'));
    expect(always).toEqual({ isOpen: true, until: Date.parse('2026-11-17T00:00:00Z') });
  });

  it('keeps to the clocks in the night in which they are moved', () => {
    // Lisbon: on 25 October 2026 at 01:00 UTC from 02:00 back to 01:00, on 28 March 2027 at 01:00 UTC from 01:00 on to 02:00.
    const early = windowOf('01:30', '08:00');
    expect(changes(early, 'Europe/Lisbon', '2026-10-24T12:00', '2026-10-26T12:00')).toEqual([
      'opens 2026-10-25T00:30',
      'closes 2026-10-25T08:00',
      'opens 2026-10-26T01:30',
      'closes 2026-10-26T08:00',
    ]);
    expect(changes(early, 'Europe/Lisbon', '2027-03-27T12:00', '2027-03-28T12:00')).toEqual([
      'opens 2027-03-28T01:00',
      'closes 2027-03-28T07:00',
    ]);
    // Wholly within the hour that is passed over: not that night.
    const skipped = windowOf('01:10', '01:50');
    expect(changes(skipped, 'Europe/Lisbon', '2027-03-27T12:00', '2027-03-29T12:00')).toEqual([
      'opens 2027-03-29T00:10',
      'closes 2027-03-29T00:50',
    ]);
    expect(openingAt({ ...skipped, days: ['sun'] }, 'Europe/Lisbon', Date.parse('2027-03-28T00:00:00Z'))).toEqual({
      isOpen: false,
      until: Date.parse('2027-04-04T00:10:00Z'),
    });
  });

  it('is what every minute of a year says by itself', () => {
    const [zone, window] = ['America/New_York', windowOf('08:15', '21:45', ['sat', 'sun', 'tue'])] as const;
    const shows = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
    const times = new OpenTimes({ sendWindow: window, timeZone: zone });
    const start = Date.parse('2026-01-01T00:00:00Z');
    const wrong: string[] = [];
    for (let at = start; at < start + 365 * DAY; at += 15 * 60_000) {
      const [day, time] = shows.format(at).split(/,? /) as [string, string];
      const isIn = window.days.includes(day.toLowerCase() as SendDay) && time >= '08:15' && time < '21:45';
      if ((times.closedAt(at) === null) !== isIn) wrong.push(`${instant(at)}: ${day} ${time}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(['US', 'BR', 'PT'])(
    'by the clocks of a contact is what all zones of its country say by themselves: %s',
    (country) => {
      const window = { ...windowOf('09:00', '20:00', ['mon', 'tue', 'wed', 'thu', 'fri']), zone: 'contact' as const };
      const settings = { sendWindow: window, timeZone: 'Asia/Tokyo' };
      const times = new OpenTimes(settings);
      const shows = timeZonesOf(country, Date.parse('2026-06-01T00:00:00Z')).map(
        (timeZone) =>
          new Intl.DateTimeFormat('en-GB', {
            ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
          }),
      );
      const start = Date.parse('2026-01-01T00:00:00Z');
      const wrong: string[] = [];
      const opens = new Set<string>();
      for (let at = start; at < start + 365 * DAY; at += 30 * 60_000) {
        const isIn = shows.every((zone) => {
          const [day, time] = zone.format(at).split(/,? /) as [string, string];
          return window.days.includes(day.toLowerCase() as SendDay) && time >= '09:00' && time < '20:00';
        });
        const closed = times.closedAt(at, country);
        if ((closed === null) !== isIn) wrong.push(instant(at));
        if (closed) opens.add(closed.until!);
        // What it says of later holds.
        if (closed && !openingOf(settings, Date.parse(closed.until!), country).isOpen)
          wrong.push(`${instant(at)} until`);
      }
      expect(wrong).toEqual([]);
      for (const at of opens) expect(times.closedAt(Date.parse(at), country)).toBeNull();
      expect(opens.size).toBeGreaterThan(250);
    },
  );

  it('by the clocks of contacts goes by those of the campaign where the country is not known, and may be open never', () => {
    const at = Date.parse('2026-11-03T12:00:00Z');
    const sendWindow = { ...windowOf('09:00', '10:00'), zone: 'contact' as const };
    const settings = { sendWindow, timeZone: 'America/Sao_Paulo' };
    expect(openingOf(settings, at, null).isOpen).toBe(true);
    expect(openingOf(settings, at, 'XX').isOpen).toBe(true);
    expect(openingOf(settings, at, 'AR').isOpen).toBe(true);
    expect(openingOf(settings, at, 'PT')).toEqual({ isOpen: false, until: Date.parse('2026-11-17T12:00:00Z') });
  });

  it('says why and until when, and looks anew where the clock is set back', () => {
    const times = new OpenTimes({ sendWindow: windowOf('09:00', '20:00'), timeZone: 'America/Sao_Paulo' });
    const night = Date.parse('2026-11-03T02:00:00Z');
    expect(times.closedAt(night)).toEqual({
      code: 'outside_window',
      text: 'Outside the send window, 09:00 to 20:00 in America/Sao_Paulo: it goes on at 2026-11-03T12:00:00.000Z.',
      until: '2026-11-03T12:00:00.000Z',
    });
    expect(times.closedAt(night + DAY / 2)).toBeNull();
    expect(times.closedAt(night - DAY / 2)).toBeNull();
    expect(times.closedAt(night)).not.toBeNull();
  });
});

describe('a campaign with a send window', () => {
  let floor: SmallFloor;

  beforeEach(() => {
    floor = new SmallFloor();
  });
  afterEach(() => floor.close());

  /** Open now, until an hour later. */
  const windowNow = (): SendWindow => {
    const shown = (at: number) => instant(at).slice(11, 16);
    return windowOf(shown(floor.clock.now()), shown(floor.clock.now() + HOUR));
  };

  it('sends nothing while it is closed and says until when, and goes on when it opens', async () => {
    await floor.prepare({
      contacts: 30,
      facts: { throughput: 20 },
      settings: { sendWindow: windowNow(), timeZone: 'UTC' },
    });
    floor.open();
    await floor.start();
    await floor.until(() => floor.calls.length >= 5, 2000);
    floor.clock.setBy(2 * HOUR);
    await floor.pass(300);
    const sent = floor.calls.length;
    await floor.pass(3000);
    expect(floor.calls).toHaveLength(sent);
    const opens = instant(Math.floor((floor.clock.now() + 22 * HOUR) / 60_000) * 60_000);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ code: 'outside_window', until: opens });
    floor.clock.setBy(22 * HOUR);
    await floor.until(() => floor.calls.length === 30, 3000);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
  });

  it('by the clocks of each contact sends where it is the hour, passes over the others, and comes back for them', async () => {
    const at = Date.parse('2026-11-03T11:30:00Z');
    floor.clock.setBy(at - floor.clock.now());
    const countries = ['MX', 'PT', 'AR', undefined] as const;
    const sendWindow = { ...windowOf('09:00', '20:00'), zone: 'contact' as const };
    const settings = { sendWindow, timeZone: 'UTC' };
    await floor.prepare({ contacts: 240, countries, settings });
    floor.open();
    await floor.start();
    // Lisbon is open, the Azores since 10:00; whose country is not known goes by UTC.
    await floor.until(() => floor.calls.length === 120, 60_000);
    await floor.pass(2000);
    const sentTo = async () => {
      const found = new Map<string, number>();
      for (let n = 1; n <= 240; n++) {
        if (!(await floor.story(`person-${n}`)).includes('TemplateSent')) continue;
        const country = countries[(n - 1) % 4] ?? 'none';
        found.set(country, (found.get(country) ?? 0) + 1);
      }
      return Object.fromEntries(found);
    };
    expect(await sentTo()).toEqual({ PT: 60, none: 60 });
    expect(floor.dispatcher.waiting(CAMPAIGN)).toEqual({
      code: 'outside_window',
      text: 'Outside the send window, 09:00 to 20:00 where the contacts are: it goes on at 2026-11-03T12:00:00.000Z.',
      until: '2026-11-03T12:00:00.000Z',
    });
    floor.clock.setBy(HOUR);
    await floor.until(() => floor.calls.length === 180, 60_000);
    expect(await sentTo()).toEqual({ PT: 60, none: 60, AR: 60 });
    expect(floor.dispatcher.waiting(CAMPAIGN)).toMatchObject({ until: '2026-11-03T17:00:00.000Z' });
    floor.clock.setBy(4.5 * HOUR);
    await floor.until(() => floor.calls.length === 240, 60_000);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
  }, 60_000);

  it('lets nobody out who was claimed before it closed', async () => {
    await floor.prepare({ settings: { sendWindow: windowNow(), timeZone: 'UTC' } });
    const accepts = floor.behaviour;
    floor.behaviour = (message, mayWrite) => {
      floor.behaviour = accepts;
      // By less than the time in which a claim may be written.
      floor.clock.setBy(1000);
      return accepts(message, mayWrite);
    };
    floor.clock.setBy(HOUR - (floor.clock.now() % 60_000) - 900);
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).at(-1) === 'SendWithdrawn', 2000);
    await floor.pass(2000);
    expect(await floor.story()).toEqual(['SendAttempted', 'SendWithdrawn']);
    expect(floor.calls).toHaveLength(0);
  });
});
