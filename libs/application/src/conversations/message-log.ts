import {
  fold,
  type MessageCommand,
  messageDecider,
  type MessageEvent,
  type MessagesRegrouped,
  noMessage,
  type PersonsMessage,
  splitPair,
  stream,
  streamPrefix,
} from '@arauto/domain';
import {
  appendSurely,
  eventOf,
  type EventStore,
  inOrder,
  type JsonObject,
  namedId,
  newestFirst,
  type NewEvent,
  type Position,
  Recent,
  type RecordedEvent,
  WrongExpectedRevision,
} from '@arauto/event-store';
import { withLearnedKeys } from '@arauto/dispatch';
import { type Document, type ViewReader, ViewsBeingMade } from '@arauto/read-models';
import { inboundId, inboundView } from '@arauto/read-models/operational';

/** Conversations whose ends are remembered. */
const REMEMBERED = 5000;
/** Messages remembered of one, beside what the view did not have when its end was read: while views stand still that is read again once in so many. */
const MOST_MESSAGES = 1000;
/** Messages of which it is remembered in whose conversation they came, until the view has them. */
const LATELY = 20_000;

/** Messages that are appended at once, at most. */
const MOST_TOGETHER = 100;

type Decided = readonly (MessageEvent | MessagesRegrouped)[];

interface Asked {
  readonly command: MessageCommand;
  readonly metadata: JsonObject;
  readonly keep: (() => Promise<void>) | undefined;
}

/** The end of a conversation. */
interface End {
  /** -1: it has no event. */
  revision: number;
  /** Messages of which all is known. */
  readonly messages: Map<string, PersonsMessage>;
  /** What was said of messages after a position that the view had passed then. */
  readonly since: ReadonlyMap<string, readonly MessageEvent[]>;
  /** That position is before the first event: what is not among them was never said. */
  readonly isWhole: boolean;
}

/**
 * Commands on messages of persons. What is known of a message stands in a view, and in the end of the conversation that the view may not have yet:
 * so that the ten thousandth message of a talkative person costs what the first one did.
 */
export class MessageLog {
  private readonly ends = new Recent<string, End>(REMEMBERED);
  /** By id in the view: whose conversation a message stands in, or is about to. */
  private readonly owners = new Recent<string, string>(LATELY);
  /** Messages that wait for those before them, by conversation. */
  private readonly gathered = new Map<string, { readonly all: Asked[]; readonly done: Promise<readonly Decided[]> }>();

  constructor(
    private readonly store: EventStore,
    private readonly views: ViewReader,
  ) {}

  /**
   * A conflict is decided again for ever: what a person wrote is a fact.
   * @param keep puts what the event will refer to where that is found; called before the event is appended, and not where it was known: what was
   * erased since does not come back when it is delivered again
   * @returns what came of it; `[]` where it was known, or came under the same id in the conversation of somebody else
   * @throws a store error, after which the caller tries again
   */
  execute(
    senderId: string,
    personKey: string,
    command: MessageCommand,
    metadata: JsonObject,
    keep?: () => Promise<void>,
  ): Promise<Decided> {
    const name = stream.conversation(senderId, personKey);
    const asked = { command, metadata, keep };
    if (command.type !== 'ReceiveMessage') {
      return inOrder(this.store, name, async () => (await this.run(name, [asked]))[0]!);
    }
    const id = inboundId(senderId, command.messageHash);
    const owner = this.owners.get(id);
    if (owner === undefined) this.owners.set(id, personKey);
    else if (owner !== personKey) return Promise.resolve([]);
    return this.together(name, asked);
  }

  /** What comes while others of the conversation are on their way waits for them, and is then put and appended at once. */
  private async together(name: string, one: Asked): Promise<Decided> {
    const before = this.gathered.get(name);
    if (before && before.all.length < MOST_TOGETHER) {
      const nth = before.all.push(one) - 1;
      return (await before.done)[nth]!;
    }
    const all = [one];
    let hasBegun = false;
    const done = inOrder(this.store, name, () => {
      hasBegun = true;
      if (this.gathered.get(name)?.all === all) this.gathered.delete(name);
      return this.run(name, all);
    });
    if (!hasBegun) this.gathered.set(name, { all, done });
    return (await done)[0]!;
  }

  /** In the order of `all`. */
  private async run(name: string, all: readonly Asked[]): Promise<readonly Decided[]> {
    for (;;) {
      const end = this.ends.get(name) ?? (await this.read(name));
      const after = new Map<string, PersonsMessage>();
      const decided: Decided[] = [];
      for (const { command } of all) {
        const message = after.get(command.messageHash) ?? (await this.messageFor(name, end, command));
        const events = messageDecider.decide(command, message);
        decided.push(events);
        if (events.length === 0) continue;
        after.set(
          command.messageHash,
          events.reduce((state, event) => messageDecider.evolve(state, event), message),
        );
      }
      this.ends.set(name, end);
      if (after.size === 0) return decided;
      const news = all.flatMap((asked, nth) => (decided[nth]!.length > 0 ? [{ ...asked, events: decided[nth]! }] : []));
      await Promise.all(news.map(({ keep }) => keep?.()));
      const named = news.flatMap(({ command, metadata, events }) =>
        events.map(({ type, data }) => ({
          id: namedId(name, type, command.messageHash, stampIn(command)),
          ...{ type, data, metadata },
        })),
      );
      if (!(await this.append(name, end, named))) continue;
      for (const [messageHash, message] of after) end.messages.set(messageHash, message);
      if (end.messages.size > MOST_MESSAGES) this.ends.delete(name);
      return decided;
    }
  }

