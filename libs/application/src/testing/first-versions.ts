import { STORED_TYPES, storedVersions, type Upcaster, versionsOf } from '@arauto/domain';
import { type EventStore, type NewEvent, storeBehindDoor } from '@arauto/event-store';

/** In which versions a test's log is written. */
export const testLog = {
  /** As if every type had a second version since: its events lie in the log as the first had them, and nobody may notice. */
  holdsFirstVersions: false,
};

const unwrap: Upcaster = (data) => data['first'] as ReturnType<Upcaster>;

/** Every type has a second version, which is what the program knows; the first held the same one level deeper. */
export const SECOND_VERSIONS = versionsOf(
  Object.fromEntries(STORED_TYPES.map((type) => [type, { version: 2, upcasters: { 1: unwrap } }])),
);

/** An event as a program of the first versions wrote it. */
export function ofFirstVersion<Event extends NewEvent>(event: Event): Event {
  return { ...event, data: { first: event.data }, metadata: { ...event.metadata, v: 1 } };
}

/** Puts the door of the log before a test's store. */
export function behindDoor(stored: EventStore): EventStore {
  return testLog.holdsFirstVersions
    ? storeBehindDoor(writingFirstVersions(stored), SECOND_VERSIONS)
    : storeBehindDoor(stored, storedVersions);
}

function writingFirstVersions(stored: EventStore): EventStore {
  return {
    append: (stream, events, options) => stored.append(stream, events.map(ofFirstVersion), options),
    appendMany: (items) =>
      stored.appendMany(items.map((item) => ({ ...item, events: item.events.map(ofFirstVersion) }))),
    readStream: (stream, options) => stored.readStream(stream, options),
    readAll: (options) => stored.readAll(options),
    subscribe: (options) => stored.subscribe(options),
    head: () => stored.head(),
    close: () => stored.close(),
  };
}
