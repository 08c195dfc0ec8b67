import { fold } from '../decider';
import { Refusal } from '../refusal';
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
import { type ContactCommand, contactDecider } from './contact.decider';

const FAULTS = { reasons: [{ column: 'phone', code: 'phone_invalid' }] };
const invalid = (row: number): ContactCommand => {
  const { subaccountId, ref, uploadId } = acceptRow();
  return { type: 'RejectRow', subaccountId, ref, uploadId, row, ...FAULTS };
};
const unknown: ContactCommand = { type: 'RecordUnknownOutcome', attempt: 1 };
const open = [acceptRow(), claimAttempt()];
const accepted = [...open, answerAccepted()];

/** Where a contact may stand, and how it got there. */
const SITUATIONS = {
  none: [],
  initial: [acceptRow()],
  open,
  retry: [...open, answerRefused({ retry: RETRY })],
  accepted,
  sent: [...accepted, status('sent')],
  delivered: [...accepted, status('delivered')],
  read: [...accepted, status('read')],
  error: [...open, answerRefused()],
  failed: [...accepted, status('failed')],
  unknown: [...open, unknown],
  invalid: [invalid(1)],
  removed: [acceptRow(), { type: 'RemoveContact', cause: 'admin' }],
  canceled: [acceptRow(), { type: 'CancelContact' }],
} as const satisfies Record<string, readonly ContactCommand[]>;

type Situation = keyof typeof SITUATIONS;

/**
 * One line per command: what it gives in most situations, and what in which others. Types of events, `nothing` because the goal holds or
 * it comes too late, or `refused`.
 */
