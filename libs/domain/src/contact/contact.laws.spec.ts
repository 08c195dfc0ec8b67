import fc from 'fast-check';
import { fold } from '../decider';
import { validateStored } from '../stored';
import { type ContactCommand, contactDecider } from './contact.decider';
import { type ContactEvent, milestonesOf, type Situation } from './contact.events';
import {
  acceptRow,
  answerAccepted,
  answerRefused,
  attempt,
  claimAttempt,
  happen,
  RETRY,
  status,
  type Status,
  withdraw,
} from './contact.builders';
import { isOpen, isWaiting } from './contact.moves';
import type { KnownContact } from './contact.state';

/** `FC_SEED` repeats a failed run; every failure prints its own. */
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

function law(name: string, property: fc.IRawProperty<unknown>, numRuns = 1000): void {
  it(name, async () => {
    await fc.assert(property, { numRuns, ...seed });
  });
}

const after = (events: readonly ContactEvent[]) => fold(contactDecider, events) as KnownContact;

function countMilestones(events: readonly ContactEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of events.flatMap((event) => milestonesOf(event))) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const ANY_STATUS = fc.constantFrom<Status>('sent', 'delivered', 'read', 'failed', 'failed');

/** What is done to an attempt, by number; which one is only known once the history before is. */
type Step<Command> = fc.WeightedArbitrary<(attempt: number) => Command>;

const REPLIED = '2026-03-02T13:00:00.000Z';

/** A step for every command, how often beside the others; only claims have a place of their own in a life. */
const STEPS: {
  readonly [Type in Exclude<ContactCommand['type'], 'ClaimAttempt'>]: Step<Extract<ContactCommand, { type: Type }>>;
} = {
  WithdrawAttempt: { weight: 8, arbitrary: fc.constant((n) => withdraw({ claim: `claim-${n}` })) },
  RecordAccepted: { weight: 8, arbitrary: fc.constant(answerAccepted) },
  RecordRefused: {
    weight: 20,
    arbitrary: fc
      .record({
        retry: fc.constantFrom(RETRY, RETRY, { ...RETRY, consumesAttempt: false }, null),
        final: fc.constantFrom('error', 'sending_failed'),
      })
      .map((over) => (n) => answerRefused({ ...over, attempt: n })),
  },
  RecordStatus: {
    weight: 24,
    arbitrary: fc.tuple(ANY_STATUS, fc.boolean()).map(
      ([name, again]) =>
        (n) =>
          status(name, n, again),
    ),
  },
  RecordUnknownOutcome: {
    weight: 4,
    arbitrary: fc
      .constantFrom({}, {}, { assume: 'delivered' } as const, { assume: 'not_sent' } as const)
      .map((assumed) => (n) => ({ type: 'RecordUnknownOutcome', attempt: n, ...assumed })),
  },
  AssumeOutcome: anyOf({ type: 'AssumeOutcome', outcome: 'delivered' }, { type: 'AssumeOutcome', outcome: 'not_sent' }),
  RecordReply: anyOf(
    { type: 'RecordReply', messageHash: 'reply-1', repliedAt: REPLIED, button: null, optOut: false },
    { type: 'RecordReply', messageHash: 'reply-2', repliedAt: REPLIED, button: 0, optOut: false },
    { type: 'RecordReply', messageHash: 'reply-3', repliedAt: REPLIED, button: 1, optOut: true },
    { type: 'RecordReply', messageHash: 'reply-4', repliedAt: REPLIED, button: null, optOut: true },
  ),
  ExpireContact: anyOf({ type: 'ExpireContact' }),
  CancelContact: anyOf({ type: 'CancelContact' }),
  RemoveContact: anyOf({ type: 'RemoveContact', cause: 'admin' }, { type: 'RemoveContact', cause: 'erasure' }),
  EndInError: anyOf(
    { type: 'EndInError', error: { code: 'ENG_NO_SESSION' }, contentType: 'text' },
    { type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } },
  ),
  AcceptRow: {
    ...anyOf(acceptRow(), acceptRow({ row: 2 }), acceptRow({ row: 3, suppressed: true })),
    weight: 3,
  },
  RejectRow: anyOf({ ...acceptRow(), type: 'RejectRow', reasons: [] }),
};

/** One of these, whichever attempt it is about. */
function anyOf<Command>(...commands: Command[]): Step<Command> {
  return { weight: 1, arbitrary: fc.constantFrom(...commands).map((command) => () => command) };
}

const ANY_STEP = fc.oneof(...Object.values<Step<ContactCommand>>(STEPS));

