import {
  type Contact,
  type ContactCommand,
  contactDecider,
  type ContactEvent,
  MILESTONES,
  Refusal,
} from '@arauto/domain';
import fc from 'fast-check';
import type { Contradiction } from './claims';
import { ContactRecount } from './contact-recount';

/** `FC_SEED` repeats a failed run; every failure prints its own. */
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

const AT = '2026-03-02T12:00:00.000Z';
const LATER = '2026-03-03T12:00:00.000Z';
const FACTS = { subaccountId: 'sub-1', ref: 'up-1.000000001', uploadId: 'up-1', row: 1 };

const attemptFacts = (attempt: number) => ({ attempt, messageHash: `hash-${attempt}`, messageRef: `ref-${attempt}` });

const claim = (n: number): ContactCommand => ({
  ...({ type: 'ClaimAttempt', claim: `claim-${n}`, senderId: 'sender-1', withSession: false } as const),
  conversation: { id: 'conversation-1', type: 'business_initiated', expiresAt: LATER },
  ...{ at: AT, outcomeDueAt: LATER, expiresAfter: 3600 },
});

const ANY_STATUS = fc.constantFrom('sent', 'delivered', 'read', 'failed', 'failed');

/** As if attempts went by turns over a number of each provider. */
const takenBy = (attempt: number): 'accepted' | 'submitted' => (attempt % 2 === 0 ? 'accepted' : 'submitted');

/** What is done to an attempt, by number. */
const ANY_STEP: fc.Arbitrary<(attempt: number) => ContactCommand> = fc.oneof(
  fc.constantFrom('gate_closed' as const, 'too_late' as const).map((reason) => (n: number) => ({
    ...{ type: 'WithdrawAttempt' as const, claim: `claim-${n}`, reason, dueAt: LATER },
  })),
  fc.constant((n: number) => ({
    type: 'RecordAccepted' as const,
    ...attemptFacts(n),
    as: takenBy(n),
    at: AT,
  })),
  fc
    .record({
      retry: fc.constantFrom(
        { dueAt: LATER, class: 'SERVER', consumesAttempt: true },
        { dueAt: LATER, class: 'SLOW', consumesAttempt: false },
        null,
      ),
      final: fc.constantFrom('error' as const, 'sending_failed' as const),
    })
    .map((over) => (attempt: number) => ({
      ...{ type: 'RecordRefused' as const, error: { code: '131000' }, attempt, ...over },
    })),
  fc
    .tuple(ANY_STATUS, fc.boolean(), fc.constantFrom('delivery_failed' as const, 'sending_failed' as const))
    .map(([status, again, final]) => (n: number) => {
      const told = { type: 'RecordStatus' as const, ...attemptFacts(n), statusAt: AT, as: takenBy(n) };
      if (status !== 'failed') return { ...told, status: status as 'sent' | 'delivered' | 'read' };
      const retry = again ? { dueAt: LATER, class: 'DAY' } : null;
      return { ...told, status, error: { code: '131049' }, final, retry };
    }),
  fc.constant((attempt: number) => ({ type: 'RecordUnknownOutcome' as const, attempt })),
  fc
    .constantFrom<ContactCommand[]>(
      { type: 'AssumeOutcome', outcome: 'delivered' },
      { type: 'AssumeOutcome', outcome: 'not_sent' },
      { type: 'ExpireContact' },
      { type: 'CancelContact' },
      { type: 'RemoveContact', cause: 'admin' },
      { type: 'RemoveContact', cause: 'erasure' },
      { type: 'EndInError', error: { code: 'ENG_NO_SESSION' } },
      { type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } },
      { type: 'RecordReply', messageHash: 'reply-1', repliedAt: AT, button: null, optOut: false },
      { type: 'RecordReply', messageHash: 'reply-2', repliedAt: AT, button: 0, optOut: false },
      { type: 'RecordReply', messageHash: 'reply-3', repliedAt: AT, button: null, optOut: true },
      ...[2, 3, 4].map((row) => ({ type: 'AcceptRow' as const, ...FACTS, row, at: AT, suppressed: row === 4 })),
    )
    .map((command) => () => command),
);

const ANY_BEGINNING = fc.constantFrom<ContactCommand[]>(
  ...Array.from({ length: 9 }, () => ({ type: 'AcceptRow' as const, ...FACTS, at: AT, suppressed: false })),
  { type: 'AcceptRow', ...FACTS, at: AT, suppressed: true },
  { type: 'RejectRow', ...FACTS, reasons: [{ code: 'phone_invalid', column: 'phone' }] },
);

