import type { JsonObject } from './port';

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
