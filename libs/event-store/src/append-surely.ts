import { type Appended, type EventStore, type NewEvent, OutcomeUnknown, WrongExpectedRevision } from './port';

/** How often an append of unknown outcome is repeated before the caller learns of it. */
const REPEATS = 3;

/** Appends; after an unknown outcome repeats the very same append, which the store answers as the first one. */
export async function appendSurely(
  store: Pick<EventStore, 'append'>,
  stream: string,
  events: readonly NewEvent[],
  expected: 'noStream' | number,
): Promise<Appended> {
  let unknown: OutcomeUnknown | undefined;
  for (let attempt = 0; ; attempt++) {
    try {
      return await store.append(stream, events, { expected });
    } catch (error) {
      // A conflict says that the first try was not taken; any other failure of a repeat says nothing about it.
      if (error instanceof WrongExpectedRevision) throw error;
      if (error instanceof OutcomeUnknown) unknown ??= error;
      if (!unknown) throw error;
      if (attempt === REPEATS) throw unknown;
    }
  }
}
