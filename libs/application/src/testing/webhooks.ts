import { Consequences, ContactLog, LiveFold } from '@arauto/dispatch';
import { type Contact, type OptOutLists, senderDecider, streamPrefix } from '@arauto/domain';
import { adoptNumbers } from '../senders/number-claims';
import { duty, StateCache } from '@arauto/event-store';
import { InboundMessages } from '../conversations/inbound-messages';
import { MessageLog } from '../conversations/message-log';
import { ProviderConnections } from '../sending/provider-connections';
import { IdentityLearner } from '../identities';
import { ForeignCallbacks } from '../webhooks/foreign-callbacks';
import { OptOuts } from '../webhooks/opt-outs';
import { PlatformChanges } from '../webhooks/platform-changes';
import { WebhookReceiver } from '../webhooks/receive-webhook';
import { SenderDirectory } from '../webhooks/sender-directory';
import type { SmallEngine } from './small-engine';

export const WORDS: OptOutLists = {
  stop: { words: ['stop', 'sair', 'cancelar', 'baja'], buttons: ['Parar promoções'] },
  start: { words: ['start', 'voltar'], buttons: ['Receber promoções'] },
};

/** What receives webhooks, as a start would put it together: it knows the senders that are in the log now. */
export async function openWebhooks(engine: SmallEngine, lists: OptOutLists = WORDS) {
  const { store, vault, clock, random, identities, secrets } = engine;
  const views = engine.views.operational;
  const failures: string[] = [];
  const failed = (what: unknown) => failures.push(String(what));
  const nobody = () => Promise.reject(new Error('nothing is sent here'));
  const connections = new ProviderConnections(vault, secrets, identities, nobody, clock);
  const senders = new LiveFold(store, senderDecider, streamPrefix.sender);
  const directory = new SenderDirectory(senders, connections, vault, failed);
  if (engine.views.following) await engine.views.project();
  await directory.load(store, views);
  await adoptNumbers(store, directory.all(), clock, random, failed);
  const consequences = new Consequences({ store, views, clock, random, owners: directory }, failed);
  const foreign = new ForeignCallbacks(store, random);
  const contacts = new ContactLog(store, random, new StateCache<Contact>(100), duty('provider'));
  const learner = new IdentityLearner(store, vault, identities, random);
  const optOuts = new OptOuts({ store, vault, clock, random, identities, learner, lists });
  const changes = new PlatformChanges(store, views, random, optOuts, consequences, clock);
  const messages = new MessageLog(store, views);
  const inbound = new InboundMessages({ vault, clock, identities, learner, optOuts, messages });
  const receiver = new WebhookReceiver({
    ...{ store, vault, views, clock, random, contacts, identities, consequences, changes, directory, foreign },
    ...{ learner, inbound, arrivals: engine.arrivals },
  });
  return {
    directory,
    consequences,
    foreign,
    receiver,
    failures,
    /** A body that was verified at the address of a sender. */
    async post(senderId: string, body: unknown): Promise<void> {
      const sender = await senders.load(senderId);
      if (sender.status === 'none') throw new Error(`there is no sender ${senderId}`);
      if (engine.views.following) await engine.views.project();
      await receiver.receive(senderId, sender, Buffer.from(JSON.stringify(body)));
    },
  };
}

/** A body with one change. `time` is that of the entry. */
export function webhook(
  field: string,
  value: object,
  entry: { readonly id?: string; readonly time?: number } = {},
): object {
  return { object: 'whatsapp_business_account', entry: [{ ...entry, changes: [{ field, value }] }] };
}
