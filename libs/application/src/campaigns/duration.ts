import type { CampaignSettings, Sender } from '@arauto/domain';
import type { PreflightBody } from './preflight.body';

const DAY = 86_400;

/**
 * How long the messages take at the slowest of the paces that hold, and within the tier: so many new people in a day, or none beyond the first
 * day's where they are not to wait.
 * Null where nothing says how fast the sender is.
 */
export function durationOf(
  people: number,
  { pace, whenTierIsFull }: CampaignSettings,
  sender: Exclude<Sender, { status: 'none' }>,
): PreflightBody['duration'] {
  const limits = [pace?.messagesPerSecond, sender.pace?.messagesPerSecond, sender.facts?.throughput];
  const known = limits.filter((limit) => limit !== undefined);
  if (known.length === 0) return null;
  const messagesPerSecond = Math.min(...known);
  const tier = sender.facts?.tier ?? null;
  const messages = tier !== null && whenTierIsFull === 'fail' ? Math.min(people, tier) : people;
  const fullDays = tier === null || messages === 0 ? 0 : Math.ceil(messages / tier) - 1;
  const lastDay = messages - fullDays * (tier ?? 0);
  const byTier = fullDays * DAY + lastDay / messagesPerSecond;
  const seconds = Math.ceil(Math.max(messages / messagesPerSecond, byTier));
  return { seconds, days: Math.ceil(seconds / DAY), messagesPerSecond };
}