const TABLE: readonly (readonly [string, ContactCommand, string, Partial<Record<Situation, string>>])[] = [
  ['a row of the file', acceptRow({ row: 2 }), 'refused', { none: 'ContactUploaded', removed: 'ContactUploaded' }],
  [
    'a row of somebody who opted out',
    acceptRow({ row: 2, suppressed: true }),
    'refused',
    { none: 'ContactUploaded SendErrored', removed: 'nothing' },
  ],
  ['a row that cannot be read', invalid(2), 'nothing', { none: 'InvalidRecordUploaded' }],
  [
    'remove',
    { type: 'RemoveContact', cause: 'admin' },
    'refused',
    { initial: 'ContactRemoved', retry: 'ContactRemoved', removed: 'nothing' },
  ],
  ['erase', { type: 'RemoveContact', cause: 'erasure' }, 'ContactRemoved', { none: 'refused', removed: 'nothing' }],
  [
    'claim another attempt',
    claimAttempt({ claim: 'claim-2' }),
    'refused',
    { initial: 'SendAttempted', retry: 'SendAttempted' },
  ],
  [
    'an answer of the person',
    { type: 'RecordReply', messageHash: 'reply-1', repliedAt: '2026-03-02T13:00:00.000Z', button: null, optOut: false },
    'Replied',
    { none: 'refused' },
  ],
  ['withdraw the attempt', withdraw(), 'nothing', { none: 'refused', open: 'SendWithdrawn' }],
  [
    'the answer: accepted',
    answerAccepted(),
    'nothing',
    { none: 'refused', open: 'TemplateSent', retry: 'TemplateSent', error: 'TemplateSent', unknown: 'TemplateSent' },
  ],
  [
    'the answer: refused for good',
    answerRefused(),
    'nothing',
    { none: 'refused', open: 'SendErrored', unknown: 'SendErrored' },
  ],
  [
    'the answer: refused for now',
    answerRefused({ retry: RETRY }),
    'nothing',
    { none: 'refused', open: 'RetryScheduled', unknown: 'SendErrored' },
  ],
  [
    'the status: sent',
    status('sent'),
    'nothing',
    {
      none: 'refused',
      open: 'TemplateSent SentConfirmed',
      retry: 'TemplateSent SentConfirmed',
      accepted: 'SentConfirmed',
      error: 'TemplateSent SentConfirmed',
      failed: 'SentConfirmed',
      unknown: 'TemplateSent SentConfirmed',
    },
  ],
  [
    'the status: delivered',
    status('delivered'),
    'nothing',
    {
      none: 'refused',
      open: 'TemplateSent Delivered',
      retry: 'TemplateSent Delivered',
      accepted: 'Delivered',
      sent: 'Delivered',
      error: 'TemplateSent Delivered',
      failed: 'Delivered',
      unknown: 'TemplateSent Delivered',
    },
  ],
  [
    'the status: read',
    status('read'),
    'nothing',
    {
      none: 'refused',
      open: 'TemplateSent Read',
      retry: 'TemplateSent Read',
      accepted: 'Read',
      sent: 'Read',
      delivered: 'Read',
      error: 'TemplateSent Read',
      failed: 'Read',
      unknown: 'TemplateSent Read',
    },
  ],
  [
    'the status: failed',
    status('failed'),
    'nothing',
    {
      none: 'refused',
      open: 'TemplateSent DeliveryFailed',
      retry: 'LateFailureRecorded',
      accepted: 'DeliveryFailed',
      sent: 'DeliveryFailed',
      delivered: 'LateFailureRecorded',
      read: 'LateFailureRecorded',
      unknown: 'TemplateSent DeliveryFailed',
    },
  ],
  [
    'the status: failed, which the policy tries again',
    status('failed', 1, true),
    'nothing',
    {
      none: 'refused',
      open: 'TemplateSent RetryScheduled',
      retry: 'LateFailureRecorded',
      accepted: 'RetryScheduled',
      sent: 'RetryScheduled',
      delivered: 'LateFailureRecorded',
      read: 'LateFailureRecorded',
      unknown: 'TemplateSent DeliveryFailed',
    },
  ],
  [
    'end before an attempt',
    { type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } },
    'nothing',
    { none: 'refused', initial: 'SendErrored', retry: 'SendErrored' },
  ],
  ['no answer came', unknown, 'nothing', { none: 'refused', open: 'SendOutcomeUnknown' }],
  [
    'assume delivered',
    { type: 'AssumeOutcome', outcome: 'delivered' },
    'refused',
    { delivered: 'nothing', read: 'nothing', unknown: 'OutcomeAssumed' },
  ],
  [
    'assume not sent',
    { type: 'AssumeOutcome', outcome: 'not_sent' },
    'refused',
    { error: 'nothing', unknown: 'OutcomeAssumed' },
  ],
  ['expire', { type: 'ExpireContact' }, 'nothing', { none: 'refused', accepted: 'Expired', sent: 'Expired' }],
  [
    'cancel',
    { type: 'CancelContact' },
    'nothing',
    { none: 'refused', initial: 'CanceledByAdmin', retry: 'CanceledByAdmin' },
  ],
];

const PAIRS = TABLE.flatMap(([name, command, mostly, others]) =>
  Object.entries(SITUATIONS).map(([situation, life]) => ({
    ...{ name, command, situation, life },
    outcome: others[situation as Situation] ?? mostly,
  })),
);

function outcomeOf(command: ContactCommand, life: readonly ContactCommand[]): string {
  try {
    const events = contactDecider.decide(command, fold(contactDecider, happen(life)));
    return events.length === 0 ? 'nothing' : events.map(({ type }) => type).join(' ');
  } catch (error) {
    if (error instanceof Refusal) return 'refused';
    throw error;
  }
}

describe('every command in every situation', () => {
  it.each(PAIRS)('$name, $situation: $outcome', ({ command, life, outcome }) => {
    expect(outcomeOf(command, life)).toBe(outcome);
  });

  it('stands as many ways as the table says', () => {
    const standing = Object.values(SITUATIONS).map((life) => JSON.stringify(fold(contactDecider, happen(life))));
    expect(new Set(standing).size).toBe(standing.length);
  });
});
