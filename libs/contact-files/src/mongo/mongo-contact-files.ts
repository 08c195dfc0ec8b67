import type { Clock, Random } from '@arauto/clock';
import { type Sealed, SealingKey } from '@arauto/privacy';
import { Binary, type Collection, type Filter, type MongoClient, MongoServerError } from 'mongodb';
import {
  ContactFileMissing,
  type ContactFiles,
  NO_LIMITS,
  type QuotaLimits,
  StorageFull,
  type StoredContactFile,
  UploadQuotaExceeded,
} from '../contact-files';
import { CHUNK_BYTES, openChunk, pieces, sealChunk } from './sealed-chunks';

export interface MongoContactFilesOptions {
  /** Of `connectMongo`; whoever opened it closes it. */
  readonly client: MongoClient;
  /** The name of a database. */
  readonly database: string;
  /** ARAUTO_SECRET */
  readonly secret: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits?: QuotaLimits | undefined;
}

/** As GridFS has it. One upload has two while it is received again. */
interface FileDocument {
  readonly _id: string;
  /** The upload. */
  readonly filename: string;
  /** Of all chunks so far. */
  readonly length: number;
  readonly chunkSize: number;
  /** When the last chunk came. */
  readonly uploadDate: Date;
  readonly metadata: {
    readonly subaccountId: string;
    readonly key: Sealed;
    /** Of the file itself, so far: what counts for quotas. */
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

/** Who has not sent a chunk for so long is not there any more, or will be told that the file is not. Milliseconds. */
const GIVEN_UP_AFTER = 3600 * 1000;
/** `OutOfDiskSpace` (mongo/src/mongo/base/error_codes.yml, 6.0). */
const OUT_OF_DISK_SPACE = 14_031;

/**
 * Contact files in GridFS (collections `contact_files.files` and `.chunks`), for any number of processes. Each is encrypted here under a key
 * of its own, which is kept beside it, sealed, and goes first: see the README of this lib for what stays of a file that was discarded.
 * @throws errors of the driver
 */
export async function openMongoContactFiles(options: MongoContactFilesOptions): Promise<ContactFiles> {
  const db = options.client.db(options.database);
  const files = db.collection<FileDocument>('contact_files.files');
  const chunks = db.collection<ChunkDocument>('contact_files.chunks');
  await Promise.all([
    files.createIndex({ filename: 1, uploadDate: 1, _id: 1 }),
    chunks.createIndex({ files_id: 1, n: 1 }, { unique: true }),
  ]);
  const opened = new MongoContactFiles(files, chunks, new SealingKey(options.secret), options);
  await opened.sweep();
  return opened;
}

class MongoContactFiles implements ContactFiles {
  private readonly limits: QuotaLimits;

  constructor(
    private readonly files: Collection<FileDocument>,
    private readonly chunks: Collection<ChunkDocument>,
    private readonly sealing: SealingKey,
    private readonly options: Pick<MongoContactFilesOptions, 'clock' | 'random' | 'limits'>,
  ) {
    this.limits = options.limits ?? NO_LIMITS;
  }

  async receive(
    uploadId: string,
    content: AsyncIterable<Uint8Array>,
    subaccountId: string,
  ): Promise<{ readonly bytes: number }> {
    const id = this.options.random.id();
    try {
      const bytes = await this.write(id, uploadId, content, subaccountId);
      await this.removeAll({ filename: uploadId, _id: { $ne: id } });
      return { bytes };
    } catch (error) {
      // Where that fails too, a sweep finds it.
      await this.remove(id).catch(() => undefined);
      throw isNoSpace(error) ? new StorageFull({ cause: error }) : error;
    }
  }

  async *open(uploadId: string): AsyncGenerator<Uint8Array> {
    const options = { sort: { uploadDate: -1, _id: -1 } } as const;
    const file = await this.files.findOne({ filename: uploadId, 'metadata.isWhole': true }, options);
    if (!file) throw new ContactFileMissing(uploadId);
    const { chunks, key: sealed } = file.metadata;
    const key = this.sealing.open(labelOf(file._id), sealed);
    // Each by itself: a cursor that waits for a reader for 10 minutes is gone, and so is one whose primary is.
    for (let n = 0; n < chunks; n++) {
      const chunk = await this.chunks.findOne({ files_id: file._id, n });
      if (!chunk) throw new ContactFileMissing(uploadId);
      yield openChunk(key, { fileId: file._id, n, isLast: n === chunks - 1 }, chunk.data.value());
    }
  }

  async list(): Promise<readonly StoredContactFile[]> {
    await this.sweep();
    const options = { projection: { filename: 1, uploadDate: 1 }, sort: { uploadDate: 1, _id: 1 } } as const;
    const whole = await this.files.find({ 'metadata.isWhole': true }, options).toArray();
    const newest = new Map(whole.map(({ filename, uploadDate }) => [filename, uploadDate.getTime()]));
    return [...newest].map(([uploadId, storedAt]) => ({ uploadId, storedAt }));
  }

  async discard(uploadId: string): Promise<void> {
    await this.removeAll({ filename: uploadId });
  }

  /** Removes what processes left that died while they received a file, or removed one. */
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
    uploadId: string,
    content: AsyncIterable<Uint8Array>,
    subaccountId: string,
  ): Promise<number> {
    const key = this.options.random.bytes(32);
    const sealed = this.sealing.seal(labelOf(id), key, this.options.random);
    const metadata = { subaccountId, key: sealed, bytes: 0, chunks: 0, isWhole: false };
    const now = () => new Date(this.options.clock.now());
    await this.files.insertOne({
      ...{ _id: id, filename: uploadId, length: 0, chunkSize: CHUNK_BYTES, uploadDate: now(), metadata },
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
      if (matchedCount === 0) throw new Error('The contact file was discarded while it was received.');
    };
    for await (const piece of pieces(content)) {
      const data = sealChunk(key, { fileId: id, n, isLast: piece.isLast }, piece.bytes);
      length += data.byteLength;
      bytes += piece.bytes.byteLength;
      n++;
      // Counted before it is written: of two that fit only one by one, at least one sees both.
      await progress(false);
      await this.assertRoom(uploadId, subaccountId, bytes);
      await this.chunks.insertOne({ files_id: id, n: n - 1, data: new Binary(data) });
    }
    await progress(true);
    return bytes;
  }

  /** @throws UploadQuotaExceeded */
  private async assertRoom(uploadId: string, subaccountId: string, bytes: number): Promise<void> {
    const { subaccount, all } = this.limits;
    if (subaccount === Infinity && all === Infinity) return;
    const own = { $cond: [{ $eq: ['$metadata.subaccountId', subaccountId] }, '$metadata.bytes', 0] };
    const [others] = await this.files
      .aggregate<{ own: number; all: number }>([
        { $match: { filename: { $ne: uploadId } } },
        { $group: { _id: null, own: { $sum: own }, all: { $sum: '$metadata.bytes' } } },
      ])
      .toArray();
    if ((others?.own ?? 0) + bytes > subaccount) throw new UploadQuotaExceeded('subaccount', subaccount);
    if ((others?.all ?? 0) + bytes > all) throw new UploadQuotaExceeded('all', all);
  }

  private async removeAll(which: Filter<FileDocument>): Promise<void> {
    for (const { _id } of await this.files.find(which, { projection: { _id: 1 } }).toArray()) await this.remove(_id);
  }

  /** The key goes first, with the file's document: from then on its chunks are noise. */
  private async remove(id: string): Promise<void> {
    await this.files.deleteOne({ _id: id });
    await this.chunks.deleteMany({ files_id: id });
  }
}

function labelOf(id: string): string {
  return `key of contact file ${id}`;
}

function isNoSpace(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === OUT_OF_DISK_SPACE;
}
