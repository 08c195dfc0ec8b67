import { createHash } from 'node:crypto';

/** A UUID (version 5 by its bits) that the same parts always give: for what a repeat must not make twice. */
export function namedId(...parts: readonly string[]): string {
  const raw = createHash('sha1')
    .update(`arauto:${parts.join('\n')}`)
    .digest()
    .subarray(0, 16);
  raw[6] = (raw[6]! & 0x0f) | 0x50;
  raw[8] = (raw[8]! & 0x3f) | 0x80;
  return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
