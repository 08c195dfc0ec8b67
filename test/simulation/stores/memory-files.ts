import type { Clock } from '@arauto/clock';
import {
  type ByteRange,
  type ContactFiles,
  FileMissing,
  type KeptFile,
  type KeptFiles,
  type QuotaLimits,
} from '@arauto/contact-files';
import { CountedContactFiles } from '../../../apps/engine/src/files/contact-files';
import { DiskQuota } from '../../../apps/engine/src/files/disk-quota';

interface Lying {
  readonly content: Buffer;
  readonly storedAt: number;
}

/** What lies there, for all lives of a world: only whole files do. */
export class MemoryFolder {
  readonly files = new Map<string, Lying>();
}

/** One engine's face of a folder of files. */
export class MemoryFiles implements KeptFiles {
  constructor(
    private readonly folder: MemoryFolder,
    private readonly clock: Clock,
  ) {}

  async keep(name: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }> {
    const whole = await gathered(content);
    this.folder.files.set(name, { content: whole, storedAt: this.clock.now() });
    return { bytes: whole.length };
  }

  async *open(name: string, { from, to }: ByteRange = { from: 0, to: Infinity }): AsyncGenerator<Uint8Array> {
    const lying = this.folder.files.get(name);
    if (!lying) throw new FileMissing(name);
    yield await Promise.resolve(lying.content.subarray(from, to));
  }

  list(): Promise<readonly KeptFile[]> {
    return Promise.resolve([...this.folder.files].map(([name, { storedAt }]) => ({ name, storedAt })));
  }

  discard(name: string): Promise<void> {
    this.folder.files.delete(name);
    return Promise.resolve();
  }
}

/** The same of contact files, counted as the engine counts them. */
export function memoryContactFiles(folder: MemoryFolder, clock: Clock, limits?: QuotaLimits): ContactFiles {
  const quota = new DiskQuota(limits);
  for (const [name, { content }] of folder.files) quota.found(name, content.length);
  return new CountedContactFiles(new MemoryFiles(folder, clock), quota);
}

async function gathered(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
