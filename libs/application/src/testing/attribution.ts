import { ContactLog } from '@arauto/dispatch';
import type { Contact } from '@arauto/domain';
import { duty, StateCache } from '@arauto/event-store';
import { MessageLog } from '../conversations/message-log';
import { ReplyAttribution } from '../reactions/attribute-replies';
import { never } from './look';
import type { SmallEngine } from './small-engine';

type Stores = Pick<SmallEngine, 'store' | 'views' | 'vault' | 'clock' | 'random'>;

/** What attributes the messages of persons, as a start would put it together. */
export function makeAttribution(
  { store, views, vault, clock, random }: Stores,
  messages = new MessageLog(store, views.operational),
): ReplyAttribution {
  const contacts = new ContactLog(store, random, new StateCache<Contact>(100), duty('reactions'));
  return new ReplyAttribution({ store, views, vault, contacts, messages, clock, attributionSeconds: 72 * 3600 });
}

/** Lets what was written be attributed, when it has waited as long as it must. */
export async function settle(
  engine: Stores,
  attribution = makeAttribution(engine),
  failed = (error: unknown): void => {
    throw error;
  },
): Promise<void> {
  await engine.clock.advance(3001);
  await engine.views.project();
  while (await attribution.look(never, failed));
  await engine.views.project();
}