/** Mostly of the last attempt, sometimes of one before, rarely of one that never was. */
const ANY_DISTANCE = fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 2, -1);

/** Sometimes a contact leaves, and its person is uploaded again: mostly released, by a row of its own or one that was read before. */
const ANY_RETURN: fc.Arbitrary<readonly ContactCommand[]> = fc.oneof(
  { weight: 7, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom<ContactCommand>(
          { type: 'RemoveContact', cause: 'admin' },
          { type: 'RemoveContact', cause: 'erasure' },
          { type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } },
        ),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(false, false, false, true),
      )
      .map(([leaves, row, suppressed]) => [leaves, acceptRow({ row, suppressed })]),
  },
);

/**
 * Commands of a whole life; the first makes the contact. A claim is tried before most steps and refused where it may not be,
 * so that lives have several attempts, of which earlier ones still speak.
 */
const ANY_LIFE: fc.Arbitrary<ContactCommand[]> = fc
  .tuple(
    fc.constantFrom(...Array.from({ length: 9 }, () => acceptRow()), acceptRow({ suppressed: true })),
    fc.array(fc.tuple(ANY_STEP, ANY_DISTANCE, fc.boolean(), ANY_RETURN), { maxLength: 14 }),
  )
  .map(([first, steps]) => {
    const commands: ContactCommand[] = [first];
    let contact = fold(contactDecider, happen([first]));
    const add = (command: ContactCommand) => {
      commands.push(command);
      contact = fold(contactDecider, attempt(command, contact), contact);
    };
    for (const [step, distance, claims, returning] of steps) {
      returning.forEach(add);
      if (returning.length > 0) continue;
      const last = contact.status === 'known' ? contact.attempt : 0;
      const contentType = last % 2 === 1 ? ('text' as const) : undefined;
      if (claims || last === 0) add(claimAttempt({ claim: `claim-${last + 1}`, contentType }));
      const now = contact.status === 'known' ? contact.attempt : 0;
      add(step(Math.max(1, now - distance)));
    }
    return commands;
  });

/** Some of one attempt's statuses (and perhaps the answer), and two orders of them with repeats. */
function anyTwoOrders(of: number): fc.Arbitrary<readonly [ContactCommand[], ContactCommand[]]> {
  return fc
    .tuple(fc.subarray<Status>(['sent', 'delivered', 'read', 'failed'], { minLength: 1 }), fc.boolean(), fc.boolean())
    .chain(([names, again, answered]) => {
      const once = [...names.map((name) => status(name, of, again)), ...(answered ? [answerAccepted(of)] : [])];
      const order = fc
        .tuple(
          fc.shuffledSubarray(once, { minLength: once.length }),
          fc.array(fc.constantFrom(...once), { maxLength: 6 }),
        )
        .chain(([all, repeats]) =>
          fc.shuffledSubarray([...all, ...repeats], { minLength: all.length + repeats.length }),
        );
      return fc.tuple(order, order);
    });
}

