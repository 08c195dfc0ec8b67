import type { ExpiryCause } from '@arauto/domain';

/** What says of a file how long it may be there. */
interface KeptUntil {
  /** The vault's mark when it was begun. */
  readonly erasures: string | null;
  /** Milliseconds. */
  readonly expiresAt: number | null;
}

/**
 * Why a file that is there should not be any more; undefined where it may be.
 * @param erasures the vault's mark of now: under another than the file was made under, it may hold somebody who is gone
 */
export function whyGone(file: KeptUntil, now: number, erasures: string): ExpiryCause | undefined {
  if (file.erasures !== erasures) return 'erasure';
  return file.expiresAt !== null && now >= file.expiresAt ? 'age' : undefined;
}
