import type { Clock } from '@arauto/clock';
import {
  type ByteRange,
  ContactFileMissing,
  type ContactFiles,
  FileMissing,
  type KeptFile,
  type KeptFiles,
  NO_LIMITS,
  type QuotaLimits,
  type StoredContactFile,
  UploadQuotaExceeded,
} from '@arauto/contact-files';

interface Lying {
  readonly content: Buffer;
  readonly storedAt: number;
  /** Of contact files: whose quota it counts for. */
  readonly subaccountId?: string;
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

/** The same of contact files, with quotas that all lives of a world share. */
export class MemoryContactFiles implements ContactFiles {
  constructor(
    private readonly folder: MemoryFolder,
    private readonly clock: Clock,
    private readonly limits: QuotaLimits = NO_LIMITS,
  ) {}

  async receive(uploadId: string, content: AsyncIterable<Uint8Array>, subaccountId: string) {
    const others = [...this.folder.files].filter(([name]) => name !== uploadId).map(([, lying]) => lying);
    const sum = (of: readonly Lying[]) => of.reduce((bytes, lying) => bytes + lying.content.length, 0);
    const room = {
      subaccount: this.limits.subaccount - sum(others.filter((lying) => lying.subaccountId === subaccountId)),
      all: this.limits.all - sum(others),
    };
    const whole = await gathered(content, (bytes) => {
      for (const whose of ['subaccount', 'all'] as const) {
        if (bytes > room[whose]) throw new UploadQuotaExceeded(whose, this.limits[whose]);
      }
    });
    this.folder.files.set(uploadId, { content: whole, storedAt: this.clock.now(), subaccountId });
    return { bytes: whole.length };
  }

  async *open(uploadId: string): AsyncGenerator<Uint8Array> {
    const lying = this.folder.files.get(uploadId);
    if (!lying) throw new ContactFileMissing(uploadId);
    yield await Promise.resolve(lying.content);
  }

  list(): Promise<readonly StoredContactFile[]> {
    return Promise.resolve([...this.folder.files].map(([uploadId, { storedAt }]) => ({ uploadId, storedAt })));
  }

  discard(uploadId: string): Promise<void> {
    this.folder.files.delete(uploadId);
    return Promise.resolve();
  }
}

async function gathered(content: AsyncIterable<Uint8Array>, grown: (bytes: number) => void = () => undefined) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    grown((bytes += chunk.length));
  }
  return Buffer.concat(chunks);
}
