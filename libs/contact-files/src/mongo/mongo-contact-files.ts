import {
  ContactFileMissing,
  type ContactFiles,
  NO_LIMITS,
  type QuotaLimits,
  type StoredContactFile,
  UploadQuotaExceeded,
} from '../contact-files';
import { type ByteRange, FileMissing } from '../kept-files';
import { openSealedFiles, type SealedFiles, type SealedFilesOptions } from './sealed-files';

export interface MongoContactFilesOptions extends SealedFilesOptions {
  readonly limits?: QuotaLimits | undefined;
}

const CONTACT_FILES = { collection: 'contact_files', label: 'key of contact file' };

/**
 * Contact files among the sealed files of a database, named by their uploads.
 * @throws errors of the driver
 */
export async function openMongoContactFiles(options: MongoContactFilesOptions): Promise<ContactFiles> {
  return new MongoContactFiles(await openSealedFiles(CONTACT_FILES, options), options.limits ?? NO_LIMITS);
}

class MongoContactFiles implements ContactFiles {
  constructor(
    private readonly sealed: SealedFiles,
    private readonly limits: QuotaLimits,
  ) {}

  receive(
    uploadId: string,
    content: AsyncIterable<Uint8Array>,
    subaccountId: string,
  ): Promise<{ readonly bytes: number }> {
    const assertRoom = (bytes: number) => this.assertRoom(uploadId, subaccountId, bytes);
    return this.sealed.keep(uploadId, content, { subaccountId, assertRoom });
  }

  async *open(uploadId: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    try {
      yield* this.sealed.open(uploadId, range);
    } catch (error) {
      throw error instanceof FileMissing ? new ContactFileMissing(uploadId) : error;
    }
  }

  async list(): Promise<readonly StoredContactFile[]> {
    return (await this.sealed.list()).map(({ name, storedAt }) => ({ uploadId: name, storedAt }));
  }

  discard(uploadId: string): Promise<void> {
    return this.sealed.discard(uploadId);
  }

  /** @throws UploadQuotaExceeded */
  private async assertRoom(uploadId: string, subaccountId: string, bytes: number): Promise<void> {
    const { subaccount, all } = this.limits;
    if (subaccount === Infinity && all === Infinity) return;
    const own = { $cond: [{ $eq: ['$metadata.subaccountId', subaccountId] }, '$metadata.bytes', 0] };
    const [others] = await this.sealed.files
      .aggregate<{ own: number; all: number }>([
        { $match: { filename: { $ne: uploadId } } },
        { $group: { _id: null, own: { $sum: own }, all: { $sum: '$metadata.bytes' } } },
      ])
      .toArray();
    if ((others?.own ?? 0) + bytes > subaccount) throw new UploadQuotaExceeded('subaccount', subaccount);
    if ((others?.all ?? 0) + bytes > all) throw new UploadQuotaExceeded('all', all);
  }
}
