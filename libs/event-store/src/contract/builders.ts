import { randomBytes, randomUUID } from 'node:crypto';
import type {
  AppendFailure,
  EventReader,
  Filter,
  JsonObject,
  NewEvent,
  Position,
  RecordedEvent,
  StreamSlice,
  SubscriptionMessage,
} from '../port';

/** An event with boring defaults; a test names only what matters. */
export function anEvent(fields: Partial<NewEvent> = {}): NewEvent {
  return { id: randomUUID(), type: 'Happened', data: {}, metadata: {}, ...fields };
}

/** Events that carry their number. */
export function events(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, n) => anEvent({ data: { n } }));
}

/** A stream name that no other test uses: some stores are shared. */
export function aStream(prefix = 'contract'): string {
  return `${prefix}-${randomUUID()}`;
}

/** A stream as those of contacts, which end in 128 bits as base64url. */
export function aContact(): string {
  return `contact-${randomBytes(16).toString('base64url')}`;
}

/** `data` such that data and metadata (`{}`) are exactly `bytes` long as JSON. */
export function dataOfSize(bytes: number): JsonObject {
  return { text: 'x'.repeat(bytes - JSON.stringify({ text: '' }).length - JSON.stringify({}).length) };
}

export async function readAllOf(slice: StreamSlice | AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  for await (const event of slice) read.push(event);
  return read;
}

export async function idsOf(store: EventReader, stream: string): Promise<string[]> {
  return (await readAllOf(await store.readStream(stream))).map(({ id }) => id);
}

/** What an append was refused with; fails when it was not. */
export async function failureOf(append: Promise<unknown>): Promise<AppendFailure> {
  const outcome = await append.then(
    (value) => new Error(`was taken: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof Error && 'name' in outcome && outcome.name !== 'Error') return outcome as AppendFailure;
  throw outcome;
}

/** Follows the log until `enough` says so of the messages seen, then stops. */
export async function follow(
  store: EventReader,
  options: { after: Position; filter?: Filter },
  enough: (seen: readonly SubscriptionMessage[]) => boolean,
): Promise<SubscriptionMessage[]> {
  const abort = new AbortController();
  const seen: SubscriptionMessage[] = [];
  for await (const messages of store.subscribe({ ...options, signal: abort.signal })) {
    seen.push(...messages);
    if (enough(seen)) break;
  }
  abort.abort();
  return seen;
}

export function eventsIn(messages: readonly SubscriptionMessage[]): RecordedEvent[] {
  return messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
}
