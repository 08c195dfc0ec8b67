import { type Clock, type Random, systemRandom } from '@arauto/clock';
import {
  type Appended,
  type AppendItem,
  type AppendResult,
  type EventReader,
  type EventStore,
  type Expected,
  type NewEvent,
} from '../port';
import { appendItems } from '../append-items';
import { serialise } from '../serialise';
import { AppendQueue } from './append-queue';
import { connect, openBatchAppend } from './connection';
import { EventReaderOver } from './event-reader';

export interface EventStoreDBOptions {
  /** As the client reads it (`esdb://…`), credentials in it. */
  readonly connectionString: string;
  readonly clock: Clock;
  readonly random?: Random | undefined;
}

/**
 * Opens the log for writing and reading. It connects when something is asked of it, and again for as long as it takes.
 * @throws when the connection string is none
 */
export function openEventStoreDB({ connectionString, clock, random = systemRandom }: EventStoreDBOptions): EventStore {
  const client = connect(connectionString);
  const reader = new EventReaderOver(client, clock);
  const queue = new AppendQueue({
    open: () => openBatchAppend(client, clock),
    read: async (stream, from, limit) => {
      const found = [];
      for await (const event of await reader.readStream(stream, { from, limit })) found.push(event);
      return found;
    },
    clock,
    random,
  });
  return new EventStoreOver(reader, queue);
}

class EventStoreOver implements EventStore {
  constructor(
    private readonly reader: EventReaderOver,
    private readonly queue: AppendQueue,
  ) {}

  append(stream: string, events: readonly NewEvent[], { expected }: { expected: Expected }): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const serialised = serialise(stream, events, expected);
      this.queue.append({ stream, events: serialised, expected }, (outcome) => {
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
    });
  }

  appendMany(items: readonly AppendItem[]): Promise<AppendResult[]> {
    return appendItems(items, ({ stream, expected }, events, settle) =>
      this.queue.append({ stream, events, expected }, settle),
    );
  }

  readStream(...args: Parameters<EventReader['readStream']>): ReturnType<EventReader['readStream']> {
    return this.reader.readStream(...args);
  }

  readAll(...args: Parameters<EventReader['readAll']>): ReturnType<EventReader['readAll']> {
    return this.reader.readAll(...args);
  }

  subscribe(...args: Parameters<EventReader['subscribe']>): ReturnType<EventReader['subscribe']> {
    return this.reader.subscribe(...args);
  }

  head(): ReturnType<EventReader['head']> {
    return this.reader.head();
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.reader.close();
  }
}
