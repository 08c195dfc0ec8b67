import type { JsonObject, RecordedEvent } from './port';

/** What a decider reads and writes: a stored type name and its payload. */
export interface DomainEvent {
  readonly type: string;
  readonly data: JsonObject;
}

/** Pure and synchronous. The domain declares a structurally equal type of its own: it imports nothing. */
export interface Decider<State, Command, Event extends DomainEvent> {
  readonly initial: State;
  /** `[]` when the command's goal already holds; throws a refusal when it is not allowed. */
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
}

/** A decider and the streams that it decides over. */
export interface Aggregate<State, Command, Event extends DomainEvent, Id extends readonly string[]> {
  readonly decider: Decider<State, Command, Event>;
  /** The name of the stream of one of them. */
  readonly stream: (...id: Id) => string;
}

/** An event of the log as its decider knows it. */
export type Recorded<Event extends DomainEvent> = Event & Omit<RecordedEvent, keyof DomainEvent>;

/**
 * An event of one of a decider's streams as the decider knows it: they hold no others, and the door of the log lets through none but of
 * today's version. The one place where this is taken for granted; an event of a type that came later is left alone by `evolve`.
 */
export function eventOf<Event extends DomainEvent>(
  _: Pick<Decider<unknown, never, Event>, 'evolve'>,
  recorded: RecordedEvent,
): Recorded<Event> {
  return recorded as RecordedEvent & Recorded<Event>;
}
