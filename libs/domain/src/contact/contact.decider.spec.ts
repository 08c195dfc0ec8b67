import { given } from '../specification';
import {
  acceptRow,
  answerAccepted,
  answerRefused,
  claimAttempt,
  happen,
  RETRY,
  status,
  withdraw,
} from './contact.builders';
import { fold } from '../decider';
import { type ContactCommand, contactDecider } from './contact.decider';
import type { ContactEvent } from './contact.events';
import { uploadedContact } from './contact.rows';
import { type KnownContact, personOf } from './contact.state';

const contact = (...commands: ContactCommand[]) => given(contactDecider, happen(commands));
const open = [acceptRow(), claimAttempt()];
const accepted = [...open, answerAccepted()];
const waiting = [...open, answerRefused({ retry: RETRY })];
const unknown: ContactCommand[] = [...open, { type: 'RecordUnknownOutcome', attempt: 1 }];

function stands(events: readonly ContactEvent[]) {
  const { data, type } = events.at(-1)!;
  return { type, ...data.to, settles: data.settles ?? false };
}
const after = (...commands: ContactCommand[]) => stands(happen(commands));

describe('a contact whose key is not its person', () => {
  const test = acceptRow({ uploadId: 'test', person: 'person-1', correlationId: 'order-7' });

  it('says whose it is wherever it is told of, so that nobody has to look it up', () => {
    const events = happen([test, claimAttempt(), answerAccepted()]);
    expect(events.map(({ data }) => (data as { person?: string }).person)).toEqual([
      'person-1',
      'person-1',
      'person-1',
    ]);
    const [ended] = happen([test, { type: 'EndInError', error: { code: 'ENG_TIER' } }]).slice(-1);
    expect(ended?.data).toMatchObject({ person: 'person-1', correlationId: 'order-7', unattempted: true });
    expect(personOf('test-1', fold(contactDecider, events) as KnownContact)).toBe('person-1');
  });

  it('is otherwise its own person, and its events are as they always were', () => {
    const events = happen([acceptRow(), claimAttempt(), answerAccepted()]);
    expect(events.every(({ data }) => !('person' in data))).toBe(true);
    expect(personOf('person-2', fold(contactDecider, events) as KnownContact)).toBe('person-2');
  });
});

describe('a row of a file', () => {
  it('becomes a contact that waits', () => {
    contact()
      .when(acceptRow({ correlationId: 'order-7' }))
      .then({
        type: 'ContactUploaded',
        data: {
          from: null,
          to: { state: 'initial', open: false, needsAttention: false },
          subaccountId: 'sub-1',
          ref: 'up-1.000000001',
          correlationId: 'order-7',
          uploadId: 'up-1',
          row: 1,
          dueAt: '2026-03-02T12:00:00.000Z',
        },
      });
  });

  it('stands where its first event puts it, for whoever knows the row and has not read the event', () => {
    for (const over of [{}, { correlationId: 'order-7' }]) {
      const row = acceptRow(over);
      expect(uploadedContact(row)).toEqual(fold(contactDecider, happen([row])));
    }
  });

  it('of a person who opted out ends in Error at once, with a report row of its own', () => {
    contact()
      .when(acceptRow({ suppressed: true }))
      .thenTypes('ContactUploaded', 'SendErrored');
    expect(happen([acceptRow({ suppressed: true })])[1]!.data).toMatchObject({
      error: { code: 'ENG_OPTED_OUT' },
      unattempted: true,
      settles: true,
      ref: 'up-1.000000001',
    });
  });

  it('that is read again after a crash is no duplicate', () => contact(acceptRow()).when(acceptRow()).thenNothing());

  it('of a person who is a contact already is refused', () =>
    contact(acceptRow())
      .when(acceptRow({ row: 2 }))
      .thenRefused('already_exists'));

  it('that cannot be read is kept as an invalid record, settled, with every reason', () => {
    const reasons = [{ code: 'phone_missing', column: 'phone' }];
    const row = { ...acceptRow(), type: 'RejectRow' as const, reasons };
    contact()
      .when(row)
      .then({
        type: 'InvalidRecordUploaded',
        data: {
          from: null,
          to: { state: 'invalid_record', open: false, needsAttention: false },
          settles: true,
          subaccountId: 'sub-1',
          ref: 'up-1.000000001',
          uploadId: 'up-1',
          row: 1,
          reasons,
        },
      });
    contact(row).when(row).thenNothing();
  });
});

describe('a contact that is not there', () => {
  it('refuses every command but the first', () => contact().when(claimAttempt()).thenRefused('not_found'));
});

