import type { Conversation } from '../contact/contact.events';
import type { ConversationType } from '../vocabulary/message-words';
import type { Standing } from './conversation.events';

/** Milliseconds. */
const DAY = 24 * 3600 * 1000;
/** As long as a session lasts that began with an advertisement or page; milliseconds. */
export const LONGEST_SESSION = 3 * DAY;
/** So long after a person came from an advertisement a session may be open that began with it: our answer within a day opens it; milliseconds. */
export const REFERRAL_COUNTS_FOR = DAY + LONGEST_SESSION;

/**
 * The fixed session that the report groups by. Not the platform's window for free-form messages, which slides with every message of the person
 * (`windowEnd`). Instants are milliseconds since the epoch.
 */
export interface OpenSession {
  /** Undefined of one that a message of ours would open: its attempt names it. */
  readonly id?: string | undefined;
  readonly type: ConversationType;
  readonly openedAt: number;
  readonly expiresAt: number;
}

/** A message either way, as far as sessions depend on it. `id`: what a session is called that it opens and that nobody has named. */
export type SessionMessage =
  | {
      readonly from: 'person';
      readonly id: string;
      readonly at: number;
      /** The person came from an advertisement or page. */
      readonly referred: boolean;
    }
  | {
      readonly from: 'business';
      readonly id: string;
      readonly at: number;
      /** What its attempt said of it. */
      readonly recorded: OpenSession;
    };

/** What the messages so far come to. */
export interface Sessions {
  /** The last; it may have expired. */
  readonly session: OpenSession | null;
  /** When the person last came from an advertisement or page and was not answered since. */
  readonly referredAt: number | null;
  /** When the person last wrote. */
  readonly wroteAt: number | null;
}

/**
 * The last instant that a person's stamp can mean, milliseconds: the platform gives whole seconds. A message of ours from the same second came before it: who
 * answers at once is far more common than who writes in the very second in which a campaign comes to them.
 */
export function latestOf(stamp: number): number {
  return stamp % 1000 === 0 ? stamp + 999 : stamp;
}

export const NO_SESSIONS: Sessions = { session: null, referredAt: null, wroteAt: null };

/** What the messages came to after the one that a standing is of. */
export function sessionsAfter({ at, session, referredAt }: Standing): Sessions {
  const { id, type, openedAt, expiresAt } = session;
  return {
    session: { id, type, openedAt: Date.parse(openedAt), expiresAt: Date.parse(expiresAt) },
    referredAt: referredAt === null ? null : Date.parse(referredAt),
    wroteAt: Date.parse(at),
  };
}

/** The session that an attempt says it is in. */
export function sessionRecorded({ id, type, expiresAt }: Conversation): OpenSession & { readonly id: string } {
  const end = Date.parse(expiresAt);
  return { id, type, openedAt: end - lengthOf(type), expiresAt: end };
}

/**
 * Goes on by one message; they come in the order of their stamps, whatever the order they arrived in. Source of the free entry point: Meta's
 * documentation, *Pricing*: it opens with our answer within 24 hours, and lasts 72.
 */
export function nextSession(sessions: Sessions, message: SessionMessage): Sessions {
  const { at } = message;
  if (message.from === 'person') {
    const session = openAt(sessions, at) ?? sessionFrom('user_initiated', at, message.id);
    return { session, referredAt: message.referred ? at : sessions.referredAt, wroteAt: at };
  }
  if (answersReferral(sessions, at)) return { ...sessions, session: answered(message, at), referredAt: null };
  const { recorded, id } = message;
  const session = openAt(sessions, at) ?? (covers(recorded, at) ? recorded : sessionFrom('business_initiated', at, id));
  return { ...sessions, session };
}

/** The session that a message of ours would be in; one without id is opened by it, or is the person's and has no name yet. */
export function sessionForUs(sessions: Sessions, at: number): OpenSession {
  if (answersReferral(sessions, at)) return sessionFrom('free_entry_point', at);
  return openAt(sessions, at) ?? sessionFrom('business_initiated', at);
}

/** Until when the platform lets free-form messages through; null where the person never wrote. */
export function windowEnd({ wroteAt }: Pick<Sessions, 'wroteAt'>): number | null {
  return wroteAt === null ? null : wroteAt + DAY;
}

function openAt({ session }: Sessions, at: number): OpenSession | null {
  return session && at < session.expiresAt ? session : null;
}

function answersReferral({ referredAt }: Sessions, at: number): boolean {
  return referredAt !== null && at < referredAt + DAY;
}

/** Named by the attempt that saw it so. */
function answered({ recorded, id }: Extract<SessionMessage, { from: 'business' }>, at: number): OpenSession {
  const isSame = recorded.type === 'free_entry_point' && recorded.openedAt === at;
  return isSame ? recorded : sessionFrom('free_entry_point', at, id);
}

function covers({ openedAt, expiresAt }: OpenSession, at: number): boolean {
  return openedAt <= at && at < expiresAt;
}

function sessionFrom(type: ConversationType, at: number, id?: string): OpenSession {
  return { id, type, openedAt: at, expiresAt: at + lengthOf(type) };
}

function lengthOf(type: ConversationType): number {
  return type === 'free_entry_point' ? LONGEST_SESSION : DAY;
}
