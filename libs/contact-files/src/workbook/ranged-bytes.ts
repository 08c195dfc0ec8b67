import type { ByteRange } from '../kept-files';

/** A file that can be read from anywhere: the directory of a zip stands at its end. */
export interface RangedBytes {
  readonly size: number;
  /** The bytes of a range; opened by the first pull. @throws errors of wherever it lies */
  open(range: ByteRange): AsyncIterable<Uint8Array>;
}