describe('an attempt', () => {
  it('is claimed before anything leaves, with all a report row needs', () => {
    contact(acceptRow()).when(claimAttempt()).thenTypes('SendAttempted');
    expect(after(...open)).toMatchObject({ state: 'in_progress', open: true });
    expect(happen(open)[1]!.data).toMatchObject({ attempt: 1, attempts: 1, claim: 'claim-1', ref: 'up-1.000000001' });
  });

  it('is claimed once: a rival is refused', () =>
    contact(...open)
      .when(claimAttempt({ claim: 'claim-2' }))
      .thenRefused('contact_in_progress'));

  it('that was withdrawn goes back to where it was and costs nothing', () => {
    contact(...open)
      .when(withdraw())
      .thenTypes('SendWithdrawn');
    expect(after(...open, withdraw())).toMatchObject({ state: 'initial', open: false });
    expect(happen([...open, withdraw()])[2]!.data).toMatchObject({ attempts: 0 });
    expect(after(...waiting, claimAttempt({ claim: 'claim-2' }), withdraw({ claim: 'claim-2' }))).toMatchObject({
      state: 'retry_scheduled',
    });
  });

  it('is withdrawn only by its own claim', () =>
    contact(...open)
      .when(withdraw({ claim: 'other' }))
      .thenNothing());

  it('that the provider took is in progress, and accepted from then on', () => {
    contact(...open)
      .when(answerAccepted())
      .thenTypes('TemplateSent');
    expect(happen(accepted)[2]!.data).toMatchObject({
      milestones: ['accepted'],
      acceptedAt: '2026-03-02T12:00:00.000Z',
      expiresAt: '2026-03-02T13:00:00.000Z',
      to: { state: 'in_progress', open: false },
    });
  });

  it('that was free-form is a session message, by an answer or by a status, and whatever was tried since', () => {
    const text = [acceptRow(), claimAttempt({ contentType: 'text', withSession: true })];
    expect(happen(text)[1]!.data).toMatchObject({ contentType: 'text', withSession: true });
    contact(...text)
      .when(answerAccepted())
      .thenTypes('SessionMessageSent');
    contact(...text)
      .when(status('delivered'))
      .thenTypes('SessionMessageSent', 'Delivered');
    const thenTemplate = [...text, answerRefused({ retry: RETRY }), claimAttempt({ claim: 'claim-2' })];
    contact(...thenTemplate)
      .when(answerAccepted(2))
      .thenTypes('TemplateSent');
    contact(...thenTemplate)
      .when(status('sent', 1))
      .thenTypes('SessionMessageSent', 'SentConfirmed');
  });

  it('that cannot be begun says what would have gone out', () =>
    expect(
      happen([acceptRow(), { type: 'EndInError', error: { code: 'ENG_NO_SESSION' }, contentType: 'image' }])[1]!.data,
    ).toMatchObject({ contentType: 'image', unattempted: true, settles: true }));

  it('that was refused for now is tried again at its time', () => {
    contact(...open)
      .when(answerRefused({ retry: RETRY }))
      .thenTypes('RetryScheduled');
    expect(happen(waiting)[2]!.data).toMatchObject({ dueAt: RETRY.dueAt, attempts: 1 });
  });

  it('that was refused by a throttle does not count against the policy', () => {
    const refused = answerRefused({ retry: { ...RETRY, consumesAttempt: false } });
    expect(happen([...open, refused])[2]!.data).toMatchObject({ attempts: 0 });
  });

  it('knows how often in a row it was put off for one reason, until it is taken', () => {
    const putOff = (...reasons: readonly string[]) => {
      const refusals = reasons.flatMap((reason, index) => [
        claimAttempt({ claim: `claim-${index + 1}` }),
        answerRefused({ attempt: index + 1, retry: { ...RETRY, class: reason, consumesAttempt: false } }),
      ]);
      return [acceptRow(), ...refusals];
    };
    const known = (commands: readonly ContactCommand[]) =>
      (fold(contactDecider, happen([...commands])) as KnownContact).putOff;
    expect(known(putOff())).toBeNull();
    expect(known(putOff('throttle', 'maintenance', 'maintenance'))).toEqual({ class: 'maintenance', times: 2 });
    expect(known(putOff('maintenance', 'throttle'))).toEqual({ class: 'throttle', times: 1 });
    expect(known([...putOff('throttle'), claimAttempt({ claim: 'claim-2' }), answerAccepted(2)])).toBeNull();
  });

  it('that was refused for good ends in Error, or in Sending failed without an account', () => {
    expect(after(...open, answerRefused())).toMatchObject({ type: 'SendErrored', state: 'error', settles: true });
    expect(after(...open, answerRefused({ final: 'sending_failed' }))).toMatchObject({
      type: 'SendingFailed',
      state: 'sending_failed',
      settles: true,
    });
  });

  it('begins no new conversation while the last one is open, and does when it has expired', () => {
    const next = { id: 'conversation-2', type: 'business_initiated', expiresAt: '2026-03-04T12:00:00.000Z' } as const;
    const again = (at: string) => happen([...waiting, claimAttempt({ claim: 'claim-2', conversation: next, at })])[3]!;
    expect(again('2026-03-02T12:10:00.000Z').data).toMatchObject({ conversation: { id: 'conversation-1' } });
    expect(again('2026-03-03T12:00:00.000Z').data).toMatchObject({ conversation: { id: 'conversation-2' } });
  });
});

