import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ContactFileMissing,
  type ContactFiles,
  type QuotaLimits,
  type StoredContactFile,
  StorageFull,
} from '@arauto/contact-files';
import { DiskQuota } from './disk-quota';

const PARTIAL = '.part';
const READ_BYTES = 64 * 1024;

/**
 * Contact files in one folder of the disk, for one process. What an earlier process left half written is deleted.
 * @param limits of what lies there unread. Nobody knows any more whose the files of an earlier process are: they count for all
 * @throws errors of the disk
 */
export async function openContactFiles(folder: string, limits?: QuotaLimits): Promise<ContactFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const quota = new DiskQuota(limits);
  for (const name of await readdir(folder)) {
    if (name.endsWith(PARTIAL)) await rm(join(folder, name), { force: true });
    else quota.found(name, (await stat(join(folder, name))).size);
  }
  return new FolderOfContactFiles(folder, quota);
}

class FolderOfContactFiles implements ContactFiles {
  constructor(
    private readonly folder: string,
    private readonly quota: DiskQuota,
  ) {}

  async receive(
    uploadId: string,
    content: AsyncIterable<Uint8Array>,
    subaccountId: string,
  ): Promise<{ readonly bytes: number }> {
    const path = this.path(uploadId);
    const partial = path + PARTIAL;
    try {
      const bytes = await writeDurably(partial, this.quota.counted(uploadId, content, subaccountId));
      await rename(partial, path);
      await this.makeNamesDurable();
      return { bytes };
    } catch (error) {
      await rm(partial, { force: true });
      await rm(path, { force: true });
      this.quota.gone(uploadId);
      throw isNoSpace(error) ? new StorageFull({ cause: error }) : error;
    }
  }

  async *open(uploadId: string): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(this.path(uploadId), { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new ContactFileMissing(uploadId) : error;
    }
  }

  async list(): Promise<readonly StoredContactFile[]> {
    const files: StoredContactFile[] = [];
    for (const name of await readdir(this.folder)) {
      if (name.endsWith(PARTIAL)) continue;
      // It may be deleted between the two calls.
      const found = await stat(join(this.folder, name)).catch(() => undefined);
      if (found?.isFile()) files.push({ uploadId: name, storedAt: found.mtimeMs });
    }
    return files;
  }

  async discard(uploadId: string): Promise<void> {
    await rm(this.path(uploadId), { force: true });
    this.quota.gone(uploadId);
  }

  /** @throws TypeError for what could be a path to somewhere else */
  private path(uploadId: string): string {
    if (!/^[\w-]{1,64}$/.test(uploadId)) throw new TypeError(`${JSON.stringify(uploadId)} cannot name a contact file`);
    return join(this.folder, uploadId);
  }

  /** A new name is an entry of the folder, and on disk only after the folder is. */
  private async makeNamesDurable(): Promise<void> {
    // A folder cannot be opened on Windows, where a rename is durable by itself.
    if (process.platform === 'win32') return;
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

async function writeDurably(path: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'w', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of content) {
      await writeAll(file, chunk);
      bytes += chunk.byteLength;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

/** One `write` may take less than it is given. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength;) at += (await file.write(chunk, at)).bytesWritten;
}

function isNoSpace(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}
