import { fold } from '../decider';
import { given } from '../specification';
import {
  acceptRow,
  answerAccepted,
  answerRefused,
  claimAttempt,
  happen,
  RETRY,
  status,
  type Status,
  withdraw,
} from './contact.builders';
import { type ContactCommand, contactDecider } from './contact.decider';
import { type ContactEvent, milestonesOf } from './contact.events';
import type { KnownContact } from './contact.state';

const after = (events: readonly ContactEvent[]) => fold(contactDecider, events) as KnownContact;

const open = [acceptRow(), claimAttempt()];
const again = claimAttempt({ claim: 'claim-2' });
const refused = [...open, answerRefused({ retry: RETRY })];

/** Where a contact can stand when the statuses of an attempt come in; the attempt is the last. */
const SITUATIONS: Readonly<Record<string, readonly ContactCommand[]>> = {
  open,
  accepted: [...open, answerAccepted()],
  'refused, to be tried again': refused,
  'refused for good': [...open, answerRefused()],
  'without an account': [...open, answerRefused({ final: 'sending_failed' })],
  unknown: [...open, { type: 'RecordUnknownOutcome', attempt: 1 }],
  'assumed delivered': [
    ...open,
    { type: 'RecordUnknownOutcome', attempt: 1 },
    { type: 'AssumeOutcome', outcome: 'delivered' },
  ],
  'assumed not sent': [
    ...open,
    { type: 'RecordUnknownOutcome', attempt: 1 },
    { type: 'AssumeOutcome', outcome: 'not_sent' },
  ],
  withdrawn: [...open, withdraw()],
  expired: [...open, answerAccepted(), { type: 'ExpireContact' }],
  canceled: [...refused, { type: 'CancelContact' }],
  'erased while open': [...open, { type: 'RemoveContact', cause: 'erasure' }],
  'open again': [...refused, again],
  'open again, and the first was out after all': [...refused, again, status('sent', 1)],
  'sent again by the policy': [...open, answerAccepted(), status('failed', 1, true), again],
  'sent again by the policy and unknown': [
    ...open,
    answerAccepted(),
    status('failed', 1, true),
    again,
    { type: 'RecordUnknownOutcome', attempt: 2 },
  ],
};

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, at) => at !== index)).map((rest) => [item, ...rest]),
  );
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  return items.reduce<Item[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);
}

describe('every order of the statuses of one attempt gives one end', () => {
  const NAMES: readonly Status[] = ['sent', 'delivered', 'read', 'failed'];
  const cases = Object.keys(SITUATIONS).flatMap((name) => [true, false].map((policy) => ({ name, policy })));

  it.each(cases)('$name (policy tries again: $policy)', ({ name, policy }) => {
    const events = happen(SITUATIONS[name]!);
    const { attempt: last } = after(events);
    for (const names of subsets(NAMES)) {
      const ends = permutations(names).map((order) => {
        const once = order.map((of) => status(of, last, policy));
        const lived = happen([...once, ...once], events);
        return JSON.stringify([
          after(lived).situation,
          after(lived).settled,
          lived.flatMap((event) => milestonesOf(event)).sort(),
        ]);
      });
      expect({ names, ends: [...new Set(ends)] }).toEqual({ names, ends: [ends[0]] });
    }
  });
});

it('a status says what its message is charged as, where the webhook did', () => {
  const pricing = { category: 'utility', type: 'regular', billable: true };
  const sent = happen([acceptRow(), claimAttempt(), answerAccepted()]);
  const events = given(contactDecider, sent)
    .when({ ...status('sent'), pricing } as ContactCommand)
    .happens();
  expect(events.at(-1)!.data).toMatchObject({ pricing });
});
