import type { Clock, Random } from '@arauto/clock';
import { type Sealed, SealingKey } from '@arauto/privacy';
import { Binary, type Collection, type Filter, type MongoClient, MongoServerError } from 'mongodb';
import { type ByteRange, FileMissing, type KeptFile, type KeptFiles, StorageFull } from '../kept-files';
import { CHUNK_BYTES, openChunk, pieces, PLAIN_BYTES, sealChunk } from './sealed-chunks';

/** Where sealed files lie, and what with. */
export interface SealedFilesOptions {
  /** Of `connectMongo`; whoever opened it closes it. */
  readonly client: MongoClient;
  /** The name of a database. */
  readonly database: string;
  /** ARAUTO_SECRET */
  readonly secret: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** What is kept together: collections of one name, and keys under one label. */
export interface FilesKind {
  readonly collection: string;
  /** Their keys are sealed under it: with another they cannot be opened any more. */
  readonly label: string;
}

/** As GridFS has it. One name has two while it is kept again. */
export interface FileDocument {
  readonly _id: string;
  readonly filename: string;
  /** Of all chunks so far. */
  readonly length: number;
  readonly chunkSize: number;
  /** When the last chunk came. */
  readonly uploadDate: Date;
  readonly metadata: {
    /** Whose it is, where that counts for something. */
    readonly subaccountId?: string;
    readonly key: Sealed;
    /** Of the file itself, so far. */
    readonly bytes: number;
    readonly chunks: number;
    readonly isWhole: boolean;
  };
}

interface ChunkDocument {
  readonly files_id: string;
  readonly n: number;
  readonly data: Binary;
}

/** Of whom a file is, and whether so much of it may lie there: asked before each chunk is written. */
export interface Owner {
  readonly subaccountId: string;
  assertRoom(bytes: number): Promise<void>;
}

/** Who has not sent a chunk for so long is not there any more, or will be told that the file is not. Milliseconds. */
const GIVEN_UP_AFTER = 3600 * 1000;
/** `OutOfDiskSpace` (mongo/src/mongo/base/error_codes.yml, 6.0). */
const OUT_OF_DISK_SPACE = 14_031;

/**
 * Files in GridFS (collections `{collection}.files` and `.chunks`), for any number of processes. Each is encrypted here under a key of its own,
 * which is kept beside it, sealed, and goes first: see the README of this lib for what stays of a file that was discarded.
 * @throws errors of the driver
 */
export async function openSealedFiles(kind: FilesKind, options: SealedFilesOptions): Promise<SealedFiles> {
  const db = options.client.db(options.database);
  const files = db.collection<FileDocument>(`${kind.collection}.files`);
  const chunks = db.collection<ChunkDocument>(`${kind.collection}.chunks`);
  await Promise.all([
    files.createIndex({ filename: 1, uploadDate: 1, _id: 1 }),
    chunks.createIndex({ files_id: 1, n: 1 }, { unique: true }),
  ]);
  const opened = new SealedFiles(files, chunks, kind.label, new SealingKey(options.secret), options);
  await opened.sweep();
  return opened;
}

export class SealedFiles implements KeptFiles {
  constructor(
    readonly files: Collection<FileDocument>,
    private readonly chunks: Collection<ChunkDocument>,
    private readonly label: string,
    private readonly sealing: SealingKey,
    private readonly options: Pick<SealedFilesOptions, 'clock' | 'random'>,
  ) {}

  /** @param owner whose quota it counts for; nobody's where it is left out */
  async keep(name: string, content: AsyncIterable<Uint8Array>, owner?: Owner): Promise<{ readonly bytes: number }> {
    const id = this.options.random.id();
    try {
      const bytes = await this.write(id, name, content, owner);
      await this.removeAll({ filename: name, _id: { $ne: id } });
      return { bytes };
    } catch (error) {
      // Where that fails too, a sweep finds it.
      await this.remove(id).catch(() => undefined);
      throw isNoSpace(error) ? new StorageFull({ cause: error }) : error;
    }
  }

