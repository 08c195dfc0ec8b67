import type { ErrorPolicy, PolicyClass } from './error-info';

export interface RetryDelay {
  /** Milliseconds from the failure to the next try. */
  readonly delayMs: number;
  /** False when the next try has the same attempt budget: the failure was about our rate or a maintenance window. */
  readonly consumesAttempt: boolean;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const SERVER_DELAYS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE];
const PAIR_TRIES = 4;
const MAINTENANCE_EVERY = 20 * SECOND;
const MAINTENANCE_UNTIL = 5 * MINUTE;
const DAY_DELAYS = [24 * HOUR, 48 * HOUR, 72 * HOUR];
const LONGEST_THROTTLE = 60 * SECOND;

/**
 * When to try again after a failure, or null when the class never tries again by itself or its plan is used up; then
 * `policy.then` holds. That a pair waits 4^n seconds (131056) and a marketing cap a day at least (131049)
 * is Meta's advice; the other times are ours.
 * @param attempt how many failures of this class the contact has had in a row, this one included: 1, 2, 3 …
 * @param fraction chance in [0, 1) for the jitter
 * @param scale of the campaign's retry policy; 1 is real time
 */
export function retryDelay(policy: ErrorPolicy, attempt: number, fraction: number, scale = 1): RetryDelay | null {
  if (policy.retries !== undefined && attempt > policy.retries) return null;
  const delay = baseDelay(policy, attempt, fraction);
  return delay === null
    ? null
    : { delayMs: Math.round(delay * scale), consumesAttempt: !COSTS_NOTHING.has(policy.class) };
}

const COSTS_NOTHING: ReadonlySet<PolicyClass> = new Set<PolicyClass>(['throttle', 'maintenance']);

function baseDelay(policy: ErrorPolicy, attempt: number, fraction: number): number | null {
  switch (policy.class) {
    case 'server': {
      const delay = SERVER_DELAYS[attempt - 1];
      return delay === undefined ? null : jitter(policy.delayMs ?? delay, fraction);
    }
    case 'throttle':
      // No longer plan than a minute each, for ever: the deadline of the campaign ends it, not a count.
      return jitter(Math.max(policy.delayMs ?? 0, Math.min(LONGEST_THROTTLE, SECOND * 2 ** (attempt - 1))), fraction);
    case 'pair':
      return attempt > PAIR_TRIES ? null : SECOND * 4 ** (attempt - 1);
    case 'maintenance': {
      const every = policy.delayMs ?? MAINTENANCE_EVERY;
      return attempt * every > MAINTENANCE_UNTIL ? null : every;
    }
    case 'day':
      return DAY_DELAYS[attempt - 1] ?? null;
    case 'never':
    case 'suppress':
    case 'wait':
    case 'pause_campaign':
    case 'pause_number':
    case 'pause_account':
    case 'session':
    case 'unknown':
      return null;
  }
}

/** ±20 %, so that what failed together does not come back together. */
function jitter(delay: number, fraction: number): number {
  return delay * (0.8 + 0.4 * fraction);
}
