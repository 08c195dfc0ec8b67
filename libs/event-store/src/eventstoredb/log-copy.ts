import { type Clock, type Random, systemRandom } from '@arauto/clock';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { type LogCopy, LogsDiffer } from '../copy-log';
import { type EventReader, MAX_APPEND_BYTES, OutcomeUnknown, type RecordedEvent, START, Unavailable } from '../port';
import { type Answer, BatchCall, type PendingAppend } from './batch-call';
import { connect, openBatchAppend } from './connection';
import { EventReaderOver } from './event-reader';
import type { EventStoreDBOptions } from './event-store';
import { copiedMetadata } from './recorded-event';

/** Appends in flight, at most: more gain little (see `AppendQueue`). */
const WINDOW = 128;

/** Opens a log that another one is copied into. @throws when the connection string is none */
export function openEventStoreDBCopy(options: EventStoreDBOptions): LogCopy {
  const client = connect(options.connectionString);
  return new CopyOver(client, options.clock, options.random ?? systemRandom);
}

/**
 * Keeps the order of many appends in flight by never sending one after another has failed. The server handles those of one call one after the
 * other: `Streams.BatchAppend.cs` reads and publishes them in turn, and everything from there to the writer is a queue (EventStoreDB 23.10). So a
 * later one is in the log and an earlier one is not only where the server refused the earlier without looking at it, because it was not ready,
 * and was ready again for the later, which was on its way already. That cannot be excluded, but it is seen, by the positions that are answered.
 */
class CopyOver implements LogCopy {
  readonly log: EventReader;
  private readonly reader: EventReaderOver;
  private window = WINDOW;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.log = this.reader = new EventReaderOver(client, clock);
  }

  async append(events: AsyncIterable<RecordedEvent>, onAppended: (count: number) => void): Promise<void> {
    const call = new BatchCall(await openBatchAppend(this.client, this.clock), this.clock, this.random);
    let inFlight = 0;
    let failure: Error | undefined;
    let last = START;
    let wake: () => void = () => undefined;
    const answered = () => new Promise<void>((resolve) => (wake = resolve));
    const take = (append: PendingAppend, answer: Answer) => {
      inFlight--;
      if (answer.kind === 'placed') {
        if (answer.position !== undefined && answer.position <= last) failure ??= outOfOrder(append);
        last = answer.position ?? last;
        this.window = Math.min(WINDOW, this.window + 1 / this.window);
        onAppended(append.events.length);
      } else failure ??= failureOf(answer);
      wake();
    };
    try {
      // The first goes alone: where it is taken, the server is ready.
      let room = 1;
      for await (const append of appendsOf(events)) {
        while (!failure && inFlight >= room) await answered();
        if (failure) break;
        inFlight++;
        room = last === START ? 1 : this.window;
        call.send(append, (answer) => take(append, answer));
      }
      while (!failure && inFlight > 0) await answered();
    } finally {
      call.end('the copy has ended');
    }
    if (!failure) return;
    this.window = Math.max(1, this.window / 2);
    throw failure;
  }

  async close(): Promise<void> {
    await this.reader.close();
  }
}

/** Consecutive events of one stream in one append, up to its limit in bytes; a larger one goes alone. */
async function* appendsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<PendingAppend, void, undefined> {
  let stream = '';
  let first = 0;
  let held: PendingAppend['events'][number][] = [];
  let bytes = 0;
  const append = (): PendingAppend => ({ stream, events: held, expected: first === 0 ? 'noStream' : first - 1 });
  for await (const event of events) {
    const { id, type } = event;
    const serialised = { id, type, data: JSON.stringify(event.data), metadata: JSON.stringify(copiedMetadata(event)) };
    const size = Buffer.byteLength(serialised.data) + Buffer.byteLength(serialised.metadata);
    if (held.length > 0 && (event.stream !== stream || bytes + size > MAX_APPEND_BYTES)) {
      yield append();
      held = [];
    }
    if (held.length === 0) {
      stream = event.stream;
      first = event.revision;
      bytes = 0;
    }
    held.push(serialised);
    bytes += size;
  }
  if (held.length > 0) yield append();
}

function failureOf(answer: Exclude<Answer, { readonly kind: 'placed' }>): Error {
  switch (answer.kind) {
    case 'refused':
      return answer.error;
    case 'busy':
      return new Unavailable(`EventStoreDB took nothing: ${answer.reason}`);
    case 'unknown':
      return new OutcomeUnknown(`EventStoreDB did not say what became of an append: ${answer.reason}`);
  }
}

function outOfOrder({ stream }: PendingAppend): LogsDiffer {
  return new LogsDiffer(`events of ${stream} stand before others that they came after`);
}