describe('an attempt without an answer', () => {
  it('is recorded as unknown and flagged, which settles it', () =>
    expect(after(...unknown)).toMatchObject({ state: 'in_progress', needsAttention: true, settles: true }));

  it('is never tried again', () =>
    contact(...unknown)
      .when(claimAttempt({ claim: 'claim-2' }))
      .thenRefused('contact_in_progress'));

  it('can be assumed delivered or not sent by a person', () => {
    expect(after(...unknown, { type: 'AssumeOutcome', outcome: 'delivered' })).toMatchObject({ state: 'delivered' });
    expect(after(...unknown, { type: 'AssumeOutcome', outcome: 'not_sent' })).toMatchObject({ state: 'error' });
  });

  it('loses its flag to a late answer or status', () => {
    expect(after(...unknown, answerAccepted())).toMatchObject({ needsAttention: false, state: 'in_progress' });
    expect(after(...unknown, status('sent'))).toMatchObject({ needsAttention: false, state: 'sent' });
    expect(after(...unknown, answerRefused({ retry: RETRY }))).toMatchObject({ needsAttention: false, state: 'error' });
  });

  it('cannot be assumed when its outcome is known', () =>
    contact(...accepted)
      .when({ type: 'AssumeOutcome', outcome: 'delivered' })
      .thenRefused('wrong_status'));
});

describe('a status', () => {
  it('moves a contact up', () => {
    expect(after(...accepted, status('sent'))).toMatchObject({ type: 'SentConfirmed', state: 'sent' });
    expect(after(...accepted, status('delivered'))).toMatchObject({ type: 'Delivered', settles: true });
    expect(after(...accepted, status('delivered'), status('read'))).toMatchObject({ type: 'Read', settles: false });
  });

  it('names the milestones it skipped, so that each is counted once', () =>
    expect(happen([...accepted, status('read')])[3]!.data).toMatchObject({ implied: ['sent', 'delivered'] }));

  it('that comes before the answer infers acceptance, and the answer then adds nothing', () => {
    contact(...open)
      .when(status('delivered'))
      .thenTypes('TemplateSent', 'Delivered');
    contact(...open, status('delivered'))
      .when(answerAccepted())
      .thenNothing();
  });

  it('of failure is final after acceptance', () =>
    expect(after(...accepted, status('failed'))).toMatchObject({ type: 'DeliveryFailed', settles: true }));

  it('of failure is tried again only where the policy names the code', () => {
    expect(after(...accepted, status('failed', 1, true))).toMatchObject({ type: 'RetryScheduled' });
    contact(...accepted, status('failed', 1, true))
      .when(claimAttempt({ claim: 'claim-2' }))
      .thenTypes('SendAttempted');
  });

  it('of delivery wins over a failure and an expiry, and says what it supersedes', () => {
    const superseded = happen([...accepted, status('failed'), status('delivered')]).at(-1)!;
    expect(superseded.data).toMatchObject({ supersedes: 'delivery_failed', to: { state: 'delivered' } });
    expect(after(...accepted, { type: 'ExpireContact' }, status('read'))).toMatchObject({ state: 'read' });
  });

  it('lower than a failure is counted and changes no state', () =>
    expect(after(...accepted, status('failed'), status('sent'))).toMatchObject({
      type: 'SentConfirmed',
      state: 'delivery_failed',
    }));

  it('of failure after delivery is kept for the audit, once', () => {
    contact(...accepted, status('delivered'))
      .when(status('failed'))
      .thenTypes('LateFailureRecorded');
    contact(...accepted, status('delivered'), status('failed'))
      .when(status('failed'))
      .thenNothing();
  });

  it('of an earlier attempt ends sending when it is good, and changes nothing when it is a failure', () => {
    const second = [...waiting, claimAttempt({ claim: 'claim-2' })];
    expect(after(...second, status('delivered', 1))).toMatchObject({ state: 'delivered', open: true, settles: true });
    contact(...second)
      .when(status('failed', 1))
      .thenNothing();
  });

  it('of an attempt that never was changes nothing', () => contact(acceptRow()).when(status('sent')).thenNothing());
});

