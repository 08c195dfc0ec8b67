import { type Aggregate, type Decider, type DomainEvent, eventOf } from './decider';
import { type EventReader, type RecordedEvent, START } from './port';
import type { Loaded } from './state-cache';

/** One of an aggregate as the log has it now. `revision` is -1 and `position` START where there is no event. */
export function load<State, Event extends DomainEvent, Id extends readonly string[]>(
  log: Pick<EventReader, 'readStream'>,
  { decider, stream }: Aggregate<State, never, Event, Id>,
  ...id: Id
): Promise<Loaded<State>> {
  return loadStream(log, decider, stream(...id));
}

/**
 * The same of a stream by its name.
 * @param options.limit only so many events from the beginning: what the first one says may never change
 */
export async function loadStream<State, Event extends DomainEvent>(
  log: Pick<EventReader, 'readStream'>,
  decider: Pick<Decider<State, never, Event>, 'initial' | 'evolve'>,
  stream: string,
  { limit }: { readonly limit?: number | undefined } = {},
): Promise<Loaded<State>> {
  let state = decider.initial;
  let last: RecordedEvent | undefined;
  for await (const recorded of await log.readStream(stream, limit === undefined ? {} : { limit })) {
    state = decider.evolve(state, eventOf(decider, recorded));
    last = recorded;
  }
  return { state, revision: last?.revision ?? -1, position: last?.position ?? START };
}
