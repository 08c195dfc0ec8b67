import type { FrozenTemplate } from '../campaign/campaign.events';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Seconds: the platform's longest, and what holds where nothing shorter does. */
const LONGEST = 30 * 24 * HOUR;
/** Seconds: of a code, where nothing is set. */
const OF_A_CODE = 10 * MINUTE;
/** Seconds: the longest that can be set where the platform counts in minutes and hours. */
const SHORT = 12 * HOUR;

type WithTtl = Pick<FrozenTemplate, 'category' | 'messageSendTtlSeconds'>;

/**
 * For how many seconds the platform tries to deliver a message of the template. What is set for marketing holds in its Marketing Messages API
 * only, which nothing is sent with here. Source: Meta, *Time-to-live*.
 */
export function timeToLiveOf({ category, messageSendTtlSeconds: set }: WithTtl): number {
  if (category === 'MARKETING' || set === -1) return LONGEST;
  return set ?? (category === 'AUTHENTICATION' ? OF_A_CODE : LONGEST);
}

/**
 * Seconds after its acceptance when a message without a delivery is taken for lost: the platform says nothing where its time is over, so that a
 * margin is waited for what was delivered in time and told late; and nobody waits longer than the campaign does.
 */
export function deliveryWait(template: WithTtl | null, reportingHorizonSeconds: number): number {
  if (!template) return reportingHorizonSeconds;
  const ttl = timeToLiveOf(template);
  return Math.min(ttl + (ttl > SHORT ? HOUR : 5 * MINUTE), reportingHorizonSeconds);
}
