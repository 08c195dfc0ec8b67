import { Consequences, ContactLog, type KnownSender } from '@arauto/dispatch';
import { type Contact, type OptOutLists, senderDecider, type SenderEvent, stream } from '@arauto/domain';
import { StateCache } from '@arauto/event-store';
import { IdentityLearner } from '../identities';
import { OptOuts, PlatformChanges, WebhookReceiver } from '../webhooks';
import type { Tenant } from './scenario';
import type { SmallEngine } from './small-engine';

export const WORDS: OptOutLists = {
  stop: { words: ['stop', 'sair', 'cancelar', 'baja'], buttons: ['Parar promoções'] },
  start: { words: ['start', 'voltar'], buttons: ['Receber promoções'] },
};

/** What a webhook body is taken in by, on the stores of a small engine. */
export function webhooksOf(engine: SmallEngine, lists: OptOutLists = WORDS) {
  const { store, vault, views, clock, random, identities } = engine;
  const failed = (error: unknown) => {
    throw error;
  };
  const consequences = new Consequences(store, views.operational, clock, random, failed);
  const learner = new IdentityLearner(store, vault, identities, random);
  const optOuts = new OptOuts({ store, vault, clock, random, identities, learner, lists });
  const receiver = new WebhookReceiver({
    ...{ store, vault, views: views.operational, clock, random, identities, consequences, optOuts, learner },
    contacts: new ContactLog(store, random, new StateCache<Contact>(100), { id: 'provider', name: 'provider' }),
    changes: new PlatformChanges(store, views.operational, random, optOuts, consequences),
  });

  /** Takes in a change of one field for the sender of a tenant. */
  async function receive({ senderId }: Tenant, field: string, value: object, time?: number): Promise<void> {
    const metadata = { display_phone_number: '5511900000001', phone_number_id: '100' };
    const changes = [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }];
    const body = { object: 'whatsapp_business_account', entry: [{ id: '200', time, changes }] };
    await receiver.receive(senderId, await senderOf(senderId), Buffer.from(JSON.stringify(body)));
  }

  async function senderOf(senderId: string): Promise<KnownSender> {
    let sender = senderDecider.initial;
    for await (const event of await store.readStream(stream.sender(senderId))) {
      sender = senderDecider.evolve(sender, event as unknown as SenderEvent);
    }
    if (sender.status === 'none') throw new Error(`there is no sender ${senderId}`);
    return sender;
  }

  return {
    receive,
    /** A person writes: `content` is that of `type`. */
    says: (tenant: Tenant, who: object, id: string, seconds: number, type: string, content: unknown) =>
      receive(tenant, 'messages', { messages: [{ ...who, id, timestamp: String(seconds), type, [type]: content }] }),
    /** A person uses the switch in the app. */
    prefers: (tenant: Tenant, who: object, value: 'stop' | 'resume', timestamp?: number, time?: number) => {
      const preference = { ...who, detail: 'x', category: 'marketing_messages', value, timestamp };
      return receive(tenant, 'user_preferences', { user_preferences: [preference] }, time);
    },
  };
}
