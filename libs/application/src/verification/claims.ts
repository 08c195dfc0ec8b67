import type { ContactEvent, ContactState, Milestone } from '@arauto/domain';

/** Where a contact stands by the count made here. */
export interface Standing {
  readonly state: ContactState;
  readonly open: boolean;
  readonly needsAttention: boolean;
}

/** What one event did: what its own figures must say. */
export interface Step {
  readonly from: Standing | null;
  readonly to: Standing;
  readonly settles: boolean;
  /** It takes the settling back: an upload brought the contact back. */
  readonly unsettles: boolean;
  readonly milestones: readonly Milestone[];
  readonly attempt: number | undefined;
  /** Whether no attempt left us; null: an older program did not say so of whom an attempt was withdrawn. */
  readonly unattempted: boolean | null;
  /** Figures that the facts allow: more than one where a fact is not in the event. */
  readonly attempts: readonly number[];
  readonly supersedes: ContactState | undefined;
  /** The failure that it overcame, by its code. */
  readonly overcomes: string | undefined;
  readonly acceptedAt: string | undefined;
  /** What every event says that follows one of a message that was *submitted*. */
  readonly takenAs: 'submitted' | undefined;
  /** Rules of a contact's life that this event breaks. */
  readonly broken: readonly string[];
}

/** One thing that an event says of itself, and what is true. */
export interface Contradiction {
  readonly field: string;
  readonly recounted: unknown;
  readonly claimed: unknown;
}

/** What an event says of itself against what it did: `from`, `to`, `settles`, milestones and whatever else it carries of the kind. */
export function checkClaims(event: ContactEvent, step: Step): Contradiction[] {
  const found: Contradiction[] = step.broken.map((rule) => ({ field: 'rule', recounted: rule, claimed: 'broken' }));
  const { data } = event;
  const check = (field: string, recounted: unknown, claimed: unknown) => {
    if (recounted !== claimed) found.push({ field, recounted, claimed });
  };
  const standing = (field: string, recounted: Standing | null, claimed: Standing | null) => {
    if (recounted === null || claimed === null) return check(field, recounted, claimed);
    check(`${field}.state`, recounted.state, claimed.state);
    check(`${field}.open`, recounted.open, claimed.open);
    check(`${field}.needsAttention`, recounted.needsAttention, claimed.needsAttention);
  };
  standing('from', step.from, data.from);
  standing('to', step.to, data.to);
  check('settles', step.settles, data.settles === true);
  check('milestones', step.milestones.join(' '), milestonesClaimed(event).join(' '));
  check('acceptedAt', step.acceptedAt, data.acceptedAt);
  if (!('as' in data)) check('takenAs', step.takenAs, data.takenAs);
  check('attempt', step.attempt, 'attempt' in data ? data.attempt : undefined);
  if ('attempts' in data && !step.attempts.includes(data.attempts)) {
    check('attempts', step.attempts.join(' or '), data.attempts);
  }
  if (event.type === 'Delivered' || event.type === 'Read') check('supersedes', step.supersedes, event.data.supersedes);
  if ('overcomes' in event.data) check('overcomes', step.overcomes, event.data.overcomes);
  if (event.type === 'SendErrored' && step.unattempted !== null) {
    check('unattempted', step.unattempted, event.data.unattempted === true);
  }
  if (event.type === 'ContactUploaded') check('unsettles', step.unsettles, event.data.unsettles === true);
  return found;
}

function milestonesClaimed(event: ContactEvent): readonly Milestone[] {
  switch (event.type) {
    case 'TemplateSent':
    case 'SessionMessageSent':
      return event.data.milestones;
    case 'SentConfirmed':
      return [...event.data.implied, 'sent'];
    case 'Delivered':
      return [...event.data.implied, 'delivered'];
    case 'Read':
      return [...event.data.implied, 'read'];
    default:
      return [];
  }
}
