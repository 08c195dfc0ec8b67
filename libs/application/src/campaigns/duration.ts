import { type Opening, openingOf } from '@arauto/dispatch';
import { type CampaignSettings, type KnownSender, warmUpAt } from '@arauto/domain';
import type { CampaignNumber } from './campaign-numbers';
import type { PreflightBody } from './preflight.body';

const SECOND = 1000;
const DAY = 86_400;
/** Openings that are looked at, of some months; what is left goes on as fast. */
const MOST_OPENINGS = 400;

/**
 * How long it takes until the last of the numbers has sent to its share of the persons.
 * @param numbers of one portfolio have its tier together: each has its part of it
 * @param begins when it would be started, milliseconds since the epoch
 * @param country of the people, where their clocks count
 * @returns null where nothing says how fast any of them is
 */
export function durationOf(
  people: number,
  settings: CampaignSettings,
  numbers: readonly CampaignNumber[],
  begins: number,
  country: string | null = null,
): PreflightBody['duration'] {
  const each = numbers.flatMap(({ sender, share }) => {
    if (!sender) return [];
    const ofPortfolio = numbers.filter((other) => other.sender?.portfolioId === sender.portfolioId);
    const partOfTier = share / ofPortfolio.reduce((sum, other) => sum + other.share, 0);
    const pace = settings.pace && { messagesPerSecond: settings.pace.messagesPerSecond * share };
    return durationAt(people * share, { ...settings, pace }, sender, { partOfTier, begins, country }) ?? [];
  });
  if (each.length === 0) return null;
  const seconds = Math.max(...each.map((one) => one.seconds));
  const messagesPerSecond = each.reduce((sum, one) => sum + one.messagesPerSecond, 0);
  return { seconds, days: Math.ceil(seconds / DAY), messagesPerSecond };
}

/**
 * How long the messages of one number take at the slowest of the paces that hold, within the tier: so many new people in a day, or none beyond the first
 * day's where they are not to wait; within the plan of a number that warms up, and the send window.
 * @param at `partOfTier` of its portfolio's
 * @returns null where nothing says how fast the sender is
 */
function durationAt(
  people: number,
  settings: CampaignSettings,
  sender: KnownSender,
  {
    partOfTier,
    begins,
    country,
  }: { readonly partOfTier: number; readonly begins: number; readonly country: string | null },
): { readonly seconds: number; readonly messagesPerSecond: number } | null {
  const { pace, whenTierIsFull, whenWarmUpIsFull, sendWindow } = settings;
  const limits = [pace?.messagesPerSecond, sender.pace?.messagesPerSecond, sender.facts?.throughput];
  const known = limits.filter((limit) => limit !== undefined);
  if (known.length === 0) return null;
  const messagesPerSecond = Math.min(...known);
  const tier = (sender.facts?.tier ?? Infinity) * partOfTier;
  const planned = (at: number) => warmUpAt(sender.warmUp, at)?.limit ?? Infinity;
  const messages = Math.min(
    people,
    whenTierIsFull === 'fail' ? tier : Infinity,
    whenWarmUpIsFull === 'fail' ? planned(begins) : Infinity,
  );
  const isEven = !sendWindow && planned(begins) === Infinity;
  const taken = isEven
    ? dayAndNight(messages, messagesPerSecond, tier)
    : dayByDay(
        messages,
        messagesPerSecond,
        (at) => Math.min(tier, planned(at)),
        begins,
        (at) => openingOf(settings, at, country),
      );
  return { seconds: Math.ceil(taken), messagesPerSecond };
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
  openingAt: (at: number) => Opening,
): number {
  let at = begins;
  let first: number | null = null;
  let day = { ends: -Infinity, left: 0 };
  let left = messages;
  for (let n = 0; n < MOST_OPENINGS && left > 0; n++) {
    const { isOpen, until } = openingAt(at);
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
