import { firstInstantOf, instant, offsetsIn, timeZonesOf } from '@arauto/clock';
import { type CampaignSettings, SEND_DAYS, type SendWindow } from '@arauto/domain';
import type { Waiting } from './floor';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Every day of the week is met, also one whose window is wholly passed over by the clocks. */
const DAYS_AHEAD = 14;

/** Whether messages may leave, and until when that holds; milliseconds since the epoch. */
export interface Opening {
  readonly isOpen: boolean;
  readonly until: number;
}

/**
 * Whether a window is open at an instant. It opens at the first instant at which clocks of the zone show `from` and closes at the first at which they
 * show `to`, whatever is done to them that night: what is shown twice is meant once.
 * @param zone IANA name
 * @param at milliseconds since the epoch
 */
export function openingAt({ from, to, days }: SendWindow, zone: string, at: number): Opening {
  const today = Math.floor((at + offsetsIn(zone)(at)) / DAY) * DAY;
  const [opensAfter, closesAfter] = [minutesOf(from), minutesOf(to)];
  const instantOf = (day: number, minutes: number) => shownFirst(day + minutes * MINUTE, zone);
  let until: number | null = null;
  for (let day = today - DAY; day <= today + DAYS_AHEAD * DAY; day += DAY) {
    if (!days.includes(SEND_DAYS[new Date(day).getUTCDay()]!)) continue;
    const opens = instantOf(day, opensAfter);
    const closes = instantOf(closesAfter > opensAfter ? day : day + DAY, closesAfter);
    if (closes <= Math.max(at, opens)) continue;
    if (until === null && opens > at) return { isOpen: false, until: opens };
    // Days that touch each other are one.
    if (until !== null && opens > until) break;
    until = closes;
  }
  return until === null ? { isOpen: false, until: today + DAYS_AHEAD * DAY } : { isOpen: true, until };
}

/** By zone and time: countries have several zones, and each is asked of the same days again and again. */
const instants = new Map<string, number>();
const INSTANTS_KEPT = 10_000;

/** The first instant at which clocks of a zone show a time, which is given as if they were those of UTC. */
function shownFirst(shown: number, zone: string): number {
  const key = `${zone} ${shown}`;
  let found = instants.get(key);
  if (found === undefined) {
    if (instants.size >= INSTANTS_KEPT) instants.clear();
    found = firstInstantOf(new Date(shown).toISOString().slice(0, 16), zone);
    instants.set(key, found);
  }
  return found;
}

const ALWAYS_OPEN: Opening = { isOpen: true, until: Infinity };

/** The same in all of some zones at once: where one is closed, all are. @param at milliseconds since the epoch */
export function openingInAll(window: SendWindow, zones: readonly string[], at: number): Opening {
  const latest = at + DAYS_AHEAD * DAY;
  let opens = at;
  // Each step leaves out what is closed in some zone; at most a few are needed for a day.
  while (opens < latest) {
    const openings = zones.map((zone) => openingAt(window, zone, opens));
    const closed = openings.filter(({ isOpen }) => !isOpen);
    if (closed.length === 0) {
      return opens === at ? { isOpen: true, until: earliest(openings) } : { isOpen: false, until: opens };
    }
    opens = Math.max(...closed.map(({ until }) => until));
  }
  return { isOpen: false, until: latest };
}

function earliest(openings: readonly Opening[]): number {
  return Math.min(...openings.map(({ until }) => until));
}

/**
 * Whether a campaign may send at an instant, as far as its window goes.
 * @param at milliseconds since the epoch
 * @param country of the contact, which counts where the window is by the clocks of each; null is a contact of whom it is not known, and goes by the campaign's
 */
export function openingOf(
  { sendWindow, timeZone }: Pick<CampaignSettings, 'sendWindow' | 'timeZone'>,
  at: number,
  country: string | null = null,
): Opening {
  if (!sendWindow) return ALWAYS_OPEN;
  const zones = sendWindow.zone === 'contact' && country !== null ? timeZonesOf(country, at) : [];
  return zones.length > 0 ? openingInAll(sendWindow, zones, at) : openingAt(sendWindow, timeZone ?? 'UTC', at);
}

/** After midnight. */
function minutesOf(shown: string): number {
  const [hours = 0, minutes = 0] = shown.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The openings of one window as they come: it is asked before every message, and looks into the calendar once a change. */
export class OpenTimes {
  /** By country; of each as it was asked last. */
  private readonly known = new Map<string | null, Known>();

  constructor(
    private readonly settings: Pick<CampaignSettings, 'sendWindow' | 'timeZone'> & { readonly sendWindow: SendWindow },
  ) {}

  private get zone(): string {
    return this.settings.timeZone ?? 'UTC';
  }

  /** Whether it may be open for some and closed for others. */
  get isOfEach(): boolean {
    return this.settings.sendWindow.zone === 'contact';
  }

  /**
   * Why nothing may leave; null where it may.
   * @param at milliseconds since the epoch
   * @param country of the contact
   */
  closedAt(at: number, country: string | null = null): Waiting | null {
    const known = this.known.get(country);
    // Asked anew also where the wall clock was set back since.
    if (known && at >= known.from && at < known.until) return known.closed;
    const { isOpen, until } = openingOf(this.settings, at, country);
    const closed = isOpen ? null : this.closed(until);
    this.known.set(country, { from: at, until, closed });
    return closed;
  }

  private closed(until: number): Waiting {
    const { from, to } = this.settings.sendWindow;
    const goesOn = instant(until);
    const text = this.isOfEach
      ? `Outside the send window, ${from} to ${to} where the contacts are: it goes on at ${goesOn}.`
      : `Outside the send window, ${from} to ${to} in ${this.zone}: it goes on at ${goesOn}.`;
    return { code: 'outside_window', text, until: goesOn };
  }
}

interface Known {
  readonly from: number;
  readonly until: number;
  readonly closed: Waiting | null;
}
