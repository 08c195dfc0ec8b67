import {
  type AppendItem,
  type EventReader,
  type EventStore,
  type JsonObject,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type StreamSlice,
  type SubscriptionMessage,
} from './port';

/** Which versions of events there are. */
export interface EventVersions {
  /** The version in which a type is written today; undefined for a type that is not known. */
  today(type: string): number | undefined;
  /** Data of today's version, made from that of version `from`, which is older. */
  upcast(type: string, data: JsonObject, from: number): JsonObject;
}

/**
 * An event was written by a later program than this one: to go on would be to take it for something else, to leave it out would be to lose
 * it. Nothing mends it but that program, so that whoever meets it stops and says so.
 */
export class WrittenByLaterVersion extends Error {
  override readonly name = 'WrittenByLaterVersion';
  readonly stream: string;
  readonly position: Position;
  readonly type: string;

  constructor({ stream, position, type, metadata }: RecordedEvent, known: number) {
    super(
      `${type} at ${position} in ${stream} was written in version ${versionOf(metadata)}, and this program knows versions up to ` +
        `${known}. Run the program that wrote it, or a later one.`,
    );
    this.stream = stream;
    this.position = position;
    this.type = type;
  }
}

/** In which version an event's data is: the first, where nothing says. */
export function versionOf({ v }: JsonObject): number {
  return typeof v === 'number' ? v : 1;
}

/**
 * The door of the log: what is appended is stamped with the version in which it is written, and what is read is of today's version. Behind it
 * nobody knows that there are versions. A type keeps its name, and one event stays one event. One of a type that is not known passes as
 * it is: a program of before that type has no use for it.
 */
export function storeBehindDoor(store: EventStore, versions: EventVersions): EventStore {
  const stamp = stampOf(versions);
  return {
    ...readerBehindDoor(store, versions),
    append: async (stream, events, options) => store.append(stream, events.map(stamp), options),
    appendMany: async (items) =>
      store.appendMany(items.map((item): AppendItem => ({ ...item, events: item.events.map(stamp) }))),
    close: () => store.close(),
  };
}

/**
 * The same for a log that is only read, as in a thread of its own.
 * Its reads end with WrittenByLaterVersion once everything before such an event was handed out.
 */
export function readerBehindDoor(reader: EventReader, versions: EventVersions): EventReader {
  const door = new Door(versions);
  return {
    readStream: async (stream, options) => door.slice(await reader.readStream(stream, options)),
    readAll: (options) => door.events(reader.readAll(options)),
    subscribe: (options) => door.batches(reader.subscribe(options)),
    head: () => reader.head(),
  };
}

/** Metadata objects are shared by many events and written out once each, so that a stamped one has to be the same again. */
function stampOf(versions: EventVersions): (event: NewEvent) => NewEvent {
  const stamped = new Map<number, WeakMap<JsonObject, JsonObject>>();
  return ({ id, type, data, metadata }) => {
    const v = versions.today(type);
    if (v === undefined) throw new TypeError(`${type} is no event that is stored`);
    let ofVersion = stamped.get(v);
    if (!ofVersion) stamped.set(v, (ofVersion = new WeakMap()));
    let withVersion = ofVersion.get(metadata);
    if (!withVersion) ofVersion.set(metadata, (withVersion = { ...metadata, v }));
    return { id, type, data, metadata: withVersion };
  };
}

class Door {
  constructor(private readonly versions: EventVersions) {}

  slice(slice: StreamSlice): StreamSlice {
    return { exists: slice.exists, ...this.events(slice) };
  }

  /** Without a generator, which would make several promises an event. */
  events(events: AsyncIterable<RecordedEvent>): AsyncIterable<RecordedEvent> {
    const today = (result: IteratorResult<RecordedEvent, unknown>) => {
      if (result.done || this.isOfToday(result.value)) return result;
      return { done: false as const, value: this.upcast(result.value) };
    };
    return {
      [Symbol.asyncIterator]: () => {
        const iterator = events[Symbol.asyncIterator]();
        return {
          next: () => iterator.next().then(today),
          return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
        };
      },
    };
  }

  async *batches(
    batches: AsyncIterable<readonly SubscriptionMessage[]>,
  ): AsyncGenerator<readonly SubscriptionMessage[], void, undefined> {
    for await (const messages of batches) {
      if (messages.every((message) => message.kind !== 'event' || this.isOfToday(message.event))) yield messages;
      else yield* this.batch(messages);
    }
  }

  private *batch(messages: readonly SubscriptionMessage[]): Generator<readonly SubscriptionMessage[], void, undefined> {
    const upcast: SubscriptionMessage[] = [];
    try {
      for (const message of messages) {
        upcast.push(message.kind === 'event' ? { kind: 'event', event: this.upcast(message.event) } : message);
      }
    } catch (error) {
      if (upcast.length > 0) yield upcast;
      throw error;
    }
    yield upcast;
  }

  private isOfToday({ type, metadata }: RecordedEvent): boolean {
    const today = this.versions.today(type);
    return today === undefined || today === versionOf(metadata);
  }

  /** @throws WrittenByLaterVersion */
  private upcast(event: RecordedEvent): RecordedEvent {
    const { type, data, metadata } = event;
    const written = versionOf(metadata);
    const today = this.versions.today(type) ?? written;
    if (written > today) throw new WrittenByLaterVersion(event, today);
    if (written === today) return event;
    return { ...event, data: this.versions.upcast(type, data, written), metadata: { ...metadata, v: today } };
  }
}
