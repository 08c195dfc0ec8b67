import { type ContactEvent, milestonesOf } from '@arauto/domain';
import type { AnyBulkWriteOperation, ClientSession, Collection, Db, Document, MongoClient } from 'mongodb';
import { ON_THEIR_WAY, OPEN_ATTEMPTS } from '@arauto/read-models/operational';
import { transactBare } from './bare-transaction';

type Fields = Record<string, unknown>;
type Situation = ContactEvent['data']['to'];

interface ViewDocument {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** What becomes of one document until it is written. */
interface Merged {
  readonly made: Fields | undefined;
  readonly set: Fields;
  /** Fields that are gone, whatever was set before. */
  readonly unset: Record<string, ''>;
}

/** Documents of a transaction at most, and the time between two, in which what happens to one document becomes one write. */
const TOGETHER = 2000;
const EVERY_MS = 100;
/** What rows of the report are counted by, in quarters of an hour. */
const TALLIED_BY = [
  ...['sentAt', 'campaignId', 'subaccountId', 'senderId', 'status', 'contentType', 'conversationType'],
  ...['withSession', 'replied', 'needsAttention'],
];
const TALLY_MS = 15 * 60_000;
/** What the engine takes from the time of an upload, so that whoever was never tried is due at once. */
const FIRST = 1e14;

/**
 * Writes what the six events of a message that goes well make of the views: the row of the contact, that of the report, the counters, the tally of
 * the report, and the place of each group; the same collections and indexes as the engine's, in the same kind of transactions, one write a document, both groups at once.
 * It is told of events by who appended them: no subscription, no projections, no lanes, no views as data, no checks, nothing after a crash.
 */
export class BareViews {
  private readonly contacts = new Map<string, Merged>();
  private readonly messages = new Map<string, Merged>();
  private readonly counters = new Map<string, Record<string, number>>();
  private readonly writing: Promise<unknown>;
  private ending = false;
  private events = 0;

  /** @param database of views that an engine, or `prepareStores`, has made */
  constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
  ) {
    this.writing = Promise.all([
      this.keepWriting('operational', this.contacts, () => this.writeOperational()),
      this.keepWriting('reporting', this.messages, () => this.writeReporting()),
    ]);
    this.writing.catch(() => undefined);
  }

