import { instant } from '@arauto/clock';
import { conversationId } from '@arauto/dispatch';
import {
  latestOf,
  type MessageEvent,
  type MessageInSession,
  type MessagesRegrouped,
  messageDecider,
  nextSession,
  NO_SESSIONS,
  type OpenSession,
  type Session,
  type SessionMessage,
  type Sessions,
  sessionsAfter,
  type Standing,
  stream,
} from '@arauto/domain';
import { eventOf, type EventReader, newestFirst } from '@arauto/event-store';
import type { OurMessage } from './our-messages';

/** A message of the person, with where it stands. */
export interface TheirMessage {
  /** Whose conversation it stands in: one person may have several, under as many keys. */
  readonly personKey: string;
  readonly messageHash: string;
  /** The person's stamp, milliseconds. */
  readonly at: number;
  readonly referred: boolean;
}

/** Messages that one event moves at most: an append holds so many bytes, and each may stand in a session of its own. */
const MOVED_AT_ONCE = 500;

type ConversationEvent = MessageEvent | MessagesRegrouped;
/** What one event moves. */
type Moves = MessagesRegrouped['data']['sessions'];

interface Placed {
  readonly session: Session;
  readonly opens: boolean;
}

interface Moved extends Placed {
  readonly messageHash: string;
}

/** What of a conversation may move. */
interface Written {
  /** Where it stood before: undefined where it is all of it. */
  readonly last: Standing | undefined;
  readonly theirs: TheirMessage[];
  /** By hash: where each stands by now. */
  readonly places: ReadonlyMap<string, Placed>;
}

/** What a message comes to: where the conversation stands after it, now, and what moves because of it. */
export interface Placing {
  readonly standing: Standing;
  readonly latest: Standing | undefined;
  /** Of each of the person's keys: in the order of the stamps, each as much as an append takes. */
  readonly moved: ReadonlyMap<string, readonly Moves[]>;
}

/**
 * Sessions of one person with one number. A message that is not older than those before goes on from where the conversation stood; for one that is, what
 * was written since is gone through again: sessions follow from the stamps of the messages, whatever the order they came in.
 */
export class PersonConversation {
  constructor(
    private readonly log: Pick<EventReader, 'readStream'>,
    private readonly senderId: string,
    /** All that the person is known under. */
    private readonly keys: readonly string[],
    /** Of this number, in the order of their stamps. */
    private readonly ours: readonly OurMessage[],
  ) {}

  async place(message: TheirMessage): Promise<Placing> {
    const last = await this.lastStanding();
    const isLate = last !== undefined && message.at < Date.parse(last.at);
    if (isLate) return this.placeLate(message);
    const [standing] = this.standingsAfter(last, [message]);
    return { standing: standing!, latest: undefined, moved: new Map() };
  }

  private async placeLate(message: TheirMessage): Promise<Placing> {
    const { last, theirs, places } = await this.writtenSince(message.at);
    theirs.push(message);
    theirs.sort(byStamp);
    const standings = this.standingsAfter(last, theirs);
    const all = new Map<string, Moved[]>();
    for (const [index, their] of theirs.entries()) {
      const { personKey, messageHash } = their;
      const { session, opens } = standings[index]!;
      if (their === message || isSame(places.get(messageHash), { session, opens })) continue;
      const ofKey = all.get(personKey) ?? [];
      ofKey.push({ messageHash, session, opens });
      all.set(personKey, ofKey);
    }
    const moved = new Map([...all].map(([key, ofKey]) => [key, inPieces(ofKey)]));
    return { standing: standings[theirs.indexOf(message)]!, latest: standings.at(-1), moved };
  }

  /** Where the conversation stands after each of these, in the order of their stamps; `last` is where it stood before, with what we sent by then. */
  private standingsAfter(last: Standing | undefined, theirs: readonly TheirMessage[]): Standing[] {
    const since = last === undefined ? -Infinity : latestOf(Date.parse(last.at));
    const ours = this.ours.filter(({ at }) => at > since);
    let sessions = last ? sessionsAfter(last) : NO_SESSIONS;
    let before = last?.session.id;
    let next = 0;
    return theirs.map((message) => {
      for (; next < ours.length && ours[next]!.at <= latestOf(message.at); next++) {
        sessions = nextSession(sessions, this.fromUs(ours[next]!));
      }
      sessions = nextSession(sessions, this.fromThem(message));
      const session = this.named(sessions.session!, message.personKey);
      const opens = session.id !== before;
      before = session.id;
      return standingOf(message, { session, opens }, sessions);
    });
  }

