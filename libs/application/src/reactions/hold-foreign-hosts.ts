import type { Random } from '@arauto/clock';
import { type SenderCommand, senderDecider, stream } from '@arauto/domain';
import { duty, type EventStore, execute, metadataOf } from '@arauto/event-store';
import type { Found, ViewReader } from '@arauto/read-models';
import { sendersView } from '@arauto/read-models/operational';
import type { Platform } from '../senders/platform';
import { eachInTurn } from './each-apart';
import type { Reaction } from './reaction';

const REASON = 'provider_host_not_allowed';
const REMEDY =
  'Give the sender a base URL on a host of ARAUTO_PROVIDER_HOSTS, or add its host to that setting and start the engine again.';

/**
 * Pauses numbers whose stored base URL is on no host of the setting, as one registered before the setting was changed, and resumes
 * those that it paused once the setting or the base URL fits again.
 */
export function holdForeignHosts(
  store: EventStore,
  views: Pick<ViewReader, 'stream'>,
  platform: Pick<Platform, 'mayReach'>,
  random: Random,
): Reaction {
  return {
    name: 'hold foreign hosts',
    every: 1000,
    async look(signal, failed) {
      for await (const page of views.stream(sendersView, { fields: ['connection', 'paused'] })) {
        await eachInTurn(page, holdOrFree, failed, signal);
      }
      return false;
    },
  };

  /** Views that an older program filled, and that are being replaced, have no reason or a single one. */
  async function holdOrFree({ id, doc }: Found<typeof sendersView, 'connection' | 'paused'>): Promise<boolean> {
    const held = [doc.paused ?? []].flat().some(({ reason }) => reason === REASON);
    const allowed = platform.mayReach(doc.connection.baseUrl);
    if (allowed !== held) return false;
    return change(id, allowed ? FREE : HOLD);
  }

  async function change(senderId: string, command: SenderCommand): Promise<boolean> {
    const metadata = metadataOf({ actor: duty('reactions'), correlationId: senderId });
    const write = { eventId: () => random.uuid(), metadata };
    return (await execute(store, senderDecider, stream.sender(senderId), command, write)).events.length > 0;
  }
}

const HOLD: SenderCommand = { type: 'PauseSender', by: 'system', reason: REASON, remedy: REMEDY };
const FREE: SenderCommand = { type: 'ResumeSender', by: 'system', reasons: [REASON] };
