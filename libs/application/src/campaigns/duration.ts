import { openingOf } from '@arauto/dispatch';
import { type CampaignSettings, type Sender, warmUpAt } from '@arauto/domain';
import type { PreflightBody } from './preflight.body';

const SECOND = 1000;
const DAY = 86_400;
/** Openings that are looked at, of some months; what is left goes on as fast. */
const MOST_OPENINGS = 400;

/**
 * How long the messages take at the slowest of the paces that hold, within the tier: so many new people in a day, or none beyond the first
 * day's where they are not to wait; within the plan of a number that warms up, and the send window.
 * @param begins when it would be started, milliseconds since the epoch
 * @returns null where nothing says how fast the sender is
 */
export function durationOf(
  people: number,
  settings: CampaignSettings,
  sender: Exclude<Sender, { status: 'none' }>,
  begins: number,
): PreflightBody['duration'] {
  const { pace, whenTierIsFull, whenWarmUpIsFull, sendWindow } = settings;
  const limits = [pace?.messagesPerSecond, sender.pace?.messagesPerSecond, sender.facts?.throughput];
  const known = limits.filter((limit) => limit !== undefined);
  if (known.length === 0) return null;
  const messagesPerSecond = Math.min(...known);
  const tier = sender.facts?.tier ?? Infinity;
  const planned = (at: number) => warmUpAt(sender.warmUp, at)?.limit ?? Infinity;
  const messages = Math.min(
    people,
    whenTierIsFull === 'fail' ? tier : Infinity,
    whenWarmUpIsFull === 'fail' ? planned(begins) : Infinity,
  );
  const isEven = !sendWindow && planned(begins) === Infinity;
  const taken = isEven
    ? dayAndNight(messages, messagesPerSecond, tier)
    : dayByDay(messages, messagesPerSecond, (at) => Math.min(tier, planned(at)), begins, settings);
  const seconds = Math.ceil(taken);
  return { seconds, days: Math.ceil(seconds / DAY), messagesPerSecond };
}

function dayAndNight(messages: number, messagesPerSecond: number, tier: number): number {
  const fullDays = Math.max(0, Math.ceil(messages / tier) - 1);
  const lastDay = fullDays === 0 ? messages : messages - fullDays * tier;
  return Math.max(messages / messagesPerSecond, fullDays * DAY + lastDay / messagesPerSecond);
}

/** From the first message on, each day with as many people as it may have. */
function dayByDay(
  messages: number,
  messagesPerSecond: number,
  peopleOf: (at: number) => number,
  begins: number,
  settings: CampaignSettings,
): number {
  let at = begins;
  let first: number | null = null;
  let day = { ends: -Infinity, left: 0 };
  let left = messages;
  for (let n = 0; n < MOST_OPENINGS && left > 0; n++) {
    const { isOpen, until } = openingOf(settings, at);
    if (isOpen) {
      first ??= at;
      if (at >= day.ends) day = { ends: at + DAY * SECOND, left: peopleOf(at) };
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
