import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContactFiles } from '@arauto/application';

const ARRIVING = '.part';

/** Contact files in a folder. A file that is still arriving has another name, so that half a file is never read. */
export class ContactFileFolder implements ContactFiles {
  constructor(private readonly folder: string) {}

  async receive(uploadId: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }> {
    await mkdir(this.folder, { recursive: true });
    const path = this.path(uploadId);
    const arriving = `${path}${ARRIVING}`;
    try {
      const bytes = await writeDurably(arriving, content);
      await rename(arriving, path);
      // Without this the name, not the content, could be lost with the power.
      const folder = await open(this.folder, 'r');
      await folder.sync().finally(() => folder.close());
      return { bytes };
    } catch (error) {
      await Promise.all([rm(arriving, { force: true }), rm(path, { force: true })]);
      throw error;
    }
  }

  async discard(uploadId: string): Promise<void> {
    await rm(this.path(uploadId), { force: true });
  }

  /** Its bytes, in chunks. A file that is gone fails at the first. */
  read(uploadId: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.path(uploadId), { highWaterMark: 256 * 1024 });
  }

  /** Uploads whose file is here. */
  async list(): Promise<readonly string[]> {
    await mkdir(this.folder, { recursive: true });
    const names = await readdir(this.folder);
    return names.filter((name) => !name.endsWith(ARRIVING));
  }

  /** Deletes what was arriving when a process ended. Only at start: nothing may be arriving now. */
  async sweep(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const names = await readdir(this.folder);
    const halves = names.filter((name) => name.endsWith(ARRIVING));
    await Promise.all(halves.map((name) => rm(join(this.folder, name), { force: true })));
  }

  path(uploadId: string): string {
    if (/^[\w-]{1,128}$/.test(uploadId)) return join(this.folder, uploadId);
    throw new TypeError('an upload id has letters, digits, _ and - only');
  }
}

async function writeDurably(path: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    for await (const chunk of content) {
      await file.writeFile(chunk);
      bytes += chunk.byteLength;
    }
    await file.sync();
    return bytes;
  } finally {
    await file.close();
  }
}
