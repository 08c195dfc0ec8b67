import { type Expected, type JsonObject, MAX_APPEND_BYTES, type NewEvent, TooLarge } from './port';

/** An event ready to be stored: lower-case id, payloads as JSON text. */
export interface SerialisedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A surrogate without its other half: UTF-8 cannot hold it, so two names would become one. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * Checks an append and turns its payloads into JSON, before any store sees it: a store's own answer to such input is a
 * crash, a stall or silence.
 * @throws TypeError for what is no event or no stream name; TooLarge above MAX_APPEND_BYTES
 */
export function serialise(stream: string, events: readonly NewEvent[], expected: Expected): SerialisedEvent[] {
  if (typeof stream !== 'string' || stream === '') throw new TypeError('a stream name must not be empty');
  if (HALF_CHARACTER.test(stream))
    throw new TypeError('a stream name must be well-formed Unicode (it holds half a character)');
  if (!isExpected(expected)) {
    throw new TypeError(`expected must be 'noStream', 'any' or a revision from 0, not ${String(expected)}`);
  }
  if (events.length === 0) throw new TypeError(`an append to ${brief(stream)} must hold at least one event`);
  let characters = 0;
  const serialised = events.map((event, index) => {
    const result = serialiseEvent(stream, event, index);
    characters += result.data.length + result.metadata.length;
    return result;
  });
  // A UTF-16 unit is at most three bytes of UTF-8: count exactly only where it can matter.
  if (characters * 3 > MAX_APPEND_BYTES) refuseTooLarge(stream, serialised);
  return serialised;
}

function serialiseEvent(stream: string, event: NewEvent, index: number): SerialisedEvent {
  const where = () => `event ${index} of an append to ${brief(stream)}`;
  if (!UUID.test(event.id)) throw new TypeError(`${where()}: the id must be a UUID, not ${JSON.stringify(event.id)}`);
  if (typeof event.type !== 'string' || event.type === '')
    throw new TypeError(`${where()}: the type must not be empty`);
  if (HALF_CHARACTER.test(event.type)) throw new TypeError(`${where()}: the type must be well-formed Unicode`);
  return {
    id: event.id.toLowerCase(),
    type: event.type,
    data: toJson(event.data, where, 'data'),
    metadata: metadataJson(event.metadata, where),
  };
}

/** Metadata as JSON. Callers put the same object on many events, and it may not change. */
const written = new WeakMap<object, string>();

function metadataJson(metadata: JsonObject, where: () => string): string {
  let json = written.get(metadata);
  if (json === undefined) {
    json = toJson(metadata, where, 'metadata');
    written.set(metadata, json);
  }
  return json;
}

function toJson(value: unknown, where: () => string, field: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${where()}: ${field} must be an object`);
  }
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new TypeError(`${where()}: ${field} is no JSON (${(error as Error).message.split('\n')[0]})`, {
      cause: error,
    });
  }
}

function refuseTooLarge(stream: string, events: readonly SerialisedEvent[]): void {
  const bytes = events.reduce(
    (sum, { data, metadata }) => sum + Buffer.byteLength(data) + Buffer.byteLength(metadata),
    0,
  );
  if (bytes > MAX_APPEND_BYTES) throw new TooLarge(brief(stream), bytes, MAX_APPEND_BYTES);
}

function isExpected(expected: unknown): expected is Expected {
  return expected === 'noStream' || expected === 'any' || (Number.isSafeInteger(expected) && (expected as number) >= 0);
}

/** A stream name may have 100,000 characters; a message should not. */
function brief(stream: string): string {
  return stream.length > 200 ? `${stream.slice(0, 200)}…` : stream;
}
