import { type Contact, type ContactCommand, contactDecider, type ContactEvent } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import { deadlinesProjection } from './deadlines.view';

const AT = '2026-01-05T12:00:00.000Z';
const LATER = '2026-01-05T12:10:00.000Z';
const attempt = (n: number): ContactCommand => ({
  ...{ type: 'ClaimAttempt', claim: `claim-${n}`, senderId: 'sender', withSession: false, at: AT, outcomeDueAt: LATER },
  conversation: { id: 'c', type: 'business_initiated', expiresAt: LATER },
  expiresAfter: 3600,
});
const evidence = (n: number) => ({ attempt: n, messageHash: `h${n}`, messageRef: `m${n}` });
const accepted = (n: number): ContactCommand => ({
  ...{ type: 'RecordAccepted', ...evidence(n), as: 'accepted', at: AT },
});
const failed = (n: number, retry: boolean): ContactCommand => ({
  ...{ type: 'RecordStatus', ...evidence(n), as: 'accepted', statusAt: AT, status: 'failed' },
  ...{ error: { code: '131049' }, final: 'delivery_failed', retry: retry ? { dueAt: LATER, class: 'day' } : null },
});

/** What is in the view of one contact after all of this. */
function rowsAfter(...commands: readonly ContactCommand[]): Map<string, Record<string, unknown>> {
  const rows = new Map<string, Record<string, unknown>>();
  let contact: Contact = contactDecider.initial;
  let revision = 0;
  const row = { type: 'AcceptRow', subaccountId: 'sub', ref: 'up.1', uploadId: 'up', row: 1 } as const;
  for (const command of [{ ...row, at: AT, suppressed: false } as const, ...commands]) {
    for (const event of contactDecider.decide(command, contact)) {
      contact = contactDecider.evolve(contact, event);
      for (const change of deadlinesProjection.project(recorded(event, revision++))) {
        const id = change.id.split(':')[1]!;
        if (change.op === 'put') rows.set(id, { ...change.doc });
        else if (change.op === 'remove') rows.delete(id);
        else if (change.op === 'patch' && rows.has(id)) rows.set(id, { ...rows.get(id), ...change.doc });
      }
    }
  }
  return rows;
}

function recorded(event: ContactEvent, revision: number): RecordedEvent {
  const where = { stream: 'contact-campaign.person', revision, position: String(revision), at: Date.parse(AT) };
  return { id: `id-${revision}`, metadata: {}, ...where, ...event } as unknown as RecordedEvent;
}

const UNKNOWN: ContactCommand = { type: 'RecordUnknownOutcome', attempt: 1 };
const OPEN = {
  kind: 'outcome',
  senderId: 'sender',
  person: null,
  attemptedAt: Date.parse(AT),
  dueAt: Date.parse(LATER),
};

describe('the deadlines of a contact', () => {
  it('say who attempted it and when, until it has an outcome', () => {
    expect(rowsAfter(attempt(1)).get('outcome')).toMatchObject({ contactKey: 'person', attempt: 1, ...OPEN });
    expect(rowsAfter(attempt(1), accepted(1)).has('outcome')).toBe(false);
    const refused = { type: 'RecordRefused', attempt: 1, error: { code: '1' }, retry: null, final: 'error' } as const;
    expect(rowsAfter(attempt(1), refused).size).toBe(0);
  });

  it('keep an attempt that was given up on, also when a person assumes something of it, until something is known', () => {
    expect(rowsAfter(attempt(1), UNKNOWN).get('outcome')).toMatchObject({ ...OPEN, kind: 'unknown' });
    const assume = { type: 'AssumeOutcome', outcome: 'not_sent' } as const;
    expect(rowsAfter(attempt(1), UNKNOWN, assume).get('outcome')).toMatchObject({ kind: 'unknown' });
    expect(rowsAfter(attempt(1), UNKNOWN, accepted(1)).has('outcome')).toBe(false);
    const late = { type: 'RecordRefused', attempt: 1, error: { code: '1' }, retry: null, final: 'error' } as const;
    expect(rowsAfter(attempt(1), UNKNOWN, late).size).toBe(0);
  });

  it('have an expiry only while a message is on its way', () => {
    expect(rowsAfter(attempt(1), accepted(1)).get('expiry')).toMatchObject({ kind: 'expiry', attempt: 1 });
    expect(rowsAfter(attempt(1), accepted(1), failed(1, false)).size).toBe(0);
    // Sent again a day later it has a time of its own; until then nothing of it can expire.
    expect(rowsAfter(attempt(1), accepted(1), failed(1, true)).size).toBe(0);
    const again = rowsAfter(attempt(1), accepted(1), failed(1, true), attempt(2), accepted(2));
    expect(again.get('expiry')).toMatchObject({ attempt: 2 });
  });
});
