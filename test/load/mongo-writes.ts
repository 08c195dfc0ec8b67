import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { connectMongo } from '@arauto/mongo';
import { testMongod } from '@arauto/mongo/testing';
import type { Change, Group, Projection } from '@arauto/read-models';
import { openMongoViewWriter } from '@arauto/read-models/mongo';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { reportWords } from '@arauto/whatsapp';
import { type Document, MongoClient } from 'mongodb';
import { writeLog } from './catch-up.log';
import { median } from './row';

/**
 * The write side of catching up in MongoDB, from the changes of a log of five events a contact to what is committed: our writers of both groups
 * at once, beside a loop that sends what they sent, in the same transactions, and one that sends it without any. The loops do nothing but
 * that: they merge, check and encode nothing, and could not go on after a crash.
 *
 * `node dist/test/load/mongo-writes.js [contacts] [runs]`
 */
const CONTACTS = Number(process.argv[2] ?? 4_000);
const RUNS = Number(process.argv[3] ?? 3);
const EVENTS_EACH = 5;

const PROJECTIONS: Readonly<Record<Group, readonly Projection[]>> = {
  operational: operationalProjections,
  reporting: reportingProjections(reportWords),
};
const GROUPS: readonly Group[] = ['operational', 'reporting'];

/** What one transaction sent, a command after the other. */
type Sent = readonly Document[];
type Work = (database: string) => Promise<void>;

async function main(): Promise<void> {
  const server = await testMongod();
  if (!server) return console.log('skipped: no server');
  try {
    const changes = await changesOf(CONTACTS);
    const sent = await record(server.uri, changes);
    const client = await connectMongo(server.uri);
    const seconds: Record<'ours' | 'bare' | 'without', number[]> = { ours: [], bare: [], without: [] };
    const works: Readonly<Record<keyof typeof seconds, Work>> = {
      ours: (database) => both((group) => write(client, database, group, changes[group])),
      bare: (database) => both((group) => repeat(client, database, sent[group], true)),
      without: (database) => both((group) => repeat(client, database, sent[group], false)),
    };
    let holds: string | undefined;
    for (let run = 0; run < RUNS; run++) {
      const order = Object.keys(works) as (keyof typeof seconds)[];
      for (const side of run % 2 === 0 ? order : order.reverse()) {
        const database = `writes-${randomUUID()}`;
        // collections and indexes are there before the clock runs
        await both(async (group) => (await openWriter(client, database, group)).close());
        const from = performance.now();
        await works[side](database);
        seconds[side].push((performance.now() - from) / 1000);
        const held = await documentsIn(client, database);
        if (held !== (holds ??= held)) throw new Error(`${side} wrote other documents:\n${held}\n${holds}`);
        await client.db(database).dropDatabase();
      }
      console.error(`run ${run + 1}: ${JSON.stringify(seconds)}`);
    }
    await client.close();
    const events = CONTACTS * EVENTS_EACH;
    const rate = (side: keyof typeof seconds) => events / median(seconds[side]);
    const ratio = (side: keyof typeof seconds) =>
      median(seconds.ours.map((own, run) => seconds[side][run]! / own)).toFixed(2);
    console.log(
      `mongod ${server.version}, ${CONTACTS} contacts, ${EVENTS_EACH} events each, both groups at once, ${RUNS} runs`,
    );
    console.log(`ours: ${rate('ours').toFixed(0)} events/s`);
    console.log(`the same in the same transactions: ${rate('bare').toFixed(0)} events/s, ratio ${ratio('bare')}`);
    console.log(`the same without transactions: ${rate('without').toFixed(0)} events/s, ratio ${ratio('without')}`);
  } finally {
    await server.stop();
  }
}

