import { Consequences, ContactLog, type KnownSender } from '@arauto/dispatch';
import { type Contact, type SenderEvent, senderDecider, stream } from '@arauto/domain';
import { StateCache } from '@arauto/event-store';
import { PlatformChanges, WebhookReceiver } from '../webhooks';
import type { SmallEngine } from './small-engine';

/** What takes in the provider's webhooks, on the engine in miniature. */
export function receiverOf(engine: SmallEngine): WebhookReceiver {
  const { store, vault, clock, random, identities } = engine;
  const views = engine.views.operational;
  const contacts = new ContactLog(store, random, new StateCache<Contact>(100), { id: 'provider', name: 'provider' });
  const consequences = new Consequences(store, views, clock, random, (error) => {
    throw error;
  });
  const changes = new PlatformChanges(store, views, random, identities, consequences);
  return new WebhookReceiver({ store, vault, views, clock, random, contacts, identities, consequences, changes });
}

/** A sender as the log has it. */
export async function senderOf(engine: SmallEngine, senderId: string): Promise<KnownSender> {
  let sender = senderDecider.initial;
  for await (const event of await engine.store.readStream(stream.sender(senderId))) {
    sender = senderDecider.evolve(sender, event as unknown as SenderEvent);
  }
  if (sender.status === 'none') throw new Error(`there is no sender ${senderId}`);
  return sender;
}
