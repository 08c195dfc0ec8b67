import type { Decider } from '../decider';
import { stream } from '../streams';
import type { IdentityLearned, PersonEvent } from './person.events';

/** The other keys that were learned of one. */
export interface Person {
  readonly identities: readonly string[];
}

export type PersonCommand = { readonly type: 'LearnIdentity' } & IdentityLearned['data'];

/** Under which other keys a person is known. */
export const personDecider: Decider<Person, PersonCommand, PersonEvent> = {
  initial: { identities: [] },
  decide({ type: _, ...data }, { identities }) {
    return identities.includes(data.identity) ? [] : [{ type: 'IdentityLearned', data }];
  },
  evolve(person, event) {
    // Any other is of a later type.
    if (event.type !== 'IdentityLearned') return person;
    return { identities: [...person.identities, event.data.identity] };
  },
};

export const personAggregate = { decider: personDecider, stream: stream.person };
