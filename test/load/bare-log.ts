import {
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  WrongExpectedVersionError,
} from '@eventstore/db-client';

/** An event as loops make it. */
export interface BareEvent {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

/** EventStoreDB by its client's own calls: no window, no repeats, no time-outs, no checks. */
export class BareLog {
  private readonly client: EventStoreDBClient;

  constructor(connectionString: string) {
    this.client = EventStoreDBClient.connectionString(connectionString);
  }

  /** @param revision of the event before; -1 for a new stream. @returns false when the stream is elsewhere */
  async append(stream: string, events: readonly BareEvent[], revision: number): Promise<boolean> {
    const expectedRevision = revision === -1 ? NO_STREAM : BigInt(revision);
    try {
      await this.client.appendToStream(
        stream,
        events.map((event) => jsonEvent(event as never)),
        { expectedRevision },
      );
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return false;
      throw error;
    }
  }

  async read(stream: string): Promise<{ readonly type: string; readonly data: unknown }[]> {
    const events: { readonly type: string; readonly data: unknown }[] = [];
    const read = this.client.readStream(stream, { direction: FORWARDS, fromRevision: START });
    for await (const { event } of read) if (event) events.push({ type: event.type, data: event.data });
    return events;
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}
