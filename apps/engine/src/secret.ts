import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The configured secret, else the data folder's own, made at the first start and readable by its owner alone. */
export function secretOf(configured: string | null, dataDirectory: string): string {
  if (configured !== null) return configured;
  const path = join(dataDirectory, 'secret.key');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(path, `${secret}\n`, { mode: 0o600, flush: true });
  return secret;
}