describe('the end of a contact', () => {
  it('is Expired when no word comes after acceptance', () => {
    expect(after(...accepted, { type: 'ExpireContact' })).toMatchObject({ state: 'delivery_failed', settles: true });
    contact(...open)
      .when({ type: 'ExpireContact' })
      .thenNothing();
  });

  it('is Canceled by admin only while it waits; an open attempt is left to its outcome', () => {
    expect(after(...waiting, { type: 'CancelContact' })).toMatchObject({ state: 'canceled_by_admin', settles: true });
    contact(...open)
      .when({ type: 'CancelContact' })
      .thenNothing();
    contact(...accepted)
      .when({ type: 'CancelContact' })
      .thenNothing();
  });

  it('is Delivered when the message of a canceled contact was out after all', () =>
    expect(after(...waiting, { type: 'CancelContact' }, status('delivered'))).toMatchObject({ state: 'delivered' }));

  it('is Error when it cannot be sent and waits', () =>
    expect(after(acceptRow(), { type: 'EndInError', error: { code: 'ENG_NO_SESSION' } })).toMatchObject({
      state: 'error',
    }));

  it('is Removed by an admin while it waits, by an erasure always', () => {
    expect(after(acceptRow(), { type: 'RemoveContact', cause: 'admin' })).toMatchObject({ state: 'removed' });
    contact(...accepted)
      .when({ type: 'RemoveContact', cause: 'admin' })
      .thenRefused('contact_in_progress');
    expect(after(...accepted, { type: 'RemoveContact', cause: 'erasure' })).toMatchObject({ state: 'removed' });
  });
});

/** Each of these was wrong once; the title says what it cost. */
describe('regressions', () => {
  const resending = [...accepted, status('failed', 1, true)];
  const second = claimAttempt({ claim: 'claim-2' });

  it('a delivered contact went back to Retry scheduled when a later attempt was refused: it waited for ever', () => {
    const refused = answerRefused({ attempt: 2, retry: RETRY });
    expect(after(...resending, second, status('delivered', 1), refused)).toMatchObject({ state: 'delivered' });
  });

  it('a failed status kept from before its acceptance lost its retry: the order of two webhooks decided the end', () => {
    const failed = status('failed', 1, true);
    expect(after(...waiting, failed, status('sent'))).toMatchObject({ state: 'retry_scheduled' });
    expect(after(...waiting, status('sent'), failed)).toMatchObject({ state: 'retry_scheduled' });
  });

  it('the proof of a resent attempt that was refused did not end sending: the handset got it again', () => {
    const refused = answerRefused({ attempt: 2, retry: RETRY });
    const proven = [...resending, second, refused, status('sent', 2)];
    contact(...proven)
      .when(claimAttempt({ claim: 'claim-3' }))
      .thenRefused('contact_in_progress');
  });

  it('a policy retry while another accepted message was on its way: the handset got both', () => {
    const bothOut = [...waiting, second, status('sent', 1), answerAccepted(2)];
    expect(after(...bothOut, status('failed', 2, true))).toMatchObject({ state: 'delivery_failed' });
  });

  it('a contact settled by its flag never expired: it was Sent for ever', () =>
    expect(after(...unknown, status('sent'), { type: 'ExpireContact' })).toMatchObject({ state: 'delivery_failed' }));

  it('a message sent again a day later expired at once, from the time of the first', () => {
    const again = { ...answerAccepted(2), at: '2026-03-05T12:00:00.000Z' };
    expect(happen([...resending, second, again]).at(-1)!.data).toMatchObject({ expiresAt: '2026-03-05T13:00:00.000Z' });
  });

  it('a late refusal of a number without an account ended in Error', () =>
    expect(after(...unknown, answerRefused({ final: 'sending_failed' }))).toMatchObject({ state: 'sending_failed' }));

  it('the kept failure of an earlier attempt ended a contact whose next attempt was open', () =>
    expect(after(...waiting, status('failed'), second, status('sent', 1))).toMatchObject({
      state: 'sent',
      open: true,
    }));
});
