import type { ExpiryCause, Export } from '@arauto/domain';

/**
 * Why a file that is there should not be any more; undefined where it may be.
 * @param erasures the vault's mark of now: under another than the file was made under, it may hold somebody who is gone
 */
export function whyGone(state: Export, now: number, erasures: string): ExpiryCause | undefined {
  if (state.status !== 'completed') return undefined;
  if (state.erasures !== erasures) return 'erasure';
  return now >= Date.parse(state.expiresAt) ? 'age' : undefined;
}
