/**
 * Stream and type names as SQLite can hold them. The drivers cut text at a NUL character, which would make one stream of
 * two, so NUL is escaped; character by character, so that a prefix of a name stays a prefix.
 */
export function encodeName(name: string): string {
  return ESCAPED.test(name) ? name.replaceAll('\u0010', '\u00101').replaceAll('\0', '\u00100') : name;
}

export function decodeName(stored: string): string {
  return stored.includes('\u0010') ? stored.replaceAll('\u00100', '\0').replaceAll('\u00101', '\u0010') : stored;
}

const ESCAPED = /[\0\u0010]/;

/**
 * A 53-bit hash (cyrb53, public domain, github.com/bryc/code) of a name: as much as a JavaScript number holds exactly. It
 * only narrows the search, names are compared. It is part of the file format: a change is a new schema version.
 */
export function hashName(name: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < name.length; index++) {
    const unit = name.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
