import { BadId } from '../values';

/**
 * 47 bits of a hash of a document's id: SQLite keeps that in six bytes. Equal ids have equal hashes on every machine and for
 * ever, because the hash is the tie-breaker of every order: a page must go on where it stopped after a rebuild, too. Two ids
 * may share a hash (about one pair in five million documents), so whoever finds by it compares the id as well.
 * The mixing is cyrb53's (https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js, public domain).
 * @throws BadId for an empty id, or one SQLite could not give back as it was (NUL, half a surrogate pair)
 */
export function hashId(id: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i);
    if (unit === 0) throw new BadId('a document id must not hold a NUL character');
    if ((unit & 0xf800) === 0xd800) checkPair(id, i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  if (id.length === 0) throw new BadId('a document id must not be empty');
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b & 0x7fff) * 0x1_0000_0000 + (a >>> 0);
}

function checkPair(id: string, at: number): void {
  const isHigh = id.charCodeAt(at) < 0xdc00;
  const other = id.charCodeAt(isHigh ? at + 1 : at - 1);
  const isPair = isHigh ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff;
  if (!isPair) throw new BadId('a document id must be well-formed Unicode');
}
