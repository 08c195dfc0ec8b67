import { randomUUID } from 'node:crypto';
import {
  type AllStreamResolvedEvent,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { EventStoreDBDouble } from './server';

const event = (n: number) => jsonEvent({ id: randomUUID(), type: 'Happened', data: { n } });

/** What the double does beyond the recorded questions. */
describe('the EventStoreDB double', () => {
  let double: EventStoreDBDouble;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    double = await EventStoreDBDouble.start();
    client = EventStoreDBClient.connectionString(double.connectionString);
  });
  afterEach(async () => {
    await client.dispose();
    await double.stop();
  });

  it('double: delivers what was appended to a filtered subscription, before and after it began', async () => {
    await client.appendToStream('contact-1', [event(0), event(1)], { expectedRevision: NO_STREAM });
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: streamNameFilter({ prefixes: ['contact-'] }),
    });
    const seen: number[] = [];
    subscription.once('caughtUp', () => void client.appendToStream('contact-1', event(2), { expectedRevision: 1n }));
    for await (const { event: recorded } of subscription as AsyncIterable<AllStreamResolvedEvent>) {
      seen.push(Number(recorded!.revision));
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([0, 1, 2]);
  });
});
