import { type Clock, instant } from '@arauto/clock';
import { type ContactLog, withLearnedKeys } from '@arauto/dispatch';
import {
  type AttributedBy,
  type Campaign,
  campaignAggregate,
  isTestContact,
  latestOf,
  type MessageAttributed,
  type QuickReply,
  quickRepliesOf,
  type RecordReply,
} from '@arauto/domain';
import { duty, type EventStore, load, metadataOf } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { Condition, Cursor, Found } from '@arauto/read-models';
import { inboundView } from '@arauto/read-models/operational';
import { type MessageLog } from '../conversations/message-log';
import { type MessageOwner, messageOwners } from '../conversations/message-owners';
import { type ContactOf, type OurMessage, OurMessages, type OursToPerson } from '../conversations/our-messages';
import { PersonConversation } from '../conversations/person-conversation';
import type { StoredMessage } from '../conversations/stored-message';
import { ViewsBehind } from '../errors';
import type { Views } from '../views';
import { type DueRow, DueRows } from './due-rows';
import { eachInTurn } from './each-apart';
import type { Failed, Reaction } from './reaction';

/**
 * A message waits for so long after it came: an attempt whose stamp is not later is in the log by then, or was withdrawn (it may begin 2 s before its
 * claim is durable). Milliseconds.
 */
const SETTLE = 3000;
/** A quoted message that is not known is waited for: its acceptance may not be in the log yet, or it was sent by somebody else on the number. */
const QUOTED_KNOWN_WITHIN = 120_000;
/** How often those that wait are looked at again, milliseconds. */
const LOOK_AGAIN = 8000;
/** Messages stamped ahead of the clock that are looked at together. */
const AHEAD_AT_ONCE = 1000;
/** How long a group of views may take to catch up, milliseconds. */
const PATIENCE = 5000;
/** A person's stamp is in whole seconds. */
const SECOND = 1000;

/** A message that waits. */
interface Waiting extends DueRow {
  readonly doc: DueRow['doc'] & Found<typeof inboundView>['doc'];
}

/** What is known about a page of messages before any of them is looked at. */
interface Known {
  readonly campaigns: Map<string, Promise<{ readonly state: Campaign }>>;
  /** By hash. */
  readonly quoted: ReadonlyMap<string, MessageOwner>;
  /** By key of the contact. */
  readonly ours: ReadonlyMap<string, OursToPerson | Error>;
  /** What was tapped, by ref. */
  readonly taps: ReadonlyMap<string, StoredMessage>;
}

/** Who wrote to one number, and what of it waits. */
interface Writer {
  readonly senderId: string;
  /** All that the person is known under. */
  readonly keys: readonly string[];
  readonly rows: Waiting[];
}

interface Attribution {
  readonly by: AttributedBy;
  readonly to: ContactOf | null;
  readonly button: number | null;
}

export interface ReplyAttributionDeps {
  readonly store: EventStore;
  readonly views: Views;
  readonly vault: Pick<Vault, 'getMany'>;
  readonly contacts: ContactLog;
  readonly messages: MessageLog;
  readonly clock: Clock;
  /** How long after our last message that is not known to have failed an answer that quotes nothing belongs to it. */
  readonly attributionSeconds: number;
}

/**
 * Says of every message that a person wrote which contact of which campaign it answers, and which session it is in: once, when everything is in the views
 * that came before it.
 */
export class ReplyAttribution implements Reaction {
  readonly name = 'attribution of replies';
  readonly every = 500;
  private readonly due: DueRows<Waiting>;
  private readonly ours: OurMessages;
  /** Of what is stamped later than it is now, as the clock was set back: seen so first, by the clock that nobody sets, and the last stamp. */
  private ahead: { readonly since: number; readonly upTo: number } | undefined;
  private lookAheadAt = 0;