  private fromThem({ at, referred, personKey }: TheirMessage): SessionMessage {
    return { from: 'person', at, referred, id: conversationId(this.senderId, personKey, at) };
  }

  private fromUs({ at, recorded, contactKey }: OurMessage): SessionMessage {
    return { from: 'business', at, recorded, id: conversationId(this.senderId, contactKey, at) };
  }

  private named({ id, type, openedAt, expiresAt }: OpenSession, personKey: string): Session {
    return {
      id: id ?? conversationId(this.senderId, personKey, openedAt),
      ...{ type, openedAt: instant(openedAt), expiresAt: instant(expiresAt) },
    };
  }

  /** What was said last, under whichever key: it knew of all before. */
  private async lastStanding(): Promise<Standing | undefined> {
    for await (const { event } of this.newestFirst()) {
      if (event.type === 'MessageAttributed') return event.data.latest ?? event.data.standing;
    }
    return undefined;
  }

  /**
   * What has its place already and may move with a message of this stamp: all after the last that was before it, and which nothing moves that came late
   * since. That was not late itself, so that whatever is older in the log is not later either.
   */
  private async writtenSince(at: number): Promise<Written> {
    const theirs: TheirMessage[] = [];
    const places = new Map<string, Placed>();
    const placed = new Set<string>();
    let first = at;
    let last: Standing | undefined;
    for await (const { personKey, event } of this.newestFirst()) {
      if (event.type === 'MessageReceived') {
        const { messageHash, receivedAt, referred } = event.data;
        const their = { personKey, messageHash, at: Date.parse(receivedAt), referred: referred === true };
        if (placed.delete(messageHash)) theirs.push(their);
      }
      if (event.type === 'MessageAttributed' && last === undefined) {
        const { messageHash, standing, latest } = event.data;
        const stamp = Date.parse(standing.at);
        if (latest) first = Math.min(first, stamp);
        if (!latest && stamp < first && !places.has(messageHash)) last = standing;
        else {
          placed.add(messageHash);
          if (!places.has(messageHash)) places.set(messageHash, standing);
        }
      }
      if (event.type === 'MessagesRegrouped' && last === undefined) {
        for (const { session, messages } of event.data.sessions)
          for (const { messageHash, opens } of messages)
            if (!places.has(messageHash)) places.set(messageHash, { session, opens });
      }
      if (last !== undefined && placed.size === 0) break;
    }
    return { last, theirs, places };
  }

  /** What all conversations of the person say, from the end of the log back. */
  private async *newestFirst(): AsyncGenerator<{ readonly personKey: string; readonly event: ConversationEvent }> {
    const ends = await Promise.all(
      this.keys.map(async (personKey) => {
        const events = newestFirst(this.log, stream.conversation(this.senderId, personKey));
        return { personKey, events, next: await events.next() };
      }),
    );
    for (;;) {
      const [end] = ends
        .filter(({ next }) => next.done !== true)
        .sort(({ next: one }, { next: other }) => (one.value!.position > other.value!.position ? -1 : 1));
      if (!end) return;
      yield { personKey: end.personKey, event: eventOf(messageDecider, end.next.value!) };
      end.next = await end.events.next();
    }
  }
}

function standingOf({ at }: TheirMessage, { session, opens }: Placed, { referredAt }: Sessions): Standing {
  return { at: instant(at), session, opens, referredAt: referredAt === null ? null : instant(referredAt) };
}

function inPieces(moved: readonly Moved[]): Moves[] {
  const pieces: Moves[] = [];
  for (let from = 0; from < moved.length; from += MOVED_AT_ONCE) {
    pieces.push(bySession(moved.slice(from, from + MOVED_AT_ONCE)));
  }
  return pieces;
}

/** Many messages stand in few sessions, which are said once. */
function bySession(moved: readonly Moved[]): Moves {
  const sessions: { session: Session; messages: MessageInSession[] }[] = [];
  for (const { session, messageHash, opens } of moved) {
    if (sessions.at(-1)?.session.id !== session.id) sessions.push({ session, messages: [] });
    sessions.at(-1)!.messages.push({ messageHash, opens });
  }
  return sessions;
}

function byStamp(one: TheirMessage, other: TheirMessage): number {
  return one.at - other.at || (one.messageHash < other.messageHash ? -1 : 1);
}

function isSame(one: Placed | undefined, other: Placed): boolean {
  return (
    one !== undefined &&
    one.opens === other.opens &&
    one.session.id === other.session.id &&
    one.session.type === other.session.type &&
    one.session.expiresAt === other.session.expiresAt
  );
}
