import type { Random } from '@arauto/clock';
import { type ForeignName, type SenderCommand, senderDecider, stream } from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import type { ElementNames } from '@arauto/whatsapp';
import { ProviderLog } from './provider-log';
import type { Addressee } from './sender-directory';

/** What has a name in the platform, and is no phone number in words. */
const PLATFORM_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Names remembered before all are forgotten; the sender's own list is shorter. */
const REMEMBERED = 1000;

/**
 * Webhooks that come to a sender's address and are for nobody we know: an app has one callback address, and somebody who has two numbers
 * in it and registers one here must be told, not left to wait for statuses.
 */
export class ForeignCallbacks {
  private readonly noted = new Set<string>();
  private readonly counts = new Map<string, number>();

  private readonly log: ProviderLog;

  constructor(store: EventStore, random: Random) {
    this.log = new ProviderLog(store, random);
  }

  /** Elements that were for nobody since the start, by the sender at whose address they arrived. */
  get elements(): ReadonlyMap<string, number> {
    return this.counts;
  }

  /** An element named somebody we do not know: counted, and said of the sender once. */
  async received({ senderId, sender }: Addressee, { names }: { readonly names: ElementNames }): Promise<void> {
    this.counts.set(senderId, (this.counts.get(senderId) ?? 0) + 1);
    const name = nameOf(names);
    const key = `${senderId} ${keyOf(name)}`;
    if (this.noted.has(key) || sender.foreign.some((held) => keyOf(held) === keyOf(name))) return;
    if (this.noted.size >= REMEMBERED) this.noted.clear();
    this.noted.add(key);
    try {
      await this.tell(senderId, { type: 'NoteForeignCallbacks', ...name });
    } catch (error) {
      this.noted.delete(key);
      throw error;
    }
  }

  /** The sender was found after all: it is said no longer that nobody is registered with the name. */
  async explained({ senderId, sender }: Addressee, { names }: { readonly names: ElementNames }): Promise<void> {
    const name = nameOf(names);
    const isNoted = sender.foreign.some((held) => keyOf(held) === keyOf(name));
    if (!isNoted) return;
    this.noted.delete(`${senderId} ${keyOf(name)}`);
    await this.tell(senderId, { type: 'ExplainForeignCallbacks', ...name });
  }

  private async tell(senderId: string, command: SenderCommand): Promise<void> {
    await this.log.tell(senderDecider, stream.sender(senderId), command, senderId);
  }
}

/** Ids of the platform only: a number in words is personal. */
function nameOf({ phoneNumberId, businessAccountId }: ElementNames): ForeignName {
  const id = (text: string | undefined) => (text !== undefined && PLATFORM_ID.test(text) ? text : null);
  return { phoneNumberId: id(phoneNumberId), businessAccountId: id(businessAccountId) };
}

function keyOf({ phoneNumberId, businessAccountId }: ForeignName): string {
  return `${phoneNumberId ?? ''} ${businessAccountId ?? ''}`;
}