/** How many documents each view holds, and what its counters and states add up to. */
async function documentsIn(client: MongoClient, name: string): Promise<string> {
  const database = client.db(name);
  const lines = GROUPS.flatMap((group) =>
    PROJECTIONS[group].map(async ({ view }) => {
      const integers = Object.keys(view.fields).filter((field) => view.fields[field] === 'integer');
      const sums = Object.fromEntries(integers.map((field) => [field, { $sum: `$${field}` }]));
      const collection = database.collection(`views.${group}.0.${view.name}`);
      const totals = await collection.aggregate([{ $group: { _id: null, documents: { $sum: 1 }, ...sums } }]).toArray();
      return `${view.name} ${JSON.stringify(totals)}`;
    }),
  );
  return (await Promise.all(lines)).join('\n');
}

async function both<T>(work: (group: Group) => Promise<T>): Promise<void> {
  await Promise.all(GROUPS.map(work));
}

/** What the projections ask for, an event after the other. */
async function changesOf(contacts: number): Promise<Record<Group, readonly Change[][]>> {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-bench-'));
  const path = join(folder, 'events.db');
  await writeLog(path, contacts);
  const log = openSqliteEventStore({ path, clock: systemClock });
  const changes: Record<Group, Change[][]> = { operational: [], reporting: [] };
  for await (const event of log.readAll()) {
    for (const group of GROUPS) {
      const asked = PROJECTIONS[group].filter(({ handles }) => handles.includes(event.type));
      changes[group].push(asked.flatMap((each) => [...each.project(event)]));
    }
  }
  await log.close();
  rmSync(folder, { recursive: true });
  return changes;
}

function openWriter(client: MongoClient, database: string, group: Group) {
  const views = PROJECTIONS[group].map(({ view }) => view);
  return openMongoViewWriter({ client, database, group, views, clock: systemClock });
}

/** As the projector does while it catches up. */
async function write(client: MongoClient, database: string, group: Group, events: readonly Change[][]): Promise<void> {
  const writer = await openWriter(client, database, group);
  let from = await writer.checkpoint();
  for (let at = 0; at < events.length;) {
    do writer.gather(events.slice(at, (at += 100)).flat());
    while (at < events.length && !writer.isFull!());
    const to = String(Math.min(at, events.length)).padStart(16, '0');
    await writer.commit(from, to);
    from = to;
  }
  await writer.close();
}

/** Writes once, to know what is sent. */
async function record(
  uri: string,
  changes: Record<Group, readonly Change[][]>,
): Promise<Record<Group, readonly Sent[]>> {
  const client = new MongoClient(uri, { monitorCommands: true });
  const database = `writes-${randomUUID()}`;
  const transactions = new Map<string, Document[]>();
  client.on('commandStarted', ({ command }) => {
    if (command['autocommit'] !== false || command['update'] === undefined) return;
    const key = `${JSON.stringify(command['lsid'])} ${String(command['txnNumber'])}`;
    const { update, updates } = command;
    transactions.set(key, [...(transactions.get(key) ?? []), { update, updates: structuredCloneOf(updates) }]);
  });
  await both((group) => write(client, database, group, changes[group]));
  await client.db(database).dropDatabase();
  await client.close();
  const of = (group: Group) =>
    [...transactions.values()].filter((commands) =>
      commands.some(({ update }) => String(update).startsWith(`views.${group}.`)),
    );
  return { operational: of('operational'), reporting: of('reporting') };
}

/** The driver may use its own objects again. */
function structuredCloneOf(updates: readonly Document[]): Document[] {
  return updates.map(({ q, u, ...rest }) => ({ ...rest, q: { ...q }, u: { ...u } }));
}

async function repeat(
  client: MongoClient,
  name: string,
  sent: readonly Sent[],
  inTransactions: boolean,
): Promise<void> {
  const database = client.db(name);
  await client.withSession(async (session) => {
    for (const commands of sent) {
      if (inTransactions) session.startTransaction();
      for (const { update, updates } of commands) {
        const isPlace = update === 'view-places';
        const known = isPlace
          ? [{ q: { _id: updates[0].q._id }, u: { $set: { position: updates[0].u.$set.position } } }]
          : updates;
        await database.command({ update, updates: known, ordered: false }, inTransactions ? { session } : {});
      }
      if (inTransactions) await session.commitTransaction();
    }
  });
}

void main();
