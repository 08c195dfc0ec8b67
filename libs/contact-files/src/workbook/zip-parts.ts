import { pipeline, Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { ContactFileError } from '../contact-file-error';
import { damaged, tooLarge } from './damage';
import type { RangedBytes } from './ranged-bytes';

/** A workbook has some dozens, and one for each picture in it. */
const MOST_ENTRIES = 10_000;
/** Deflate makes a thousandth of zeros; the XML of sheets gets some ten times smaller, of the dullest sheets a hundred times. */
const MOST_RATIO = 250;
/** What is smaller may be as dull as it likes. */
const ALWAYS_FINE = 8 * 1024 * 1024;

const STORED = 0;
const DEFLATED = 8;
/** Of what is unpacked, bytes. */
const PIECE = 128 * 1024;

/**
 * The parts of a workbook by their names, which are compared as OPC has it: whatever their case. A name that would lead out of a folder is
 * one that nobody asks for.
 */
export class ZipParts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly reader: SourceReader,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws ContactFileError; whatever `source` throws */
  static async open(source: RangedBytes): Promise<ZipParts> {
    const reader = new SourceReader(source);
    return reader.telling(async () => {
      const options = { lazyEntries: true, autoClose: false, decodeStrings: false };
      const zip = await fromRandomAccessReaderPromise(reader, source.size, options);
      if (zip.entryCount > MOST_ENTRIES) throw tooLarge();
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        const name = keyOf(entry.fileNameRaw.toString());
        // Of two parts of one name each program would take another.
        if (entries.has(name)) throw damaged();
        entries.set(name, entry);
      }
      return new ZipParts(zip, reader, entries);
    });
  }

  has(name: string): boolean {
    return this.entries.has(keyOf(name));
  }

  some(test: RegExp): boolean {
    return [...this.entries.keys()].some((name) => test.test(name));
  }

  /**
   * The text of a part, in pieces of any size. At its end it is known to be what was packed.
   * @param mostBytes unpacked
   * @throws ContactFileError; whatever the source throws
   */
  async *text(name: string, mostBytes: number): AsyncGenerator<string> {
    const entry = this.entries.get(keyOf(name));
    if (!entry) throw damaged();
    if (entry.isEncrypted()) throw locked();
    const { compressedSize, uncompressedSize } = entry;
    if (uncompressedSize > mostBytes) throw tooLarge();
    if (uncompressedSize > ALWAYS_FINE && uncompressedSize > compressedSize * MOST_RATIO) throw tooLarge();
    let sum = 0;
    let bytes = 0;
    const decoder = new StringDecoder('utf8');
    const stream = await this.unpacking(entry);
    try {
      const chunks = stream.iterator({ destroyOnReturn: true }) as AsyncIterator<Buffer>;
      for (;;) {
        const next = await this.reader.telling(() => chunks.next());
        if (next.done) break;
        bytes += next.value.byteLength;
        // What is said of it before it is unpacked, its bounds too, is not believed.
        if (bytes > uncompressedSize) throw damaged();
        sum = crc32(next.value, sum);
        const text = decoder.write(next.value);
        if (text !== '') yield text;
      }
    } finally {
      stream.destroy();
    }
    if (bytes !== uncompressedSize || sum !== entry.crc32) throw damaged();
    const rest = decoder.end();
    if (rest !== '') yield rest;
  }

  /** With pieces of its own size: those of yauzl's are small, and each costs a way to another thread and back. */
  private async unpacking(entry: Entry): Promise<Readable> {
    const { compressionMethod } = entry;
    if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw damaged();
    const packed = await this.reader.telling(() => this.zip.openReadStreamPromise(entry, { decodeFileData: false }));
    if (compressionMethod === STORED) return packed;
    const inflating = createInflateRaw({ chunkSize: PIECE });
    // Whichever of the two fails or ends first ends the other.
    pipeline(packed, inflating, () => undefined);
    return inflating;
  }
}

export function locked(): ContactFileError {
  return new ContactFileError(
    'workbook_locked',
    'The workbook is protected by a password. Save it without one, or its sheet as CSV, and upload that.',
  );
}

/** Some programs write `\` between folders, and a `/` before the first. */
function keyOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** What is read at once where little is asked for: the directory is asked for entry by entry. */
const BLOCK = 64 * 1024;

/** Of what goes wrong below, it knows what was the fault of the file's keeper and not of the file. */
class SourceReader extends RandomAccessReader {
  private failure: { readonly error: unknown } | undefined;
  private block = { from: 0, bytes: Buffer.alloc(0) };

  constructor(private readonly source: RangedBytes) {
    super();
  }

  override _readStreamForRange(from: number, to: number): Readable {
    return Readable.from(this.remembering({ from, to }), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.bytesAt(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(null);
      },
      (error: Error) => callback(error),
    );
  }

  private async bytesAt(from: number, length: number): Promise<Buffer> {
    const { block, source } = this;
    if (from < block.from || from + length > block.from + block.bytes.length) {
      const range = { from, to: Math.min(source.size, from + Math.max(length, BLOCK)) };
      const pieces: Uint8Array[] = [];
      for await (const piece of this.remembering(range)) pieces.push(piece);
      this.block = { from, bytes: Buffer.concat(pieces) };
    }
    const at = from - this.block.from;
    const bytes = this.block.bytes.subarray(at, at + length);
    if (bytes.length < length) throw damaged();
    return bytes;
  }

  /** @throws ContactFileError for a zip that cannot be read; what the source threw, if it did */
  async telling<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (this.failure) throw this.failure.error;
      throw error instanceof ContactFileError ? error : damaged();
    }
  }

  private async *remembering(range: { readonly from: number; readonly to: number }): AsyncGenerator<Uint8Array> {
    try {
      yield* this.source.open(range);
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