  /** @param id `{campaignId}.{contactKey}` */
  happened(id: string, event: ContactEvent, revision: number): void {
    this.events++;
    const at = Date.now();
    const { to } = event.data;
    const campaignId = id.slice(0, id.indexOf('.'));
    const contactKey = id.slice(id.indexOf('.') + 1);
    const stands = { state: to.state, open: to.open, needsAttention: to.needsAttention, updatedAt: at, revision };
    this.count(campaignId, event);
    switch (event.type) {
      case 'ContactUploaded':
      case 'InvalidRecordUploaded': {
        const { ref, uploadId, row, correlationId } = event.data;
        const more =
          event.type === 'ContactUploaded'
            ? { queue: campaignId, dueAt: Date.parse(event.data.dueAt) - FIRST }
            : { reasons: JSON.stringify(event.data.reasons) };
        const named = correlationId === undefined ? {} : { correlationId };
        this.contacts.set(
          id,
          made({ campaignId, contactKey, ref, uploadId, row, ...named, attempts: 0, ...stands, ...more }),
        );
        if (event.type === 'ContactUploaded') return;
        const { subaccountId, reasons } = event.data;
        const ended = {
          contentType: 'template',
          sentAt: at,
          attempted: false,
          attempts: 0,
          status: 'invalid_parameter',
          rareStatus: 'invalid_parameter',
          replied: false,
        };
        const { state, needsAttention } = to;
        const errorCode = reasons[0]?.code;
        this.messages.set(
          id,
          made({
            campaignId,
            contactKey,
            subaccountId,
            ref,
            ...named,
            ...ended,
            state,
            needsAttention,
            updatedAt: at,
            errorCode,
          }),
        );
        return;
      }
      case 'SendAttempted': {
        const { subaccountId, senderId, ref, correlationId, attempt, attempts, withSession, conversation } = event.data;
        const sentAt = Date.parse(event.data.attemptedAt);
        const due = { queue: OPEN_ATTEMPTS, dueAt: Date.parse(event.data.outcomeDueAt), outcomeAttempt: attempt };
        this.set(this.contacts, id, { ...stands, ...due, attempts, sentBy: senderId, sentAt });
        const talk = {
          conversationId: conversation.id,
          conversationType: conversation.type,
          conversationExpiresAt: conversation.expiresAt,
        };
        const standing = {
          contentType: 'template',
          sentAt,
          attempted: true,
          attempts,
          state: to.state,
          needsAttention: to.needsAttention,
        };
        const message = {
          campaignId,
          contactKey,
          subaccountId,
          senderId,
          ref,
          ...(correlationId !== undefined && { correlationId }),
          ...standing,
          status: 'queued',
          rareStatus: 'queued',
          replied: false,
          withSession,
          ...talk,
        };
        this.messages.set(id, made({ ...message, updatedAt: at }));
        return;
      }
      case 'TemplateSent': {
        const { messageRef, messageHash, attempt, senderId, expiresAt, acceptedAt } = event.data;
        const message = { messageRef, messageHash, messageAttempt: attempt, messageSender: senderId };
        const expires = Date.parse(expiresAt);
        const due = { queue: ON_THEIR_WAY, dueAt: expires, expiresAt: expires };
        this.set(this.contacts, id, { ...stands, ...message, ...due });
        const taken = { sentAt: Date.parse(acceptedAt!), messageRef, rareStatus: 'sent' };
        this.report(id, to, 'sent', 'accepted', at, taken, ['errorCode', 'errorRef']);
        return;
      }
      case 'SentConfirmed':
        this.set(this.contacts, id, stands);
        this.report(id, to, 'sent', 'accepted', at, { rareStatus: 'sent' });
        return;
      case 'Delivered':
        this.set(this.contacts, id, stands, ['queue', 'dueAt', 'expiresAt']);
        this.report(id, to, 'delivered', 'delivered', at, { deliveredAt: at }, ['rareStatus']);
        return;
      case 'Read':
        this.set(this.contacts, id, stands);
        this.report(id, to, 'read', 'read', at, { readAt: at }, ['rareStatus']);
        return;
      default:
        throw new Error(`a message that goes well has no ${event.type}`);
    }
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    this.ending = true;
    await this.writing;
  }

  /** What all lanes have counted of a campaign. */
  async counted(campaignId: string, field: string): Promise<number> {
    const parts = await this.collection('operational', 'campaign-counters').find({ _of: campaignId }).toArray();
    return parts.reduce((sum, part) => sum + Number(part[field] ?? 0), 0);
  }

  private report(
    id: string,
    { state, needsAttention }: Situation,
    status: string,
    result: string,
    updatedAt: number,
    more: Fields = {},
    unset: readonly string[] = [],
  ): void {
    this.set(this.messages, id, { state, needsAttention, status, result, updatedAt, ...more }, unset);
  }

  private set(documents: Map<string, Merged>, id: string, fields: Fields, unset: readonly string[] = []): void {
    let merged = documents.get(id);
    if (!merged) documents.set(id, (merged = { made: undefined, set: {}, unset: {} }));
    Object.assign(merged.made ?? merged.set, fields);
    for (const field of unset) merged.unset[field] = '';
  }

  private count(campaignId: string, event: ContactEvent): void {
    const { from, to, settles } = event.data;
    let counters = this.counters.get(campaignId);
    if (!counters) this.counters.set(campaignId, (counters = {}));
    const known = counters;
    const add = (name: string, amount: number) => (known[name] = (known[name] ?? 0) + amount);
    if (from === null) add('contacts', 1);
    else if (from.state !== to.state) add(`state_${from.state}`, -1);
    if (from?.state !== to.state) add(`state_${to.state}`, 1);
    if ((from?.open ?? false) !== to.open) add('open', to.open ? 1 : -1);
    if (settles) add('settled', 1);
    for (const milestone of milestonesOf(event)) add(`reached_${milestone}`, 1);
  }

