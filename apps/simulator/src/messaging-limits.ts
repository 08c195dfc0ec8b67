/** Names of messaging limits and what they allow (platform reference, 1.7 and 4.2). */
const tiers: Readonly<Record<string, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1000,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: Infinity,
};

/** Users per rolling 24 h that a tier name, a number, or -1 (unlimited) stands for; undefined when it is none of them. */
export function messagingLimit(tier: unknown): number | undefined {
  if (typeof tier === 'number') {
    if (tier === -1) return Infinity;
    return Number.isInteger(tier) && tier > 0 ? tier : undefined;
  }
  return typeof tier === 'string' && Object.hasOwn(tiers, tier) ? tiers[tier] : undefined;
}

/** The tier's name; a limit between tiers has the next lower one's. */
export function tierName(limit: number): string {
  const fitting = Object.entries(tiers).filter(([, users]) => users <= limit);
  return fitting.at(-1)?.[0] ?? 'TIER_50';
}

export const tierNames = Object.keys(tiers);
