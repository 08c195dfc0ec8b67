import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { SecretError } from '@arauto/privacy';
import { keepFile, readIfThere } from './files/small-files';

/** As many characters as `ARAUTO_SECRET` must have: what is shorter was not written to its end. */
const SHORTEST = 32;

/**
 * The configured secret, else the data folder's own, made at the first start and readable by its owner alone.
 * @param sealed whether the vault holds anything that only the right secret opens
 * @throws SecretError when the folder's own is gone though it is needed; the system's error when it cannot be read or kept
 */
export function secretOf(configured: string | null, dataDirectory: string, sealed: boolean): string {
  if (configured !== null) return configured;
  const path = join(dataDirectory, 'secret.key');
  const kept = readIfThere(path)?.trim() ?? '';
  if (kept.length >= SHORTEST || (sealed && kept !== '')) return kept;
  if (sealed) {
    const remedy = 'Put the file back from a backup, or set ARAUTO_SECRET to what was in it';
    throw new SecretError('damaged', `${path} is missing or empty, and nothing else opens what it sealed. ${remedy}.`);
  }
  const secret = randomBytes(32).toString('base64url');
  keepFile(path, `${secret}\n`);
  return secret;
}