  private async keepWriting(group: string, documents: Map<string, unknown>, write: () => AnyWrites): Promise<void> {
    const places = this.database.collection<ViewDocument>('view-places');
    while (!this.ending || documents.size > 0) {
      if (documents.size < TOGETHER && !this.ending) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      if (documents.size === 0) continue;
      const writes = write();
      await transactBare(this.client, async (session) => {
        const place = { $set: { position: String(this.events).padStart(20, '0') } };
        await places.updateOne({ _id: `bare.${group}` }, place, { session, upsert: true });
        for (const [view, operations] of writes) {
          if (operations.length === 0) continue;
          if (view === 'messages') await this.tally(operations, session);
          await this.collection(group, view).bulkWrite(operations, { session, ordered: false });
        }
      });
    }
  }

  /** Counts rows of the report where they are and no more where they were, by what they are in the transaction that moves them. */
  private async tally(
    operations: readonly AnyBulkWriteOperation<ViewDocument>[],
    session: ClientSession,
  ): Promise<void> {
    const amounts = new Map<string, { readonly told: Fields; by: number }>();
    const move = (row: Fields, by: number) => {
      const told = Object.fromEntries(TALLIED_BY.map((field) => [field, row[field] ?? null]));
      told['sentAt'] = Math.floor(Number(row['sentAt']) / TALLY_MS) * TALLY_MS;
      const key = JSON.stringify(Object.values(told));
      const known = amounts.get(key);
      if (known) known.by += by;
      else amounts.set(key, { told, by });
    };
    const moved = new Map<string, Fields>();
    for (const operation of operations) {
      if ('insertOne' in operation) move(operation.insertOne.document, 1);
      else if ('updateOne' in operation) {
        const { filter, update } = operation.updateOne;
        moved.set(String(filter._id), (update as { readonly $set: Fields }).$set);
      }
    }
    if (moved.size > 0) {
      const projection = Object.fromEntries(TALLIED_BY.map((field) => [field, 1]));
      const rows = await this.collection('reporting', 'messages')
        .find({ _id: { $in: [...moved.keys()] } }, { session, projection, batchSize: moved.size + 1 })
        .toArray();
      for (const row of rows) {
        move(row, -1);
        move({ ...row, ...moved.get(row._id) }, 1);
      }
    }
    const counted = [...amounts].flatMap(([key, { told, by }]): AnyBulkWriteOperation<ViewDocument>[] => {
      const update = { $inc: { n: by } as Document, $setOnInsert: { _of: key, ...told } };
      return by === 0 ? [] : [{ updateOne: { filter: { _id: `0.${key}` }, update, upsert: true } }];
    });
    if (counted.length === 0) return;
    await this.collection('reporting', 'messages-tally').bulkWrite(counted, { session, ordered: false });
  }

  private writeOperational(): AnyWrites {
    const counted = [...this.counters].map(([campaignId, amounts]): AnyBulkWriteOperation<ViewDocument> => ({
      updateOne: {
        filter: { _id: `0.${campaignId}` },
        update: { $inc: amounts as Document, $setOnInsert: { _of: campaignId } },
        upsert: true,
      },
    }));
    this.counters.clear();
    return [
      ['contacts', taken(this.contacts)],
      ['campaign-counters', counted],
    ];
  }

  private writeReporting(): AnyWrites {
    return [['messages', taken(this.messages)]];
  }

  private collection(group: string, view: string): Collection<ViewDocument> {
    return this.database.collection(`views.${group}.0.${view}`);
  }
}

type AnyWrites = readonly (readonly [string, AnyBulkWriteOperation<ViewDocument>[]])[];

function made(fields: Fields): Merged {
  return { made: fields, set: {}, unset: {} };
}

/** The writes of what a transaction takes; they wait no more. */
function taken(documents: Map<string, Merged>): AnyBulkWriteOperation<ViewDocument>[] {
  const writes: AnyBulkWriteOperation<ViewDocument>[] = [];
  for (const [id, { made: document, set, unset }] of documents) {
    documents.delete(id);
    const known = Object.fromEntries(Object.entries(document ?? set).filter(([field]) => !(field in unset)));
    const filter = { _id: id };
    if (document) writes.push({ insertOne: { document: { ...filter, ...known } } });
    else if (Object.keys(unset).length === 0) writes.push({ updateOne: { filter, update: { $set: known } } });
    else writes.push({ updateOne: { filter, update: { $set: known, $unset: unset } } });
    if (writes.length === TOGETHER) break;
  }
  return writes;
}
