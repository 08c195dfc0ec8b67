/**
 * A decision maker over one stream: pure and synchronous. `decide` answers the events a command causes; a command whose goal
 * already holds gives `[]`; what is not allowed throws a Refusal. Time, ids and chance arrive on the command.
 */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  decide(command: Command, state: State): readonly Event[];
  /** Total: never validates, never throws. */
  evolve(state: State, event: Event): State;
}

/**
 * A state or a payload under construction: copied once, then set field by field. Spreading one object after another into a new one costs
 * ten times as much, and is felt where it is done for every event.
 */
export type Draft<T> = { -readonly [Field in keyof T]: T[Field] };

/** Folds events over a state. */
export function fold<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  events: readonly Event[],
  from: State = decider.initial,
): State {
  return events.reduce((state, event) => decider.evolve(state, event), from);
}

/** Reached only when a union has a member that a switch forgot: the compiler refuses it first. */
export function impossible(value: never): never {
  throw new Error(`not reachable: ${JSON.stringify(value)}`);
}

/**
 * What an `evolve` answers to an event it does not know: the state as it is. Only an event of a later type gets here (the
 * compiler sees to the rest), and during a rolling deploy readers ignore those.
 */
export function laterEvent<State>(_: never, state: State): State {
  return state;
}
