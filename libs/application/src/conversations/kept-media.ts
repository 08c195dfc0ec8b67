import { pipeline, Readable, Transform } from 'node:stream';
import { Refusal } from '@arauto/domain';
import type { StoredEntry, Vault } from '@arauto/privacy';
import type { MediaFile } from '@arauto/whatsapp';

/** Bytes of a file in one entry of the vault. */
const PART = 64 * 1024;
/** Parts that are read at once. */
const READ_AT_ONCE = 4;

/** The last entry of a file that was kept whole, put when all parts are there. */
interface Whole {
  readonly mimeType: string | null;
  readonly bytes: number;
  readonly parts: number;
}

/** Of whom and of what a file is. */
export interface MediaOwner {
  /** Vault ref of the message as it was edited last. */
  readonly ref: string;
  /** Null where nobody would erase it. */
  readonly person: string | null;
}

/**
 * Files of persons in the vault, in parts: of a person, so that they are erased with it. One that did not come whole is as none; its parts are
 * overwritten when it is fetched again.
 */
export class KeptMedia {
  /**
   * @param keeps whether files are kept (`ARAUTO_KEEP_MEDIA`); one that was kept is read in any case
   * @param failed told why one could not be kept: whoever reads it gets it all the same
   */
  constructor(
    private readonly vault: Vault,
    private readonly keeps: boolean,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Undefined where it was not kept whole. */
  async find({ ref }: MediaOwner): Promise<MediaFile | undefined> {
    const [entry] = await this.vault.getMany([wholeRef(ref)], () => undefined);
    if (!entry) return undefined;
    const { mimeType, bytes, parts } = entry.data as Whole;
    return { mimeType, bytes, content: Readable.from(this.read(ref, parts), { objectMode: false }) };
  }

  /** Hands a file on as it comes, and keeps it meanwhile, where files are kept. */
  keep(owner: MediaOwner, file: MediaFile): MediaFile {
    const { ref, person } = owner;
    if (!this.keeps || person === null) return file;
    const keeping = new Keeping(this.vault, ref, person, this.failed);
    let last: Buffer | undefined;
    // The last piece waits until the file is kept: whoever has all of it, and asks again, finds it here.
    const passing = new Transform({
      transform(chunk: Buffer, _, passed) {
        const before = last;
        last = chunk;
        void keeping.take(chunk).then(() => passed(null, before));
      },
      flush: (ended) => void keeping.end(file.mimeType).then(() => ended(null, last)),
    });
    // Whoever reads it is told all the same; a failure before that must not end the process.
    passing.on('error', () => undefined);
    const content = pipeline(file.content, passing, () => void keeping.close());
    return { ...file, content };
  }

  private async *read(ref: string, parts: number): AsyncGenerator<Buffer> {
    for (let from = 0; from < parts; from += READ_AT_ONCE) {
      const count = Math.min(READ_AT_ONCE, parts - from);
      const found = await this.vault.getMany(Array.from({ length: count }, (_, n) => partRef(ref, from + n)));
      for (const entry of found) yield bytesIn(entry);
    }
  }
}

/** A file on its way into the vault. */
class Keeping {
  private readonly pieces: Buffer[] = [];
  private waiting = 0;
  private bytes = 0;
  private parts = 0;
  private broken = false;
  private putting: Promise<void> = Promise.resolve();

  constructor(
    private readonly vault: Vault,
    private readonly ref: string,
    private readonly person: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  async take(chunk: Buffer): Promise<void> {
    if (this.broken) return;
    this.pieces.push(chunk);
    this.waiting += chunk.length;
    this.bytes += chunk.length;
    while (this.waiting >= PART && !this.broken) await this.putPart(PART);
  }

  async end(mimeType: string | null): Promise<void> {
    while (this.waiting > 0 && !this.broken) await this.putPart(Math.min(PART, this.waiting));
    const { bytes, parts } = this;
    if (!this.broken) await this.put(wholeRef(this.ref), { mimeType, bytes, parts } satisfies Whole);
  }

  /** Whether all of it came or not: what was put after its person was erased goes, too, and nothing that came of the person since. */
  async close(): Promise<void> {
    this.broken = true;
    await this.putting;
    try {
      const [message] = await this.vault.getMany([this.ref]);
      if (message !== undefined) return;
      const parts = Array.from({ length: this.parts }, (_, part) => partRef(this.ref, part));
      await this.vault.remove([...parts, wholeRef(this.ref)]);
    } catch (error) {
      this.failed(error);
    }
  }

  private async putPart(length: number): Promise<void> {
    const all = Buffer.concat(this.pieces);
    this.pieces.splice(0, Infinity, all.subarray(length));
    this.waiting -= length;
    await this.put(partRef(this.ref, this.parts++), all.toString('base64', 0, length));
  }

  private put(ref: string, data: unknown): Promise<void> {
    const entry = { ref, kind: 'media', person: this.person, campaign: null, data } as const;
    this.putting = this.vault.put([entry]).catch((error: unknown) => {
      this.broken = true;
      this.failed(error);
    });
    return this.putting;
  }
}

function wholeRef(ref: string): string {
  return `${ref}.media`;
}

function partRef(ref: string, part: number): string {
  return `${ref}.media.${part}`;
}

/** @throws Refusal `not_found` where it is gone: its person was erased while it was read */
function bytesIn(entry: StoredEntry | undefined): Buffer {
  if (!entry) throw new Refusal('not_found', 'What the person sent was erased.');
  return Buffer.from(entry.data as string, 'base64');
}
