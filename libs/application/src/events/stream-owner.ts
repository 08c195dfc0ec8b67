import { type Principal, sees, seesEverything } from '@arauto/access';
import { idOf, splitPair, stream, streamPrefix } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';

const PARTED: readonly (readonly [prefix: string, owner: (left: string) => string | { readonly in: string }])[] = [
  [streamPrefix.contact, (campaignId) => ({ in: stream.campaign(campaignId) })],
  [streamPrefix.rejectedRow, (campaignId) => ({ in: stream.campaign(campaignId) })],
  [streamPrefix.conversation, (senderId) => ({ in: stream.sender(senderId) })],
  [streamPrefix.unmatched, (senderId) => ({ in: stream.sender(senderId) })],
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
  async sees(principal: Principal, name: string): Promise<boolean> {
    if (seesEverything(principal)) return true;
    const owner = await this.ownerOf(name);
    return owner !== null && sees(principal, owner);
  }

  private async ownerOf(name: string): Promise<string | null> {
    for (const [prefix, owner] of PARTED) {
      if (!name.startsWith(prefix)) continue;
      const found = owner(splitPair(name, prefix).left);
      return typeof found === 'string' ? found : this.lookUp(found.in);
    }
    if (name.startsWith(streamPrefix.subaccount)) return idOf(name, streamPrefix.subaccount);
    return this.lookUp(name);
  }

  private async lookUp(name: string): Promise<string | null> {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    for await (const { data } of await this.reader.readStream(name, { limit: 1 })) {
      const owner = typeof data['subaccountId'] === 'string' ? data['subaccountId'] : null;
      this.known.set(name, owner);
      return owner;
    }
    return null;
  }
}
