import { randomUUID } from 'node:crypto';
import { systemClock } from '@arauto/clock';
import type { EventReader, Lane } from '@arauto/event-store';
import type { Change, Group } from '@arauto/read-models';
import { openMongoViewWriter } from '@arauto/read-models/mongo';
import { type Document, MongoClient } from 'mongodb';
import { PROJECTIONS, viewsOf } from '../../apps/engine/src/projector/projections';
import { GROUPS } from '../../apps/engine/src/projector/projectors';
import { transactBare } from './bare-transaction';

/** What one thread of the engine keeps: a lane of a group. */
export interface Part {
  readonly group: Group;
  readonly lane: Lane;
}

/** What one transaction sent, a command after the other, for so many of the part's events, counted from the first. */
export interface Sent {
  readonly upTo: number;
  readonly commands: readonly Document[];
}

/** @param lanes of each group */
export function partsOf(lanes: number): Part[] {
  return GROUPS.flatMap((group) =>
    Array.from({ length: lanes }, (_, index) => ({ group, lane: { index, of: lanes } })),
  );
}

/** What each event of a part's streams changes in its views. */
export async function changesOf(log: Pick<EventReader, 'readAll'>, { group, lane }: Part): Promise<Change[][]> {
  const changes: Change[][] = [];
  for await (const event of log.readAll({ filter: { lane } })) {
    const asked = PROJECTIONS[group].filter(({ handles }) => handles.includes(event.type));
    changes.push(asked.flatMap((each) => [...each.project(event)]));
  }
  return changes;
}

/** Makes the collections and indexes of a part, empty. */
export async function prepare(client: MongoClient, database: string, part: Part): Promise<void> {
  await (await openWriter(client, database, part)).close();
}

/** As the projector does while it catches up. */
export async function write(
  client: MongoClient,
  database: string,
  part: Part,
  events: readonly Change[][],
): Promise<void> {
  const writer = await openWriter(client, database, part);
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
export async function record(uri: string, part: Part, changes: readonly Change[][]): Promise<Sent[]> {
  const client = new MongoClient(uri, { monitorCommands: true });
  const database = `writes-${randomUUID()}`;
  const transactions = new Map<string, Document[]>();
  client.on('commandStarted', ({ command }) => {
    if (command['autocommit'] !== false || command['update'] === undefined) return;
    const key = `${JSON.stringify(command['lsid'])} ${String(command['txnNumber'])}`;
    const { update, updates } = command;
    transactions.set(key, [...(transactions.get(key) ?? []), { update, updates: copyOf(updates) }]);
  });
  await write(client, database, part, changes);
  await client.db(database).dropDatabase();
  await client.close();
  return [...transactions.values()]
    .filter((commands) => commands.some(({ update }) => String(update).startsWith(`views.${part.group}.`)))
    .map((commands) => ({ upTo: Number(placeOf(commands).updates[0].u.$set.position), commands }));
}

/**
 * Sends what was sent, and nothing else: the loop merges, checks and encodes nothing, and could not go on after a crash.
 * @param until resolves when so many of the part's events may be written
 */
export async function repeat(
  client: MongoClient,
  name: string,
  sent: readonly Sent[],
  inTransactions: boolean,
  until: (events: number) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const database = client.db(name);
  for (const { upTo, commands } of sent) {
    await until(upTo);
    const send = async (options: object) => {
      for (const { update, updates } of commands) {
        const isPlace = update === PLACES;
        const known = isPlace
          ? [{ q: { _id: updates[0].q._id }, u: { $set: { position: updates[0].u.$set.position } } }]
          : updates;
        await database.command({ update, updates: known, ordered: false }, options);
      }
    };
    if (inTransactions) await transactBare(client, (session) => send({ session }));
    else await send({});
  }
}

/** How many documents each view holds, and what its counters and states add up to. */
export async function documentsIn(client: MongoClient, name: string): Promise<string> {
  const database = client.db(name);
  const lines = GROUPS.flatMap((group) =>
    viewsOf(group).map(async (view) => {
      const integers = Object.keys(view.fields).filter((field) => view.fields[field] === 'integer');
      const sums = Object.fromEntries(integers.map((field) => [field, { $sum: `$${field}` }]));
      const collection = database.collection(`views.${group}.0.${view.name}`);
      const totals = await collection.aggregate([{ $group: { _id: null, documents: { $sum: 1 }, ...sums } }]).toArray();
      return `${view.name} ${JSON.stringify(totals)}`;
    }),
  );
  return (await Promise.all(lines)).join('\n');
}

const PLACES = 'view-places';

function placeOf(commands: readonly Document[]): Document {
  return commands.find(({ update }) => update === PLACES)!;
}

function openWriter(client: MongoClient, database: string, { group, lane }: Part) {
  return openMongoViewWriter({ client, database, group, lane, views: viewsOf(group), clock: systemClock });
}

/** The driver may use its own objects again. */
function copyOf(updates: readonly Document[]): Document[] {
  return updates.map(({ q, u, ...rest }) => ({ ...rest, q: { ...q }, u: { ...u } }));
}
