import { type EventReader, type RecordedEvent, START } from './port';
import type { Loaded } from './state-cache';

/**
 * A stream's fold as the log has it now. `revision` is -1 and `position` START where there is no event.
 * @param options.limit only so many events from the beginning: what the first one says may never change
 */
export async function loadStream<State, Event>(
  reader: Pick<EventReader, 'readStream'>,
  decider: { readonly initial: State; evolve(state: State, event: Event): State },
  stream: string,
  { limit }: { readonly limit?: number | undefined } = {},
): Promise<Loaded<State>> {
  let state = decider.initial;
  let last: RecordedEvent | undefined;
  for await (const recorded of await reader.readStream(stream, limit === undefined ? {} : { limit })) {
    state = decider.evolve(state, asStored<Event>(recorded));
    last = recorded;
  }
  return { state, revision: last?.revision ?? -1, position: last?.position ?? START };
}

function asStored<Event>(recorded: RecordedEvent): Event {
  return recorded as unknown as Event;
}
