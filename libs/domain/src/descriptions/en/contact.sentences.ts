import type { ContactEvent, DeliveryFailed } from '../../contact';
import { labelsIn } from '../../vocabulary/labels';
import type { ContactState } from '../../vocabulary/contact-state';
import { type Sentences, writingIn } from '../sentences';

const { instant } = writingIn('en');

const label = (state: ContactState) => labelsIn('en').contactState[state].label;

function after(supersedes: ContactState | undefined): string {
  return supersedes === undefined ? '' : `, although the contact was ${label(supersedes)} before`;
}

type Sent = Extract<ContactEvent, { type: 'TemplateSent' | 'SessionMessageSent' }>['data'];

function taken({ attempt, as, inferred }: Sent): string {
  const how = { accepted: 'was accepted', submitted: 'was submitted', held: 'was accepted and is held for review' }[as];
  return `Attempt ${attempt} ${how} by the provider${inferred ? ', as a status told before the answer came' : ''}.`;
}

const WITHDRAWN = {
  gate_closed: 'sending had stopped',
  too_late: 'it was too late to call',
  could_not_call: 'the call could not be begun',
} as const;

/** By the code alone: whom the call did not reach refused nothing. */
function ended(code: string, acceptedAt: string | undefined): string {
  if (code === 'ENG_NET') return `did not reach the provider (${code})`;
  return `${acceptedAt === undefined ? 'was refused' : 'failed'} with ${code}`;
}

const failed = ({ attempt, error }: Pick<DeliveryFailed['data'], 'attempt' | 'error'>) =>
  `the message of attempt ${attempt} failed with ${error.code}`;

export const contactSentences: Sentences<ContactEvent['type']> = {
  ContactUploaded: ({ row, again }) =>
    `The contact was uploaded ${again ? 'again ' : ''}from row ${row}${again ? ', and is in the audience again' : ''}.`,
  InvalidRecordUploaded: ({ row, reasons }) =>
    `Row ${row} could not be used: ${reasons.map(({ code, column }) => (column === null ? code : `${code} (column ${column})`)).join(', ')}.`,
  ContactRemoved: ({ cause }) =>
    cause === 'admin'
      ? 'The contact was removed from the campaign by an administrator.'
      : 'The contact was removed because the person’s data was erased.',
  SendAttempted: ({ attempt, withSession, contentType }) =>
    `Attempt ${attempt} began, ${withSession ? 'inside' : 'outside'} an open session${contentType === undefined ? '' : ', with free-form content'}.`,
  SendWithdrawn: ({ attempt, reason }) =>
    `Attempt ${attempt} was withdrawn before anything left, because ${WITHDRAWN[reason]}.`,
  TemplateSent: taken,
  SessionMessageSent: taken,
  RetryScheduled: ({ attempt, error, dueAt, acceptedAt }) =>
    `Attempt ${attempt} ${ended(error.code, acceptedAt)}; it is tried again after ${instant(dueAt)}.`,
  SentConfirmed: ({ attempt }) => `The message of attempt ${attempt} was sent.`,
  Delivered: ({ attempt, supersedes }) => `The message of attempt ${attempt} was delivered${after(supersedes)}.`,
  Read: ({ attempt, supersedes }) => `The message of attempt ${attempt} was read${after(supersedes)}.`,
  SendErrored: ({ attempt, error }) =>
    attempt === 0
      ? `The contact ended in Error without an attempt: ${error.code}.`
      : `The contact ended in Error after attempt ${attempt}: ${error.code}.`,
  SendingFailed: ({ attempt, error }) =>
    `Attempt ${attempt} failed with ${error.code}: the number has no WhatsApp account.`,
  DeliveryFailed: (data) => `After acceptance, ${failed(data)}.`,
  Expired: ({ attempt }) =>
    `No delivery of the message of attempt ${attempt} was reported in time; it counts as expired.`,
  SendOutcomeUnknown: ({ attempt }) =>
    `Attempt ${attempt} got no answer and no status came: its outcome is unknown. Unless the platform still tells it, a person must decide.`,
  OutcomeAssumed: ({ attempt, outcome }) =>
    `The unknown outcome of attempt ${attempt} was assumed ${outcome === 'delivered' ? 'delivered' : 'not sent'}.`,
  LateFailureRecorded: (data) =>
    data.ifAccepted === undefined
      ? `Too late to change anything, ${failed(data)}.`
      : `A status says that ${failed(data)}; it counts should the message turn out to have been accepted.`,
  CanceledByAdmin: () => 'The contact was canceled with its campaign, before it was sent to.',
  Replied: ({ first, button, optOut }) => {
    const leaves = optOut ? ', and wants no more marketing' : '';
    if (button === undefined) return `The person wrote back${leaves}.`;
    return `The person tapped button ${button + 1} of the template${first ? ', the first answer' : ''}${leaves}.`;
  },
};
