/** A part of the streams: that of `index` among `of`, which together are all. */
export interface Lane {
  readonly index: number;
  readonly of: number;
}

/** The 64 characters of base64url, in the order of their values (RFC 4648, section 5). */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/**
 * The lane of a stream among `of`. Streams of contacts end in a key of 128 bits as 22 characters of base64url: of the last one only four values
 * occur, so that the one before it decides, which is uniform. Names that end otherwise are in lane 0.
 */
export function laneOf(stream: string, of: number): number {
  const value = valueAt(stream, stream.length - 2);
  return value < 0 || valueAt(stream, stream.length - 1) < 0 ? 0 : value % of;
}

function valueAt(stream: string, index: number): number {
  return VALUES[stream.charCodeAt(index)] ?? -1;
}
