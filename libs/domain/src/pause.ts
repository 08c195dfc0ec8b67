/** The reason of an administrator who gave none. */
export const PAUSED_BY_ADMIN = 'paused_by_admin';

interface Reason {
  readonly reason: string;
  readonly remedy: string | null;
}

/** Why something is paused, and what mends it, of the whole set of reasons; null where there is none. */
export function pauseOf(reasons: readonly Reason[]): {
  readonly reason: string | null;
  readonly remedy: string | null;
} {
  const remedies = [...new Set(reasons.flatMap(({ remedy }) => remedy ?? []))];
  return {
    reason: reasons.length === 0 ? null : reasons.map(({ reason }) => reason).join(', '),
    remedy: remedies.length === 0 ? null : remedies.join(' '),
  };
}
