import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ByteRange,
  ContactFileMissing,
  type ContactFiles,
  FileMissing,
  type KeptFiles,
  type QuotaLimits,
  type StoredContactFile,
} from '@arauto/contact-files';
import { DiskQuota } from './disk-quota';
import { openFolderOfFiles } from './folder-of-files';

/**
 * Contact files in one folder of the disk, for one process. What an earlier process left half written is deleted.
 * @param limits of what lies there unread. Nobody knows any more whose the files of an earlier process are: they count for all
 * @throws errors of the disk
 */
export async function openContactFiles(folder: string, limits?: QuotaLimits): Promise<ContactFiles> {
  const files = await openFolderOfFiles(folder);
  const quota = new DiskQuota(limits);
  for (const { name } of await files.list()) quota.found(name, (await stat(join(folder, name))).size);
  return new CountedContactFiles(files, quota);
}

/** Contact files wherever files are kept. @param quota that knows of all that lie there */
export class CountedContactFiles implements ContactFiles {
  constructor(
    private readonly files: KeptFiles,
    private readonly quota: DiskQuota,
  ) {}

  async receive(
    uploadId: string,
    content: AsyncIterable<Uint8Array>,
    subaccountId: string,
  ): Promise<{ readonly bytes: number }> {
    try {
      return await this.files.keep(uploadId, this.quota.counted(uploadId, content, subaccountId));
    } catch (error) {
      this.quota.gone(uploadId);
      throw error;
    }
  }

  async *open(uploadId: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    try {
      yield* this.files.open(uploadId, range);
    } catch (error) {
      throw error instanceof FileMissing ? new ContactFileMissing(uploadId) : error;
    }
  }

  async list(): Promise<readonly StoredContactFile[]> {
    return (await this.files.list()).map(({ name, storedAt }) => ({ uploadId: name, storedAt }));
  }

  async discard(uploadId: string): Promise<void> {
    await this.files.discard(uploadId);
    this.quota.gone(uploadId);
  }
}