describe('the laws of a contact', () => {
  law(
    'the same command twice adds nothing the second time',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      const last = life.at(-1)!;
      // A second claim is not a repeat but a rival, and is refused: the same thing for the log.
      expect(attempt(last, after(events))).toEqual([]);
    }),
  );

  law(
    'the statuses of one attempt, in any order and however often, give one state, one flag and the same milestones',
    fc.property(
      ANY_LIFE.chain((life) => {
        const events = happen(life);
        const { attempt: last } = after(events);
        const of =
          last === 0
            ? fc.constant(1)
            : fc.oneof({ weight: 3, arbitrary: fc.constant(last) }, fc.integer({ min: 1, max: last }));
        return of.chain((n) => anyTwoOrders(n).map(([one, other]) => ({ events, one, other })));
      }),
      ({ events, one, other }) => {
        const first = happen(one, events);
        const second = happen(other, events);
        expect(after(first).situation).toEqual(after(second).situation);
        expect(after(first).settled).toBe(after(second).settled);
        expect(countMilestones(first)).toEqual(countMilestones(second));
      },
    ),
    3000,
  );

  law(
    'every milestone is counted at most once',
    fc.property(ANY_LIFE, (life) => {
      for (const count of Object.values(countMilestones(happen(life)))) expect(count).toBe(1);
    }),
  );

  law(
    'the milestones of the events are the rank of the fold',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      const counted = Object.keys(countMilestones(events)).length;
      expect(after(events).rank).toBe(counted === 0 ? 0 : counted + 1);
    }),
  );

  law(
    'a contact settles at most once until an upload takes it back, and exactly when the fold says so',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      let settled = 0;
      events.forEach((event, index) => {
        if (event.data.settles === true) settled += 1;
        if (event.type === 'ContactUploaded' && event.data.unsettles) settled -= 1;
        expect(settled).toBe(after(events.slice(0, index + 1)).settled ? 1 : 0);
      });
    }),
  );

  law(
    'a contact returns only from Removed or an opt-out, and never once a message was taken, or may have been',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      events.forEach((event, index) => {
        if (event.type !== 'ContactUploaded' || !event.data.again) return;
        const before = events.slice(0, index);
        expect(['removed', 'error']).toContain(event.data.from?.state);
        const told = ['TemplateSent', 'SentConfirmed', 'Delivered', 'Read', 'SendOutcomeUnknown', 'OutcomeAssumed'];
        expect(before.map(({ type }) => type).filter((type) => told.includes(type))).toEqual([]);
        const attempts = before.filter(({ type }) => type === 'SendAttempted').length;
        const answered = before.filter(({ type }) => type === 'SendWithdrawn' || type === 'RetryScheduled').length;
        expect(answered).toBe(attempts);
      });
    }),
    3000,
  );

  law(
    'every event begins where the one before ended, so the sum of all moves is one contact in its state',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      const sum = new Map<string, number>();
      const add = (at: Situation | null, n: number) =>
        at && sum.set(JSON.stringify(at), (sum.get(JSON.stringify(at)) ?? 0) + n);
      let before: Situation | null = null;
      for (const { data } of events) {
        expect(data.from).toEqual(before);
        add(data.from, -1);
        add(data.to, 1);
        before = data.to;
      }
      const left = [...sum].filter(([, n]) => n !== 0);
      expect(left).toEqual([[JSON.stringify(after(events).situation), 1]]);
    }),
  );

  law(
    'folding a prefix and then the rest is folding all',
    fc.property(ANY_LIFE, fc.nat(), (life, cut) => {
      const events = happen(life);
      const at = cut % (events.length + 1);
      const prefix = fold(contactDecider, events.slice(0, at));
      expect(fold(contactDecider, events.slice(at), prefix)).toEqual(after(events));
    }),
  );

  law(
    'no attempt begins while one is open, nor after the contact has settled, nor while a message is on its way',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      events.forEach((event, index) => {
        if (event.type !== 'SendAttempted') return;
        const before = after(events.slice(0, index));
        expect(before.settled).toBe(false);
        expect(before.situation.open).toBe(false);
        expect(before.accepted.filter((n) => !before.resent.includes(n))).toEqual([]);
        expect(isWaiting(before)).toBe(true);
      });
    }),
  );

  law(
    'a contact that has settled never waits again, whatever comes',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      events.forEach((_, index) => {
        const contact = after(events.slice(0, index + 1));
        if (!contact.settled) return;
        expect(isWaiting(contact)).toBe(false);
        expect(['initial', 'retry_scheduled']).not.toContain(contact.situation.state);
      });
    }),
  );

  law(
    'evidence that a handset has the message ends sending, of whatever attempt it is',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      const contact = after(events);
      if (contact.attempt === 0) return;
      for (let n = 1; n <= contact.attempt; n += 1) {
        const one = happen([status('delivered', n)], events);
        expect(isWaiting(after(one))).toBe(false);
        expect(after(one).settled).toBe(true);
      }
    }),
  );

  law(
    'an attempt that was accepted is not open any more, and is never opened again',
    fc.property(ANY_LIFE, (life) => {
      const events = happen(life);
      events.forEach((_, index) => {
        const contact = after(events.slice(0, index + 1));
        expect(contact.accepted.filter((n) => isOpen(contact, n))).toEqual([]);
      });
    }),
  );

  law(
    'acceptedAt is on every event from the first acceptance on, and never changes',
    fc.property(ANY_LIFE, (life) => {
      let known: string | undefined;
      for (const event of happen(life)) {
        if (known !== undefined) expect(event.data.acceptedAt).toBe(known);
        known = event.data.acceptedAt;
        if (milestonesOf(event).length > 0) expect(known).toBeDefined();
      }
    }),
  );

  law(
    'every event is valid as stored, and the same after it was JSON',
    fc.property(ANY_LIFE, (life) => {
      for (const event of happen(life)) {
        expect(validateStored(event.type, event.data)).toEqual([]);
        expect(JSON.parse(JSON.stringify(event))).toEqual(event);
      }
    }),
    300,
  );
});