  constructor(private readonly deps: ReplyAttributionDeps) {
    const { clock, store, views } = deps;
    this.due = new DueRows((until, after, limit) => this.page(until, after, limit), clock, LOOK_AGAIN);
    this.ours = new OurMessages(store, views.reporting);
  }

  async look(signal: AbortSignal, failed: Failed): Promise<boolean> {
    const settle = (rows: readonly Waiting[]) => this.settle(rows, failed, signal);
    const more = await this.due.look(settle, signal);
    await this.settleAhead(settle);
    return more;
  }

  private page(until: number, after: Cursor | undefined, limit: number): Promise<Waiting[]> {
    return this.find(
      { field: 'waitsSince', to: until - SETTLE + 1 },
      after && { id: after.id, values: [Number(after.values[0]) - SETTLE, after.values[1]!] },
      limit,
    );
  }

  private async find(
    waiting: Condition<typeof inboundView>,
    after: Cursor | undefined,
    limit: number,
  ): Promise<Waiting[]> {
    const found = await this.deps.views.operational.find(inboundView, {
      where: [{ field: 'waitsSince', set: true }, waiting],
      sort: [{ field: 'waitsSince' }, { field: 'receivedAt' }],
      ...{ after, limit },
    });
    return found.map(({ id, doc }) => ({ id, doc: { ...doc, dueAt: doc.waitsSince! + SETTLE, row: doc.receivedAt } }));
  }

  /** What came before the clock was set back waits no longer for that: what was seen ahead of it at one look is due at the next. */
  private async settleAhead(settle: (rows: readonly Waiting[]) => Promise<number>): Promise<void> {
    const { clock, views } = this.deps;
    const since = clock.monotonic();
    if (since < this.lookAheadAt) return;
    this.lookAheadAt = since + SETTLE;
    // Clocks of several processes differ by less.
    const from = clock.now() + SETTLE;
    let after: Cursor | undefined;
    for (let left = this.ahead !== undefined; left;) {
      const rows = await this.find({ field: 'waitsSince', from, to: this.ahead!.upTo + 1 }, after, AHEAD_AT_ONCE);
      if (rows.length > 0) await settle(rows);
      const last = rows.at(-1);
      after = last && { id: last.id, values: [last.doc.waitsSince, last.doc.receivedAt] };
      left = rows.length === AHEAD_AT_ONCE;
    }
    const [newest] = await views.operational.find(inboundView, {
      where: [
        { field: 'waitsSince', set: true },
        { field: 'waitsSince', from },
      ],
      sort: [
        { field: 'waitsSince', descending: true },
        { field: 'receivedAt', descending: true },
      ],
      limit: 1,
    });
    this.ahead = newest && { since: this.ahead?.since ?? since, upTo: newest.doc.waitsSince! };
  }

  /** How long a message has waited at the least, milliseconds. */
  private waited(waitsSince: number): number {
    const { clock } = this.deps;
    const isAhead = this.ahead !== undefined && waitsSince > clock.now() && waitsSince <= this.ahead.upTo;
    return isAhead ? clock.monotonic() - this.ahead!.since : clock.now() - waitsSince;
  }

  private async settle(rows: readonly Waiting[], failed: Failed, signal: AbortSignal): Promise<number> {
    const { store, views } = this.deps;
    // What we sent before these messages came is in both groups then. Where a group stands says nothing of it: lanes are not equally far, and one has these already.
    const head = await store.head();
    for (const group of ['operational', 'reporting'] as const)
      if (!(await views.reached(group, head, PATIENCE))) throw new ViewsBehind(group, head);
    const persons = await this.byPerson(rows);
    const keys = [...new Set(persons.flatMap(({ keys: own }) => own))];
    const [quoted, ours, taps] = await Promise.all([
      messageOwners(views.operational, [...new Set(rows.flatMap(({ doc }) => doc.quotedHash ?? []))]),
      this.ours.to(keys),
      this.taps(rows),
    ]);
    const known: Known = { campaigns: new Map(), quoted, ours, taps };
    const settled = await Promise.all(persons.map((person) => this.settlePerson(person, known, failed, signal)));
    return settled.reduce((sum, each) => sum + each, 0);
  }

