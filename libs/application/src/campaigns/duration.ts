import { type Opening, openingAt } from '@arauto/dispatch';
import type { CampaignSettings, Sender } from '@arauto/domain';
import type { PreflightBody } from './preflight.body';

const SECOND = 1000;
const DAY = 86_400;
/** Openings that are looked at, of some months; what is left goes on as fast. */
const MOST_OPENINGS = 400;

/**
 * How long the messages take at the slowest of the paces that hold, within the tier: so many new people in a day, or none beyond the first
 * day's where they are not to wait; and within the send window.
 * @param begins when it would be started, milliseconds since the epoch
 * @returns null where nothing says how fast the sender is
 */
export function durationOf(
  people: number,
  { pace, whenTierIsFull, sendWindow, timeZone }: CampaignSettings,
  sender: Exclude<Sender, { status: 'none' }>,
  begins: number,
): PreflightBody['duration'] {
  const limits = [pace?.messagesPerSecond, sender.pace?.messagesPerSecond, sender.facts?.throughput];
  const known = limits.filter((limit) => limit !== undefined);
  if (known.length === 0) return null;
  const messagesPerSecond = Math.min(...known);
  const tier = sender.facts?.tier ?? Infinity;
  const messages = whenTierIsFull === 'fail' ? Math.min(people, tier) : people;
  const taken = sendWindow
    ? throughWindow(messages, messagesPerSecond, tier, begins, (at) => openingAt(sendWindow, timeZone ?? 'UTC', at))
    : dayAndNight(messages, messagesPerSecond, tier);
  const seconds = Math.ceil(taken);
  return { seconds, days: Math.ceil(seconds / DAY), messagesPerSecond };
}

function dayAndNight(messages: number, messagesPerSecond: number, tier: number): number {
  const fullDays = Math.max(0, Math.ceil(messages / tier) - 1);
  const lastDay = fullDays === 0 ? messages : messages - fullDays * tier;
  return Math.max(messages / messagesPerSecond, fullDays * DAY + lastDay / messagesPerSecond);
}

/** Day by day from the first message on, each with its share of the tier. */
function throughWindow(
  messages: number,
  messagesPerSecond: number,
  tier: number,
  begins: number,
  openingOf: (at: number) => Opening,
): number {
  let at = begins;
  let first: number | null = null;
  let day = { ends: -Infinity, left: 0 };
  let left = messages;
  for (let n = 0; n < MOST_OPENINGS && left > 0; n++) {
    const { isOpen, until } = openingOf(at);
    if (isOpen) {
      first ??= at;
      if (at >= day.ends) day = { ends: at + DAY * SECOND, left: tier };
      const closes = Math.min(until, day.ends);
      const sent = Math.min(left, day.left, ((closes - at) / SECOND) * messagesPerSecond);
      left -= sent;
      day.left -= sent;
      at = left > 0 ? closes : at + (sent / messagesPerSecond) * SECOND;
    } else {
      at = until;
    }
  }
  const taken = (at - (first ?? at)) / SECOND;
  return left > 0 ? taken * (messages / (messages - left)) : taken;
}
