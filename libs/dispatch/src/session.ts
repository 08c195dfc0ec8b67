import {
  latestOf,
  messageDecider,
  nextSession,
  NO_SESSIONS,
  type OpenSession,
  sessionForUs,
  type SessionMessage,
  type Sessions,
  sessionsAfter,
  type Standing,
  stream,
  windowEnd,
} from '@arauto/domain';
import { eventOf, type EventReader, newestFirst, type Position, START } from '@arauto/event-store';
import { conversationId } from './conversation-id';
import type { Underway } from './conversations-underway';

/** The platform closes a window a little before we would. */
const MARGIN = 60_000;

export interface Session {
  /** What may be sent: the window slides with every message of the person. */
  readonly open: boolean;
  /** The fixed session that the report groups by; without an id where a message of ours opens it now. */
  readonly conversation: OpenSession;
}

/** What is known of what a person wrote to a number: where its conversations stood last, and what came since and has no place yet. */
export interface Written {
  readonly sessions: Sessions;
  readonly since: number;
  readonly waiting: readonly SessionMessage[];
}

/** Of a person who surely did not write. */
export const NOTHING_WRITTEN: Written = { sessions: NO_SESSIONS, since: -Infinity, waiting: [] };

/**
 * Read from the end of the conversations: up to the last message that was placed in them everything is told there.
 * @param keys under which the person may have written
 */
export async function whatWasWritten(
  reader: Pick<EventReader, 'readStream'>,
  senderId: string,
  keys: readonly string[],
): Promise<Written> {
  const ends = await Promise.all(keys.map((key) => endOf(reader, senderId, key)));
  const { standing } = ends.reduce((last, end) => (end.saidAt > last.saidAt ? end : last), NOTHING_PLACED);
  const sessions = standing ? sessionsAfter(standing) : NO_SESSIONS;
  const since = sessions.wroteAt === null ? -Infinity : latestOf(sessions.wroteAt);
  return { sessions, since, waiting: ends.flatMap(({ waiting }) => waiting) };
}

/**
 * The session that a message to a person begins in now.
 * @param underway the session of our own last message to the person, if it is remembered
 */
export function sessionNow(
  { sessions, since, waiting }: Written,
  underway: Underway | undefined,
  now: number,
): Session {
  const messages = waiting.filter(({ at }) => latestOf(at) >= since);
  if (underway && underway.at > since) messages.push(fromUs(underway));
  messages.sort((one, other) => orderOf(one) - orderOf(other));
  const after = messages.reduce(nextSession, sessions);
  const end = windowEnd(after);
  return { open: end !== null && now < end - MARGIN, conversation: sessionForUs(after, now) };
}

function orderOf({ from, at }: SessionMessage): number {
  return from === 'person' ? latestOf(at) : at;
}

interface End {
  readonly standing: Standing | null;
  /** Of the event that said so: of several keys the last knew of all before. */
  readonly saidAt: Position;
  /** What came since and is not placed yet. */
  readonly waiting: SessionMessage[];
}

const NOTHING_PLACED: Pick<End, 'standing' | 'saidAt'> = { standing: null, saidAt: START };

async function endOf(reader: Pick<EventReader, 'readStream'>, senderId: string, key: string): Promise<End> {
  const waiting: SessionMessage[] = [];
  const placed = new Set<string>();
  let { standing, saidAt } = NOTHING_PLACED;
  let last: string | undefined;
  for await (const recorded of newestFirst(reader, stream.conversation(senderId, key))) {
    const event = eventOf(messageDecider, recorded);
    if (event.type === 'MessageAttributed') {
      placed.add(event.data.messageHash);
      if (last === undefined) {
        last = event.data.messageHash;
        standing = event.data.latest ?? event.data.standing;
        saidAt = recorded.position;
      }
    }
    if (event.type !== 'MessageReceived') continue;
    const { messageHash, contentType, receivedAt, referred } = event.data;
    const at = Date.parse(receivedAt);
    // What the platform itself says in a conversation is no message of the person.
    if (contentType !== 'system' && !placed.has(messageHash)) {
      waiting.push({ from: 'person', at, referred: referred === true, id: conversationId(senderId, key, at) });
    }
    if (messageHash === last) break;
  }
  return { standing, saidAt, waiting };
}

function fromUs({ at, session }: Underway): SessionMessage {
  return { from: 'business', at, recorded: session, id: session.id };
}