  /** Messages of one person to one number, under whichever key, in the order of their stamps. */
  private async byPerson(rows: readonly Waiting[]): Promise<readonly Writer[]> {
    const keys = await withLearnedKeys(
      this.deps.views.operational,
      rows.map(({ doc }) => [doc.personKey]),
    );
    const persons = new Map<string, Writer>();
    rows.forEach((row, index) => {
      const all = [...keys[index]!].sort();
      const name = `${row.doc.senderId} ${all.join(' ')}`;
      const person = persons.get(name) ?? { senderId: row.doc.senderId, keys: all, rows: [] };
      person.rows.push(row);
      persons.set(name, person);
    });
    for (const { rows: own } of persons.values()) own.sort((one, other) => one.doc.receivedAt - other.doc.receivedAt);
    return [...persons.values()];
  }

  private async settlePerson(
    { senderId, keys, rows }: Writer,
    known: Known,
    failed: Failed,
    signal: AbortSignal,
  ): Promise<number> {
    const ours: OurMessage[] = [];
    const told = new Map<string, ContactOf>();
    for (const key of keys) {
      const own = known.ours.get(key);
      if (own === undefined) continue;
      if (own instanceof Error) {
        failed(own);
        return 0;
      }
      ours.push(...own.messages.filter((message) => message.senderId === senderId));
      for (const [messageHash, contact] of own.told) told.set(messageHash, contact);
    }
    ours.sort((one, other) => one.at - other.at);
    const conversation = new PersonConversation(this.deps.store, senderId, keys, ours);
    return eachInTurn(
      rows,
      (row) => this.settleOne(row, conversation, { messages: ours, told }, known),
      failed,
      signal,
    );
  }

  private async settleOne(
    { id, doc }: Waiting,
    conversation: PersonConversation,
    { messages: ours, told }: OursToPerson,
    known: Known,
  ): Promise<boolean> {
    const { senderId, personKey, receivedAt, contentType } = doc;
    // Whether that one left decides in which session this is.
    if (ours.some((own) => own.isOpen && own.at <= latestOf(receivedAt))) return false;
    const messageHash = id.slice(senderId.length + 1);
    const attribution = await this.attributeOnce(doc, ours, told.get(messageHash), known);
    if (attribution === 'later') return false;
    const { by, to, button } = attribution;
    const reply = { messageHash, repliedAt: instant(receivedAt), button, optOut: doc.optOut === true };
    const contact = to && (await this.tellContact(to, reply));
    const message = { personKey, messageHash, at: receivedAt, referred: doc.referred === true };
    const { standing, latest, moved } = await conversation.place(message);
    const metadata = metadataOf({ actor: duty('attribution'), correlationId: senderId });
    for (const [key, pieces] of moved) {
      // The last of its own conversation is said with it: should the process end before, the message is still due, and what was moved stays so.
      const before = key === personKey ? pieces.slice(0, -1) : pieces;
      for (const sessions of before) await this.deps.messages.regroup(senderId, key, sessions, messageHash, metadata);
    }
    const data: MessageAttributed['data'] = {
      ...{ messageHash, contentType, by, button, standing },
      contact,
      ...(latest && { latest }),
    };
    const command = { type: 'AttributeMessage', ...data, regrouped: moved.get(personKey)?.at(-1) ?? [] } as const;
    return (await this.deps.messages.execute(senderId, personKey, command, metadata)).length > 0;
  }

