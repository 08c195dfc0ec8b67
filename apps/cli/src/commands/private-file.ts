import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file for nobody else to read. It has its name when it is whole: what breaks off leaves nothing, and what was there before stays. */
export async function writePrivate(content: Readable, path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  // A pipe, or /dev/stdout.
  if (there && !there.isFile()) return pipeline(content, createWriteStream(path));
  const part = `${path}.part`;
  try {
    await rm(part, { force: true });
    await pipeline(content, createWriteStream(part, { mode: 0o600, flags: 'wx' }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
