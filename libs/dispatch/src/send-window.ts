import { firstInstantOf, instant, offsetsIn } from '@arauto/clock';
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
  const instantOf = (day: number, minutes: number) =>
    firstInstantOf(new Date(day + minutes * MINUTE).toISOString().slice(0, 16), zone);
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

const ALWAYS_OPEN: Opening = { isOpen: true, until: Infinity };

/** Whether a campaign may send at an instant, as far as its window goes. @param at milliseconds since the epoch */
export function openingOf(
  { sendWindow, timeZone }: Pick<CampaignSettings, 'sendWindow' | 'timeZone'>,
  at: number,
): Opening {
  return sendWindow ? openingAt(sendWindow, timeZone ?? 'UTC', at) : ALWAYS_OPEN;
}

/** After midnight. */
function minutesOf(shown: string): number {
  const [hours = 0, minutes = 0] = shown.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The openings of one window as they come: it is asked before every message, and looks into the calendar once a change. */
export class OpenTimes {
  /** Undefined before it is asked, and where the wall clock was set back since. */
  private known: { readonly from: number; readonly until: number; readonly closed: Waiting | null } | undefined;

  constructor(
    private readonly window: SendWindow,
    private readonly zone: string,
  ) {}

  /** Why nothing may leave; null where it may. @param at milliseconds since the epoch */
  closedAt(at: number): Waiting | null {
    if (this.known && at >= this.known.from && at < this.known.until) return this.known.closed;
    const { isOpen, until } = openingAt(this.window, this.zone, at);
    this.known = { from: at, until, closed: isOpen ? null : this.closed(until) };
    return this.known.closed;
  }

  private closed(until: number): Waiting {
    const { from, to } = this.window;
    const text = `Outside the send window, ${from} to ${to} in ${this.zone}: it goes on at ${instant(until)}.`;
    return { code: 'outside_window', text, until: instant(until) };
  }
}
