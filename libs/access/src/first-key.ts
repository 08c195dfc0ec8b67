import type { Random } from '@arauto/clock';
import { keyDecider, stream, streamPrefix } from '@arauto/domain';
import { type EventStore, execute } from '@arauto/event-store';
import { hashSecret, keySecret } from './secret';

/**
 * Makes the first admin key, of every subaccount, when the log has no key at all; undefined when it has one. The secret is
 * in the answer and nowhere else.
 */
export async function makeFirstKey(
  store: EventStore,
  random: Random,
): Promise<{ readonly id: string; readonly secret: string } | undefined> {
  for await (const _ of store.readAll({ filter: { streamPrefixes: [streamPrefix.key] }, limit: 1 })) return undefined;
  const id = random.id();
  const secret = keySecret(random.bytes(32));
  await execute(
    store,
    keyDecider,
    stream.key(id),
    { type: 'CreateKey', name: 'admin', roles: ['admin'], subaccountIds: ['*'], secretHash: hashSecret(secret) },
    {
      eventId: () => random.uuid(),
      metadata: { v: 1, $correlationId: id, actor: { id: 'system', name: 'system' }, source: 'system' },
    },
  );
  return { id, secret };
}