/** The events of a whole life, by the decider that the engine uses; attempts before the last still speak. */
const ANY_LIFE: fc.Arbitrary<readonly ContactEvent[]> = fc
  .tuple(
    ANY_BEGINNING,
    fc.array(fc.tuple(ANY_STEP, fc.constantFrom(0, 0, 0, 0, 1, 1, 2), fc.boolean()), { maxLength: 14 }),
  )
  .map(([first, steps]) => {
    const events: ContactEvent[] = [];
    let contact: Contact = contactDecider.initial;
    const happen = (command: ContactCommand) => {
      for (const event of decided(command, contact)) {
        events.push(event);
        contact = contactDecider.evolve(contact, event);
      }
    };
    const last = () => (contact.status === 'known' ? contact.attempt : 0);
    happen(first);
    for (const [step, distance, claims] of steps) {
      if (claims || last() === 0) happen(claim(last() + 1));
      happen(step(Math.max(1, last() - distance)));
    }
    return events;
  });

/** Refused commands add nothing, as in life. */
function decided(command: ContactCommand, contact: Contact): readonly ContactEvent[] {
  try {
    return contactDecider.decide(command, contact);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function recount(events: readonly ContactEvent[]): { contact: ContactRecount; found: Contradiction[] } {
  const contact = new ContactRecount();
  const found = events.flatMap((event, revision) => contact.take(event, revision));
  return { contact, found };
}

/** Wrong figures of an event, each by the name under which it must be found. */
function falsified({ type, data }: ContactEvent): { field: string; event: ContactEvent }[] {
  const other = data.to.state === 'sent' ? 'initial' : 'sent';
  const wrong: Record<string, object> = {
    settles: { settles: data.settles ? undefined : true },
    'to.state': { to: { ...data.to, state: other } },
    'to.open': { to: { ...data.to, open: !data.to.open } },
    'to.needsAttention': { to: { ...data.to, needsAttention: !data.to.needsAttention } },
    acceptedAt: { acceptedAt: data.acceptedAt === undefined ? AT : undefined },
  };
  if (data.from) wrong['from.state'] = { from: { ...data.from, state: data.from.state === 'sent' ? 'read' : 'sent' } };
  if ('attempts' in data) wrong['attempts'] = { attempts: data.attempts + 2 };
  if ('milestones' in data) wrong['milestones'] = { milestones: data.milestones.length > 0 ? [] : ['accepted'] };
  if ('implied' in data) wrong['milestones'] = { implied: data.implied.length > 0 ? [] : [MILESTONES[0]] };
  if (type === 'Delivered' || type === 'Read')
    wrong['supersedes'] = { supersedes: data.supersedes ? undefined : 'error' };
  if ('overcomes' in data) wrong['overcomes'] = { overcomes: `${data.overcomes}0` };
  // The instant of the first acceptance is a fact of this event: no other says it.
  if (type === 'TemplateSent' && data.milestones.length > 0) delete wrong['acceptedAt'];
  return Object.entries(wrong).map(([field, over]) => ({
    field,
    event: { type, data: { ...data, ...over } } as ContactEvent,
  }));
}

describe('the recount of a contact', () => {
  it('agrees with the decider about every life: two opinions, told apart, come to the same', () => {
    fc.assert(
      fc.property(ANY_LIFE, (events) => {
        const { contact, found } = recount(events);
        expect(found).toEqual([]);
        const folded = events.reduce<Contact>(
          (state, event) => contactDecider.evolve(state, event),
          contactDecider.initial,
        );
        if (folded.status === 'none') return;
        const { state, open, needsAttention, settled, attempts, reached, failedOf } = contact.counted;
        expect({ state, open, needsAttention }).toEqual(folded.situation);
        expect([settled, attempts, failedOf]).toEqual([folded.settled, folded.attemptsUsed, folded.failedOf]);
        expect(reached).toBe(Math.max(0, folded.rank - 1));
      }),
      { numRuns: 5000, ...seed },
    );
  });

  it('finds every wrong figure of an event, by its name', () => {
    fc.assert(
      fc.property(ANY_LIFE, fc.nat(), fc.nat(), (events, which, what) => {
        const index = which % events.length;
        const wrong = falsified(events[index]!);
        const { field, event } = wrong[what % wrong.length]!;
        const { found } = recount(events.with(index, event));
        expect(found.map((each) => each.field)).toContain(field);
      }),
      { numRuns: 5000, ...seed },
    );
  });

  it('finds an event that is missing, where it made a difference', () => {
    fc.assert(
      fc.property(ANY_LIFE, fc.nat(), (events, which) => {
        // The last may be missing: it may as well not have happened yet.
        if (events.length < 2) return;
        const index = which % (events.length - 1);
        const { from, to } = events[index]!.data;
        if (JSON.stringify(from) === JSON.stringify(to)) return;
        expect(recount(events.toSpliced(index, 1)).found).not.toEqual([]);
      }),
      { numRuns: 2000, ...seed },
    );
  });
});
