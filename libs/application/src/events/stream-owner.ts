import { type Principal, sees } from '@arauto/access';
import { splitPair, streamPrefix } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';

const PARTED: readonly (readonly [prefix: string, owner: (left: string) => string | { readonly in: string }])[] = [
  [streamPrefix.contact, (campaignId) => ({ in: `campaign-${campaignId}` })],
  [streamPrefix.rejectedRow, (campaignId) => ({ in: `campaign-${campaignId}` })],
  [streamPrefix.conversation, (senderId) => ({ in: `sender-${senderId}` })],
  [streamPrefix.unmatched, (senderId) => ({ in: `sender-${senderId}` })],
  [streamPrefix.suppression, (subaccountId) => subaccountId],
];

/**
 * Whose stream is it? Asked by auditors whose key does not see every subaccount. The owner is in the first event of the
 * stream, or of the one that it belongs to, and never changes: each is looked up once.
 */
export class StreamOwners {
  private readonly known = new Map<string, string | null>();

  constructor(private readonly reader: Pick<EventReader, 'readStream'>) {}

  /** Streams that belong to no subaccount (keys, answers of commands) are seen by keys of every subaccount only. */
  async sees(principal: Principal, stream: string): Promise<boolean> {
    if (principal.subaccountIds.includes('*')) return true;
    const owner = await this.ownerOf(stream);
    return owner !== null && sees(principal, owner);
  }

  private async ownerOf(stream: string): Promise<string | null> {
    for (const [prefix, owner] of PARTED) {
      if (!stream.startsWith(prefix)) continue;
      const found = owner(splitPair(stream, prefix).left);
      return typeof found === 'string' ? found : this.lookUp(found.in);
    }
    if (stream.startsWith(streamPrefix.subaccount)) return stream.slice(streamPrefix.subaccount.length);
    return this.lookUp(stream);
  }

  private async lookUp(stream: string): Promise<string | null> {
    const known = this.known.get(stream);
    if (known !== undefined) return known;
    for await (const { data } of await this.reader.readStream(stream, { limit: 1 })) {
      const owner = typeof data['subaccountId'] === 'string' ? data['subaccountId'] : null;
      this.known.set(stream, owner);
      return owner;
    }
    return null;
  }
}
