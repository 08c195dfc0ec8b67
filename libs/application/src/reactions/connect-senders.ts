import type { Clock, Random } from '@arauto/clock';
import { senderDecider, stream } from '@arauto/domain';
import { duty, type EventStore, execute, metadataOf } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { sendersView } from '@arauto/read-models/operational';
import type { Platform } from '../senders/platform';
import type { Failed, Reaction } from './reaction';
import { Rests } from './rests';

/** Numbers asked about at once: one whose platform does not answer must not keep the others waiting. */
const AT_ONCE = 16;
const EVERY = 1000;
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
  const rests = new Rests(clock, FIRST_WAIT, LONGEST_WAIT);
  const asking = new Map<string, Promise<void>>();
  return {
    name: 'connect senders',
    every: EVERY,
    /** Returns when nobody is being asked any more, so that whoever waits for the reaction to end waits for the answers. */
    async look(signal, failed) {
      do {
        await askAll(signal, failed);
        if (asking.size === 0) return false;
        await Promise.race([...asking.values(), clock.sleep(EVERY, signal)]);
      } while (!signal.aborted);
      await Promise.all(asking.values());
      return false;
    },
  };

  /** As many as there is room for, first those that were asked about least often. */
  async function askAll(signal: AbortSignal, failed: Failed): Promise<void> {
    if (asking.size >= AT_ONCE) return;
    const waiting: string[] = [];
    const query = { where: [{ field: 'connected', equals: false }], fields: [] } as const;
    for await (const page of views.stream(sendersView, query)) {
      for (const { id } of page) if (!asking.has(id) && !rests.isResting(id)) waiting.push(id);
    }
    waiting.sort((a, b) => rests.waitOf(a) - rests.waitOf(b));
    if (signal.aborted) return;
    for (const id of waiting.slice(0, AT_ONCE - asking.size)) {
      const asked = ask(id).catch(failed);
      const ended = asked.finally(() => {
        asking.delete(id);
        rests.rest(id);
      });
      asking.set(id, ended);
    }
  }

  async function ask(senderId: string): Promise<void> {
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
        metadata: metadataOf({ actor: duty('platform'), correlationId: senderId }),
      },
    );
  }
}
