import { createHash, type Hash } from 'node:crypto';

/** A UUID (version 5 by its bits) that the same parts always give: for what a repeat must not make twice. */
export function namedId(...parts: readonly string[]): string {
  return ofVersion5(createHash('sha1').update(`arauto:${parts.join('\n')}`));
}

/** A name-based UUID (version 5, RFC 9562): the same namespace and name give the same id. */
export function uuidV5(namespace: string, name: string): string {
  return ofVersion5(
    createHash('sha1')
      .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
      .update(name),
  );
}

function ofVersion5(hash: Hash): string {
  const raw = hash.digest();
  raw[6] = (raw[6]! & 0x0f) | 0x50;
  raw[8] = (raw[8]! & 0x3f) | 0x80;
  return raw.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
