import type { ClientDuplexStream } from '@grpc/grpc-js';
import { type Clock, firstWithin } from '@arauto/clock';
import { EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Unavailable } from '../port';

/** How long a call waits for a node to connect to (longer than the client asks one that is silent), and for the connection, milliseconds. */
const FOUND_WITHIN = 6_000;
const CONNECTED_WITHIN = 3_000;

/**
 * How long a server that was away is left alone before it is tried again, milliseconds: at first, and at most. By default (grpc-js 1.14.7) that grows to
 * two minutes, over every channel that is opened to the same server, and after an outage of one minute nothing was read for half of another.
 */
const TRIED_AGAIN = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 };

/** @throws when the connection string is none */
export function connect(connectionString: string): EventStoreDBClient {
  // Credentials stand in the connection string alone: with credentials of its own a call takes another path through client and server.
  const client = EventStoreDBClient.connectionString(connectionString);
  // The client (6.2.1) takes no options for its channels. They are looked at when a channel first connects, and that is later.
  const createChannel = client['createChannel'];
  client['createChannel'] = async () => {
    const channel = await createChannel();
    Object.assign(channel['internalChannel']['options'], TRIED_AGAIN);
    return channel;
  };
  return client;
}

/** Ends every call, and the connection, which the client's own `dispose` leaves open (6.2.1). Waits for nobody. */
export function disconnect(client: EventStoreDBClient): void {
  // It waits for calls to say that they have ended, which one that the server has ended already does not do.
  client.dispose().catch(() => undefined);
  // One that looks for a node of a cluster has none yet, and looks for minutes.
  client['getChannel']().then(
    (channel) => channel.close(),
    () => undefined,
  );
}

export type BatchAppendCall = ClientDuplexStream<BatchAppendReq, BatchAppendResp>;

/**
 * Opens a call through which appends are pipelined. Nothing is written by it until it is there, so that a failure leaves nothing behind.
 *
 * It is opened over what the client keeps for itself (6.2.1; protected there, so that names are checked but not promised): its channel, and
 * that it looks for another node when this one is gone. The client's own `appendToStream` shares one map of pending appends among all
 * clients of a process: an error of one rejects those of all, and an answer that comes after that throws where nobody can catch it.
 * It also never settles an append whose call the server ends without an error. Here each call has its own.
 * @throws Unavailable
 */
export async function openBatchAppend(client: EventStoreDBClient, clock: Clock): Promise<BatchAppendCall> {
  try {
    // The client asks one node of a cluster after the other, ten times each, 5 s each (6.2.1).
    if (!(await firstWithin(clock, FOUND_WITHIN, client['getChannel']())))
      throw new Unavailable(`no node of EventStoreDB answers within ${FOUND_WITHIN} ms`);
    return await client['GRPCStreamCreator'](StreamsClient, 'batchAppend', async (streams) => {
      try {
        await ready(streams, clock);
      } catch (error) {
        // Drops the channel: the next call gets a new one, to a node that is there, and without the back-off of this one.
        await client['handleError'](streams, new UnavailableError());
        throw error;
      }
      return streams.batchAppend(...client['callArguments']({}, { deadline: Infinity }));
    })();
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Unavailable(`EventStoreDB cannot be reached (${(error as Error).message})`, { cause: error });
  }
}

function ready(streams: StreamsClient, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(CONNECTED_WITHIN, () =>
      reject(new Unavailable(`EventStoreDB cannot be reached within ${CONNECTED_WITHIN} ms`)),
    );
    streams.waitForReady(Infinity, (error) => {
      cancel();
      if (error) reject(error);
      else resolve();
    });
  });
}

/** The version that the server says it has. @throws when it cannot be reached */
export async function serverVersion(connectionString: string): Promise<string> {
  const client = connect(connectionString);
  try {
    return (await client['capabilities']).serverVersion;
  } finally {
    disconnect(client);
  }
}