  async *open(name: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const options = { sort: { uploadDate: -1, _id: -1 } } as const;
    const file = await this.files.findOne({ filename: name, 'metadata.isWhole': true }, options);
    if (!file) throw new FileMissing(name);
    const { chunks, bytes, key: sealed } = file.metadata;
    const key = this.sealing.open(this.labelOf(file._id), sealed);
    const { from, to } = range ?? { from: 0, to: bytes };
    // Each by itself: a cursor that waits for a reader for 10 minutes is gone, and so is one whose primary is.
    for (let n = Math.floor(from / PLAIN_BYTES); n < chunks && n * PLAIN_BYTES < Math.max(to, 1); n++) {
      const chunk = await this.chunks.findOne({ files_id: file._id, n });
      if (!chunk) throw new FileMissing(name);
      const plain = openChunk(key, { fileId: file._id, n, isLast: n === chunks - 1 }, chunk.data.value());
      const at = n * PLAIN_BYTES;
      yield plain.subarray(Math.max(0, from - at), to - at);
    }
  }

  async list(): Promise<readonly KeptFile[]> {
    await this.sweep();
    const options = { projection: { filename: 1, uploadDate: 1 }, sort: { uploadDate: 1, _id: 1 } } as const;
    const whole = await this.files.find({ 'metadata.isWhole': true }, options).toArray();
    const newest = new Map(whole.map(({ filename, uploadDate }) => [filename, uploadDate.getTime()]));
    return [...newest].map(([name, storedAt]) => ({ name, storedAt }));
  }

  async discard(name: string): Promise<void> {
    await this.removeAll({ filename: name });
  }

  /** Removes what processes left that died while they kept a file, or removed one. */
  async sweep(): Promise<void> {
    const before = new Date(this.options.clock.now() - GIVEN_UP_AFTER);
    await this.removeAll({ 'metadata.isWhole': false, uploadDate: { $lt: before } });
    // In this order: a file is there before its first chunk, and is gone before its last.
    const withChunks = (await this.chunks.distinct('files_id')) as string[];
    const known = new Set(await this.files.distinct('_id', { _id: { $in: withChunks } }));
    for (const id of withChunks) if (!known.has(id)) await this.remove(id);
  }

  private async write(
    id: string,
    name: string,
    content: AsyncIterable<Uint8Array>,
    owner: Owner | undefined,
  ): Promise<number> {
    const key = this.options.random.bytes(32);
    const sealed = this.sealing.seal(this.labelOf(id), key, this.options.random);
    const whose = owner && { subaccountId: owner.subaccountId };
    const metadata = { ...whose, key: sealed, bytes: 0, chunks: 0, isWhole: false };
    const now = () => new Date(this.options.clock.now());
    await this.files.insertOne({
      ...{ _id: id, filename: name, length: 0, chunkSize: CHUNK_BYTES, uploadDate: now(), metadata },
    });
    let length = 0;
    let bytes = 0;
    let n = 0;
    const progress = async (isWhole: boolean) => {
      const reached = { 'metadata.bytes': bytes, 'metadata.chunks': n, 'metadata.isWhole': isWhole };
      const { matchedCount } = await this.files.updateOne(
        { _id: id },
        { $set: { ...reached, length, uploadDate: now() } },
      );
      if (matchedCount === 0) throw new Error('The file was discarded while it was received.');
    };
    for await (const piece of pieces(content)) {
      const data = sealChunk(key, { fileId: id, n, isLast: piece.isLast }, piece.bytes);
      length += data.byteLength;
      bytes += piece.bytes.byteLength;
      n++;
      // Counted before it is written: of two that fit only one by one, at least one sees both.
      await progress(false);
      await owner?.assertRoom(bytes);
      await this.chunks.insertOne({ files_id: id, n: n - 1, data: new Binary(data) });
    }
    await progress(true);
    return bytes;
  }

  private async removeAll(which: Filter<FileDocument>): Promise<void> {
    for (const { _id } of await this.files.find(which, { projection: { _id: 1 } }).toArray()) await this.remove(_id);
  }

  /** The key goes first, with the file's document: from then on its chunks are noise. */
  private async remove(id: string): Promise<void> {
    await this.files.deleteOne({ _id: id });
    await this.chunks.deleteMany({ files_id: id });
  }

  private labelOf(id: string): string {
    return `${this.label} ${id}`;
  }
}

function isNoSpace(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === OUT_OF_DISK_SPACE;
}