  /**
   * A contact that was told of a message keeps it: who it belongs to may look different by the time that it is said in the conversation, if the process
   * ended in between, and what one contact has counted another must not.
   */
  private async attributeOnce(
    doc: Waiting['doc'],
    ours: readonly OurMessage[],
    told: ContactOf | undefined,
    known: Known,
  ): Promise<Attribution | 'later'> {
    const attribution = await this.attribute(doc, ours, known);
    if (!told || (attribution !== 'later' && isSameContact(attribution.to, told))) return attribution;
    // Of one that it quotes nothing changes: it was told for a tap, or as the last to the person.
    const tap = known.taps.get(doc.ref);
    const button = tap ? await this.buttonOf(told.campaignId, tap, known.campaigns) : null;
    return { by: button === null ? 'recent' : 'button', to: told, button };
  }

  private async attribute(
    { senderId, quotedHash, ref, waitsSince, receivedAt }: Waiting['doc'],
    ours: readonly OurMessage[],
    known: Known,
  ): Promise<Attribution | 'later'> {
    const { campaigns, quoted, taps } = known;
    const tap = taps.get(ref);
    const owner = quotedHash === null ? undefined : quoted.get(quotedHash);
    if (owner?.senderId === senderId && !isTestContact(owner.contactKey)) {
      return { by: 'quoted', to: owner, button: tap ? await this.buttonOf(owner.campaignId, tap, campaigns) : null };
    }
    const isKnown = owner !== undefined || quotedHash === null;
    if (!isKnown && this.waited(waitsSince!) < QUOTED_KNOWN_WITHIN) return 'later';
    // What is known to have failed by now was answered by nobody.
    const before = ours.filter(({ at, hasFailed }) => at <= latestOf(receivedAt) && !hasFailed).reverse();
    if (tap) {
      for (const own of before) {
        const button = await this.buttonOf(own.campaignId, tap, campaigns);
        if (button !== null) return { by: 'button', to: own, button };
      }
    }
    const [last] = before;
    const isRecent = last !== undefined && receivedAt - last.at <= this.deps.attributionSeconds * SECOND;
    return isRecent ? { by: 'recent', to: last, button: null } : { by: 'none', to: null, button: null };
  }

  private async tellContact(
    { campaignId, contactKey }: ContactOf,
    reply: Omit<RecordReply, 'type'>,
  ): Promise<MessageAttributed['data']['contact']> {
    const { state } = await this.deps.contacts.execute(campaignId, contactKey, { type: 'RecordReply', ...reply });
    const correlationId = state.status === 'known' ? (state.facts.correlationId ?? null) : null;
    return { campaignId, contactKey, correlationId };
  }

  /** Which button of the campaign's template was tapped: the platform gives the text as payload where we gave none. */
  private async buttonOf(
    campaignId: string,
    { text, buttonPayload }: StoredMessage,
    campaigns: Known['campaigns'],
  ): Promise<number | null> {
    let reading = campaigns.get(campaignId);
    if (!reading) campaigns.set(campaignId, (reading = load(this.deps.store, campaignAggregate, campaignId)));
    const { state: campaign } = await reading;
    const template = campaign.status === 'none' ? null : campaign.template;
    const isTapped = (button: QuickReply) => button.text === text || button.text === buttonPayload;
    return (template && quickRepliesOf(template).find(isTapped)?.index) ?? null;
  }

  private async taps(rows: readonly Waiting[]): Promise<ReadonlyMap<string, StoredMessage>> {
    const refs = rows.filter(({ doc }) => TAPS.has(doc.contentType)).map(({ doc }) => doc.ref);
    // Of what cannot be opened nobody knows what was tapped; it is attributed all the same.
    const entries = await this.deps.vault.getMany(refs, () => undefined);
    return new Map(refs.flatMap((ref, index) => (entries[index] ? [[ref, entries[index].data as StoredMessage]] : [])));
  }
}

function isSameContact(one: ContactOf | null, other: ContactOf): boolean {
  return one?.campaignId === other.campaignId && one.contactKey === other.contactKey;
}

const TAPS: ReadonlySet<string> = new Set(['button', 'interactive']);
