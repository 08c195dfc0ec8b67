import type { SendingFloor, TierUse, Waiting } from '@arauto/dispatch';
import type { KnownSender } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import type { ListedTemplate, MediaFile, NoMedia, NumberFacts, ProviderError, ProviderHosts } from '@arauto/whatsapp';
import { ANY_HOST } from '@arauto/whatsapp/contract';
import type { Platform } from '../senders/platform';
import {
  type ByteRange,
  ContactFileMissing,
  type ContactFiles,
  FileMissing,
  type KeptFile,
  type KeptFiles,
  type StoredContactFile,
} from '@arauto/contact-files';

/** A fake: nothing is sent; it remembers what was asked of it. */
export class FakeFloor implements SendingFloor {
  readonly seenUpTo: Position[] = [];
  readonly tests: string[] = [];
  open = 0;
  /** Resolves when every gate is closed. */
  closed: Promise<void> = Promise.resolve();
  why: Waiting | null = null;

  seen(position: Position): Promise<void> {
    this.seenUpTo.push(position);
    return this.closed;
  }

  inFlight(): number {
    return this.open;
  }

  pace(): { limit: number | null; lastMinute: number } {
    return { limit: 80, lastMinute: 12.5 };
  }

  waiting(): Waiting | null {
    return this.why;
  }

  /** Of every number. */
  tierUse: TierUse | null = null;

  tier(): TierUse | null {
    return this.tierUse;
  }

  sendTest(campaignId: string, contactKey: string): Promise<void> {
    this.tests.push(`${campaignId}.${contactKey}`);
    return Promise.resolve();
  }
}

/** A fake: answers what a test puts into it. */
export class FakePlatform implements Platform {
  facts: NumberFacts | { readonly error: ProviderError } = {
    connected: true,
    quality: 'GREEN',
    tier: 1000,
    throughput: 80,
  };
  listed: readonly ListedTemplate[] | { readonly error: ProviderError } = [];
  /** Of one sender, where it is not what all have. */
  readonly listedOf = new Map<string, FakePlatform['listed']>();
  readonly inspected: { readonly senderId: string; readonly sender: KnownSender | undefined }[] = [];
  hosts: ProviderHosts = ANY_HOST;
  /** By id. */
  readonly files = new Map<string, () => MediaFile | NoMedia>();
  readonly fetched: { readonly senderId: string; readonly mediaId: string }[] = [];

  mayReach(baseUrl: string) {
    return this.hosts.allows(baseUrl);
  }

  inspect(senderId: string, sender?: KnownSender) {
    this.inspected.push({ senderId, sender });
    return Promise.resolve(this.facts);
  }

  templates(senderId: string): ReturnType<Platform['templates']> {
    return Promise.resolve(this.listedOf.get(senderId) ?? this.listed);
  }

  media(senderId: string, mediaId: string): Promise<MediaFile | NoMedia> {
    this.fetched.push({ senderId, mediaId });
    const none: NoMedia = { error: { code: '100', details: 'of Ana' }, isGone: true };
    return Promise.resolve(this.files.get(mediaId)?.() ?? none);
  }
}

/** A fake: files in memory, by upload. */
export class FakeContactFiles implements ContactFiles {
  readonly files = new Map<string, string>();
  /** When all of them were stored. */
  storedAt = 0;

  async receive(uploadId: string, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number }> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    this.files.set(uploadId, bytes.toString());
    return { bytes: bytes.length };
  }

  async *open(uploadId: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const content = this.files.get(uploadId);
    if (content === undefined) throw new ContactFileMissing(uploadId);
    const bytes = await Promise.resolve(Buffer.from(content).subarray(range?.from, range?.to));
    for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
  }

  list(): Promise<StoredContactFile[]> {
    return Promise.resolve([...this.files.keys()].map((uploadId) => ({ uploadId, storedAt: this.storedAt })));
  }

  discard(uploadId: string): Promise<void> {
    this.files.delete(uploadId);
    return Promise.resolve();
  }
}

/** A fake: files in memory, by name. */
export class FakeKeptFiles implements KeptFiles {
  readonly files = new Map<string, Buffer>();
  /** When all of them were stored. */
  storedAt = 0;

  async keep(name: string, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number }> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    this.files.set(name, bytes);
    return { bytes: bytes.length };
  }

  async *open(name: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const bytes = await Promise.resolve(this.files.get(name));
    if (!bytes) throw new FileMissing(name);
    yield bytes.subarray(range?.from, range?.to);
  }

  list(): Promise<KeptFile[]> {
    return Promise.resolve([...this.files.keys()].map((name) => ({ name, storedAt: this.storedAt })));
  }

  discard(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}
