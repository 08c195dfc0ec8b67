import { type Decider, fold } from './decider';
import { Refusal, type RefusalCode } from './refusal';

/** Specifications that read as sentences: `given(decider, history).when(command).then(events)`. For tests only. */
export function given<State, Command, Event extends { readonly type: string }>(
  decider: Decider<State, Command, Event>,
  history: readonly Event[] = [],
) {
  const state = fold(decider, history);
  return {
    state,
    when(command: Command) {
      const decide = () => decider.decide(command, state);
      return {
        /** The events, whole. */
        then: (...events: readonly Event[]) => expect(decide()).toEqual(events),
        /** Their types only, where the data is another sentence's matter. */
        thenTypes: (...types: readonly Event['type'][]) => expect(decide().map(({ type }) => type)).toEqual(types),
        thenNothing: () => expect(decide()).toEqual([]),
        thenRefused(code: RefusalCode, details: Partial<Refusal['details']> = {}) {
          const refusal = refusalOf(decide);
          expect(refusal.code).toBe(code);
          expect(refusal.details).toMatchObject(details);
        },
        /** The history with what came of the command. */
        happens: (): readonly Event[] => [...history, ...decide()],
      };
    },
  };
}

function refusalOf(decide: () => readonly { readonly type: string }[]): Refusal {
  let events: readonly { readonly type: string }[];
  try {
    events = decide();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`not refused: ${JSON.stringify(events)}`);
}
