import type { Clock, Random } from '@arauto/clock';
import { senderDecider, stream } from '@arauto/domain';
import { type EventStore, execute } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { sendersView } from '@arauto/read-models/operational';
import type { Platform } from '../senders/platform';
import type { Reaction } from './reaction';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 5 * 60_000;

/**
 * Asks the platform again about numbers it did not confirm when they were registered: it was down, or knew them only later. Each is
 * asked less and less often.
 */
export function connectSenders(
  store: EventStore,
  views: ViewReader,
  platform: Pick<Platform, 'inspect'>,
  clock: Clock,
  random: Random,
): Reaction {
  const asked = new Map<string, { readonly again: number; readonly wait: number }>();
  return {
    name: 'connect senders',
    every: 1000,
    async look() {
      const query = { where: [{ field: 'connected', equals: false }], fields: [] };
      for await (const page of views.stream(sendersView, query)) {
        for (const { id } of page) await ask(id);
      }
      return false;
    },
  };

  async function ask(senderId: string): Promise<void> {
    const last = asked.get(senderId);
    const now = clock.monotonic();
    if (last && now < last.again) return;
    const wait = Math.min(LONGEST_WAIT, last ? last.wait * 2 : FIRST_WAIT);
    asked.set(senderId, { again: now + wait, wait });
    const facts = await platform.inspect(senderId);
    if ('error' in facts || !facts.connected) return;
    const { quality, tier, throughput } = facts;
    await execute(
      store,
      senderDecider,
      stream.sender(senderId),
      { type: 'ConnectSender', quality, tier, throughput },
      {
        eventId: () => random.uuid(),
        metadata: { v: 1, actor: { id: 'platform', name: 'platform' } },
      },
    );
    asked.delete(senderId);
  }
}