  /** False where another process was first: its end is to be read again. */
  private async append(name: string, end: End, events: readonly NewEvent[]): Promise<boolean> {
    this.ends.delete(name);
    try {
      const expected = end.revision === -1 ? 'noStream' : end.revision;
      end.revision = (await appendSurely(this.store, name, events, expected)).revision;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      return false;
    }
    this.ends.set(name, end);
    return true;
  }

  /** Says in a conversation of the same person what a message moves there, before it says that the message itself is attributed. */
  regroup(
    senderId: string,
    personKey: string,
    sessions: MessagesRegrouped['data']['sessions'],
    messageHash: string,
    metadata: JsonObject,
  ): Promise<void> {
    const name = stream.conversation(senderId, personKey);
    const type = 'MessagesRegrouped';
    const event = { id: namedId(name, type, messageHash, firstOf(sessions)), type, data: { sessions }, metadata };
    return inOrder(this.store, name, async () => {
      for (;;) {
        const end = this.ends.get(name) ?? (await this.read(name));
        // Somebody else was first: by now the messages may stand where a later one has moved them.
        if ((await this.messageOf(name, end, messageHash)).attributed) return;
        if (await this.append(name, end, [event])) return;
      }
    });
  }

  async isKnown(senderId: string, personKey: string, messageHash: string): Promise<boolean> {
    const name = stream.conversation(senderId, personKey);
    return (await this.messageOf(name, await this.read(name), messageHash)).received;
  }

  /** In whose conversation a message stands, as far as the view has it or it came lately. */
  async find(senderId: string, messageHash: string): Promise<string | undefined> {
    const id = inboundId(senderId, messageHash);
    const row = await this.views.get(inboundView, id).catch((error: unknown) => {
      if (!(error instanceof ViewsBeingMade)) throw error;
      return undefined;
    });
    return row?.personKey ?? this.owners.get(id);
  }

  /** Whether a message that was known stands with somebody who is not known to be this person: its id cannot be right. */
  async isAnothers(senderId: string, personKey: string, messageHash: string): Promise<boolean> {
    const owner = await this.find(senderId, messageHash);
    if (owner === undefined || owner === personKey) return false;
    const [keys] = await withLearnedKeys(this.views, [[personKey]]);
    return !keys!.includes(owner);
  }

  private async messageFor(name: string, end: End, command: MessageCommand): Promise<PersonsMessage> {
    const message = await this.messageOf(name, end, command.messageHash);
    if (command.type !== 'EditMessage' || command.editedAt !== message.editedAt) return message;
    // Of edits of one second the view has the last alone.
    return message.editRefs.includes(command.ref) ? message : this.inStream(name, command.messageHash);
  }

  private async messageOf(name: string, end: End, messageHash: string): Promise<PersonsMessage> {
    const message = end.messages.get(messageHash);
    if (message) return message;
    const since = end.since.get(messageHash) ?? [];
    const isWhole = end.isWhole || since[0]?.type === 'MessageReceived';
    return fold(messageDecider, since, isWhole ? noMessage : await this.before(name, messageHash));
  }

  /** What was said of a message before the end: as the view has it, or the conversation itself while views are made from nothing. */
  private async before(name: string, messageHash: string): Promise<PersonsMessage> {
    const { left: senderId } = splitPair(name, streamPrefix.conversation);
    try {
      return messageIn(await this.views.get(inboundView, inboundId(senderId, messageHash)));
    } catch (error) {
      if (!(error instanceof ViewsBeingMade)) throw error;
    }
    return this.inStream(name, messageHash);
  }

  private async inStream(name: string, messageHash: string): Promise<PersonsMessage> {
    let message = noMessage;
    for await (const recorded of await this.store.readStream(name)) {
      if (recorded.data['messageHash'] !== messageHash) continue;
      message = messageDecider.evolve(message, eventOf(messageDecider, recorded));
    }
    return message;
  }

  /** The view is asked after this, so that it has at least what stood before the end; of a conversation that has no event it is not asked at all. */
  private async read(name: string): Promise<End> {
    const events: RecordedEvent[] = [];
    let revision = -1;
    let since: Position | undefined;
    let isWhole = true;
    for await (const event of newestFirst(this.store, name)) {
      if (since === undefined) {
        revision = event.revision;
        since = await this.views.position('operational');
      }
      isWhole = event.position > since;
      if (!isWhole) break;
      events.push(event);
    }
    const said = new Map<string, MessageEvent[]>();
    for (const recorded of events.reverse()) {
      const event = eventOf(messageDecider, recorded);
      if (event.type === 'MessagesRegrouped') continue;
      const { messageHash } = event.data;
      said.set(messageHash, [...(said.get(messageHash) ?? []), event]);
    }
    return { revision, messages: new Map(), since: said, isWhole };
  }
}

function messageIn(row: Document<typeof inboundView> | undefined): PersonsMessage {
  if (!row) return noMessage;
  const { waitsSince, editedAt, ref, revoked } = row;
  const editRefs = editedAt === null ? [] : [ref];
  return { received: true, attributed: waitsSince === null, editedAt, editRefs, revoked: revoked === true };
}

/** What tells pieces of what a message moves apart, wherever a repeat begins to count them. */
function firstOf(sessions: MessagesRegrouped['data']['sessions']): string {
  return sessions[0]?.messages[0]?.messageHash ?? '';
}

/** What tells two events of one message and type apart. */
function stampIn(command: MessageCommand): string {
  return command.type === 'EditMessage' ? `${command.editedAt} ${command.ref}` : '';
}
