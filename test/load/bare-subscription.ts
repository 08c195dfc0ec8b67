import { EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import type { Lane } from '@arauto/event-store';

/** Of base64url, in the order of their values. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Events that the server looks at in one go: as many as the engine asks for. */
const WINDOW = 2000;

/** One subscription of the client to the contacts of a lane, which only counts what it is given: no place, no repeats, nothing told in order. */
export function subscribeBare(connectionString: string, { index, of }: Lane) {
  const client = EventStoreDBClient.connectionString(connectionString);
  const ending = [...ALPHABET].filter((_, value) => value % of === index).join('');
  const regex = `^contact-.*[${ending.replace('-', '\\-')}].$`;
  const filter = streamNameFilter({ regex, maxSearchWindow: WINDOW, checkpointInterval: 1 });
  const subscription = client.subscribeToAll({ fromPosition: START, filter });
  let events = 0;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  subscription
    .on('data', () => {
      events++;
      wake();
    })
    .on('error', (error: Error) => {
      failure = error;
      wake();
    });
  return {
    /** Resolves when so many have come. */
    async until(count: number): Promise<void> {
      while (events < count && !failure) await new Promise<void>((resolve) => (wake = resolve));
      if (failure) throw failure;
    },
    async close(): Promise<void> {
      await subscription.unsubscribe();
      await client.dispose();
    },
  };
}
