/** Half a second, doubled up to fifteen. */
const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before the nth try, milliseconds.
 * @param chance from 0 to 1: browsers that lost an engine together should not come back to it together
 */
export function waitBefore(nth: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (nth - 1));
  return Math.round(full * (0.5 + chance / 2));
}
