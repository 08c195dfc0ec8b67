import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteRange, FileMissing, type KeptFile, type KeptFiles, StorageFull } from '@arauto/contact-files';

const PARTIAL = '.part';
const READ_BYTES = 64 * 1024;

/**
 * Files in one folder of the disk, for nobody else to read. What an earlier process left half written is deleted.
 * @throws errors of the disk
 */
export async function openFolderOfFiles(folder: string): Promise<FolderOfFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (name.endsWith(PARTIAL)) await rm(join(folder, name), { force: true });
  }
  return new FolderOfFiles(folder);
}

/** The same of a folder that another process has opened. */
export class FolderOfFiles implements KeptFiles {
  constructor(readonly folder: string) {}

  async keep(name: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }> {
    const path = this.path(name);
    const partial = path + PARTIAL;
    try {
      const bytes = await writeDurably(partial, content);
      await rename(partial, path);
      await this.makeNamesDurable();
      return { bytes };
    } catch (error) {
      await rm(partial, { force: true });
      await rm(path, { force: true });
      throw isNoSpace(error) ? new StorageFull({ cause: error }) : error;
    }
  }

  async *open(name: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    if (range && range.to <= range.from) return;
    try {
      const part = range && { start: range.from, end: range.to - 1 };
      yield* createReadStream(this.path(name), { highWaterMark: READ_BYTES, ...part }) as AsyncIterable<Buffer>;
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new FileMissing(name) : error;
    }
  }

  async list(): Promise<readonly KeptFile[]> {
    const files: KeptFile[] = [];
    for (const name of await readdir(this.folder)) {
      if (name.endsWith(PARTIAL)) continue;
      // It may be deleted between the two calls.
      const found = await stat(join(this.folder, name)).catch(() => undefined);
      if (found?.isFile()) files.push({ name, storedAt: found.mtimeMs });
    }
    return files;
  }

  async discard(name: string): Promise<void> {
    await rm(this.path(name), { force: true });
    await rm(this.path(name) + PARTIAL, { force: true });
  }

  /** @throws TypeError for what could be a path to somewhere else */
  private path(name: string): string {
    if (!/^[\w-]{1,128}$/.test(name)) throw new TypeError(`${JSON.stringify(name)} cannot name a file`);
    return join(this.folder, name);
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
