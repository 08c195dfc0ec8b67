/**
 * How an account stands with the platform: topics that are independent of each other, and what can be said about each, from the most lenient
 * word to the strictest. Of each topic the newest word counts.
 */
export const STANDINGS = {
  ban: ['reinstated', 'scheduled_for_disable', 'disabled'],
  restriction: ['restricted'],
  utility: ['utility_restricted'],
  violation: ['violated'],
  connection: ['reconnected', 'offboarded'],
  deletion: ['deleted'],
} as const;

export type StandingTopic = keyof typeof STANDINGS;
export type StandingWord = (typeof STANDINGS)[StandingTopic][number];

export const STANDING_TOPICS = Object.keys(STANDINGS) as StandingTopic[];
export const STANDING_WORDS: StandingWord[] = Object.values(STANDINGS).flat();

export function strictnessOfStanding(word: StandingWord): number {
  return STANDING_WORDS.indexOf(word);
}

/** From the best number to the worst. Nobody knows how good an unknown one is, so it is better than a bad one and worse than a good one. */
export const QUALITIES = ['GREEN', 'UNKNOWN', 'YELLOW', 'RED'] as const;

export type Quality = (typeof QUALITIES)[number];

export function strictnessOfQuality(quality: Quality): number {
  return QUALITIES.indexOf(quality);
}

/** Whether the platform thinks badly of a number, and did not before; null where nobody knows. */
export function hasSunk(before: Quality | null, now: Quality | null): now is Quality {
  const isBad = now !== null && strictnessOfQuality(now) > strictnessOfQuality('UNKNOWN');
  return isBad && strictnessOfQuality(now) > strictnessOfQuality(before ?? 'UNKNOWN');
}

/** The lower a limit, the stricter; null is none. */
export function strictnessOfLimit(limit: number | null): number {
  return limit === null ? -Infinity : -limit;
}
