import type { Draft } from '../decider';
import { MILESTONE_RANK, MILESTONES, type Milestone } from '../vocabulary/contact-state';
import { accepted, type Evidence } from './contact.attempts';
import type { ContactEvent, Delivered, MessageAlias, Move, Pricing, SendError, SentConfirmed } from './contact.events';
import { hasEnded, hasFailed, isOpen, isOutcomeUnknown, isUnderway, lateFailure, move, stay } from './contact.moves';
import { evolveKnown, type KnownContact, type StatusFailure } from './contact.state';

export type RecordAccepted = { readonly type: 'RecordAccepted'; readonly at: string } & Evidence;

/** The provider's answer. One that a status told before gives nothing. */
export function recordAccepted(command: RecordAccepted, contact: KnownContact): ContactEvent[] {
  const { attempt } = command;
  if (attempt > contact.attempt || contact.accepted.includes(attempt)) return [];
  const story = new Story(contact);
  story.add(accepted(contact, command, command.at, false));
  story.addAll(pendingFailure(story.contact, attempt));
  return story.events;
}

/** A provider's status for one attempt. `attempt` is that of the callback data or the message index. */
export type RecordStatus = {
  readonly type: 'RecordStatus';
  readonly attempt: number;
  readonly messageHash: string;
  readonly messageRef: string;
  readonly statusAt: string;
  readonly as: 'accepted' | 'submitted';
  readonly alias?: MessageAlias;
} & (
  | { readonly status: Exclude<Milestone, 'accepted'>; readonly pricing?: Pricing }
  | {
      readonly status: 'failed';
      readonly error: SendError;
      readonly final: 'delivery_failed' | 'sending_failed';
      /** Only where the campaign's policy names the code. */
      readonly retry: { readonly dueAt: string; readonly class: string } | null;
    }
);
type FailedStatus = Extract<RecordStatus, { status: 'failed' }>;

/** Statuses fold by rank, never by arrival; positive evidence of any attempt is acceptance and ends sending. */
export function recordStatus(command: RecordStatus, contact: KnownContact): ContactEvent[] {
  if (command.attempt > contact.attempt) return [];
  const story = new Story(contact);
  if (command.status === 'failed') {
    recordFailure(command, story);
    return story.events;
  }
  const unheardOf = !contact.accepted.includes(command.attempt);
  if (unheardOf) story.add(accepted(contact, command, command.statusAt, true));
  if (MILESTONE_RANK[command.status] > story.contact.rank) {
    story.add(progress(story.contact, command));
  }
  if (unheardOf) story.addAll(pendingFailure(story.contact, command.attempt));
  return story.events;
}

/** Events and the contact after them. */
class Story {
  readonly events: ContactEvent[] = [];
  constructor(public contact: KnownContact) {}
  add(event: ContactEvent): void {
    this.events.push(event);
    this.contact = evolveKnown(this.contact, event);
  }
  addAll(events: readonly ContactEvent[]): void {
    for (const event of events) this.add(event);
  }
}

function progress(
  contact: KnownContact,
  { attempt, status, statusAt, pricing, alias }: Exclude<RecordStatus, FailedStatus>,
): ContactEvent {
  const rank = MILESTONE_RANK[status];
  const implied = MILESTONES.filter((name) => MILESTONE_RANK[name] > contact.rank && MILESTONE_RANK[name] < rank);
  const { state, open } = contact.situation;
  const renamed = contact.aliasOf === attempt ? undefined : alias;
  if (status === 'sent') {
    const stays = hasEnded(contact) || !isUnderway(contact);
    const moved = stays ? stay(contact) : move(contact, 'sent', { open });
    return { type: 'SentConfirmed', data: progressed(moved, attempt, implied, statusAt, pricing, renamed) };
  }
  const data: Draft<Delivered['data']> = progressed(
    move(contact, status, { open }),
    attempt,
    implied,
    statusAt,
    pricing,
    renamed,
  );
  if (hasFailed(contact) || state === 'canceled_by_admin' || state === 'removed') data.supersedes = state;
  if (contact.failedOf !== null) data.overcomes = contact.failedOf;
  return status === 'delivered' ? { type: 'Delivered', data } : { type: 'Read', data };
}

/** Field by field and not by spreading, which costs ten times as much: this is built for every status. */
function progressed(
  { from, to, settles, acceptedAt, takenAs }: Move,
  attempt: number,
  implied: readonly Milestone[],
  statusAt: string,
  pricing: Pricing | undefined,
  alias: MessageAlias | undefined,
): SentConfirmed['data'] {
  const data: Draft<SentConfirmed['data']> = { from, to, attempt, implied, statusAt };
  if (acceptedAt !== undefined) data.acceptedAt = acceptedAt;
  if (takenAs !== undefined) data.takenAs = takenAs;
  if (settles) data.settles = settles;
  if (pricing) data.pricing = pricing;
  if (alias) data.alias = alias;
  return data;
}

/** A failure of an earlier attempt changes nothing. */
function recordFailure(command: FailedStatus, story: Story): void {
  const { attempt, error, final, retry, statusAt } = command;
  const { contact } = story;
  if (attempt !== contact.attempt) return;
  const failure: StatusFailure = { attempt, error, final, retry, statusAt };
  if (contact.accepted.includes(attempt)) {
    story.addAll(failAfterAcceptance(contact, failure));
    return;
  }
  if (isOpen(contact, attempt) || isOutcomeUnknown(contact, attempt)) {
    story.add(accepted(contact, command, statusAt, true));
    story.addAll(failAfterAcceptance(story.contact, failure));
    return;
  }
  // Refused, withdrawn or ended before: the same attempt does not fail twice. It counts when the message turns out to be out.
  if (hasFailed(contact) || contact.pendingFailure?.attempt === attempt) return;
  const late = lateFailure(contact, attempt, error);
  story.add({ ...late, data: { ...late.data, ifAccepted: { final, retry, statusAt } } });
}

function pendingFailure(contact: KnownContact, attempt: number): ContactEvent[] {
  const failure = contact.pendingFailure;
  return failure?.attempt === attempt && attempt === contact.attempt ? failAfterAcceptance(contact, failure) : [];
}

/** Final, unless the policy names the code and nothing else of this contact is on its way. */
function failAfterAcceptance(contact: KnownContact, failure: StatusFailure): ContactEvent[] {
  const { attempt, error, final, retry, statusAt } = failure;
  if (hasFailed(contact) || contact.resent.includes(attempt)) return [];
  if (hasEnded(contact)) return contact.lateFailureOf === attempt ? [] : [lateFailure(contact, attempt, error)];
  const alone = contact.accepted.every((other) => other === attempt || contact.resent.includes(other));
  if (retry !== null && alone && !contact.settled) {
    const moved = move(contact, 'retry_scheduled');
    const { ref } = contact.facts;
    return [
      {
        type: 'RetryScheduled',
        data: { ...moved, attempt, attempts: contact.attemptsUsed, ref, dueAt: retry.dueAt, error, class: retry.class },
      },
    ];
  }
  const data = { ...move(contact, final), attempt, error, statusAt };
  return [final === 'delivery_failed' ? { type: 'DeliveryFailed', data } : { type: 'SendingFailed', data }];
}
