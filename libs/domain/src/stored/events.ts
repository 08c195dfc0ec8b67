import { codecOf, type Stored } from './codec';
import { storedEvents } from './registry';
import type { StoredEvent } from './stored-event';

const codec = codecOf(storedEvents);

/** What the log is to hold: type, data, and `v` (the version) as metadata. */
export function encode<Event extends StoredEvent>(event: Event): Event & { readonly metadata: { readonly v: number } } {
  return { ...event, metadata: codec.encode(event).metadata };
}

/**
 * The event as today's program knows it, upcast from the version in `metadata.v`; undefined for an unknown type. The caller
 * names the events of the streams it reads; data is not checked here, since what is in the log was checked by its types.
 * @throws WrittenByLaterVersion
 */
export function decode<Event extends StoredEvent = StoredEvent>(stored: Stored): Event | undefined {
  return codec.decode(stored) as Event | undefined;
}
