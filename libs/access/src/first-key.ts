import type { Random } from '@arauto/clock';
import { keyDecider, stream, streamPrefix } from '@arauto/domain';
import { duty, type EventStore, execute, metadataOf } from '@arauto/event-store';
import { hashSecret, keySecret, looksLikeSecret } from './secret';

/** Where the first key is kept for the command line. */
export interface KeptKey {
  /** What lies there; undefined when there is nothing. */
  read(): string | undefined;
  /** Durable when it returns. @throws what keeps it from being kept */
  keep(secret: string): void;
}

/**
 * Makes the first admin key, of every subaccount, when the log has no key at all; undefined when it has one. It is kept before
 * the log says that it is there: an installation whose only key nobody knows could never be entered. A start that was cut
 * short in between is finished with the key that it kept.
 * @throws what keeps it from being kept; the log has no key then
 */
export async function makeFirstKey(
  store: EventStore,
  random: Random,
  kept: KeptKey,
): Promise<{ readonly id: string; readonly secret: string } | undefined> {
  for await (const _ of store.readAll({ filter: { streamPrefixes: [streamPrefix.key] }, limit: 1 })) return undefined;
  const id = random.id();
  const before = kept.read();
  const secret = before !== undefined && looksLikeSecret(before) ? before : keySecret(random.bytes(32));
  if (secret !== before) kept.keep(secret);
  await execute(
    store,
    keyDecider,
    stream.key(id),
    { type: 'CreateKey', name: 'admin', roles: ['admin'], subaccountIds: ['*'], secretHash: hashSecret(secret) },
    {
      eventId: () => random.uuid(),
      metadata: metadataOf({ actor: duty('system'), correlationId: id, source: 'system' }),
    },
  );
  return { id, secret };
}
