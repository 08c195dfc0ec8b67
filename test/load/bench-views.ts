import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import type { Group, View, ViewReader, ViewWriter } from '@arauto/read-models';
import { openMongoViewReader, openMongoViewWriter } from '@arauto/read-models/mongo';
import { openSqliteViewReader, openSqliteViewWriter } from '@arauto/read-models/sqlite';
import { onProductionStores } from '../e2e/production-stores';

/** Where views are that a benchmark fills past the log; can be told to a process of its own. */
export type ViewPlace =
  | { readonly kind: 'sqlite'; readonly folder: string }
  | { readonly kind: 'mongo'; readonly uri: string; readonly database: string };

export interface Closable {
  close(): Promise<void>;
}

/** An empty place; on the replica set at `ARAUTO_TEST_MONGODB` a database of its own (`bench --stores production`). */
export function emptyViewPlace(): ViewPlace {
  if (!onProductionStores) return { kind: 'sqlite', folder: mkdtempSync(join(tmpdir(), 'arauto-reads-')) };
  return { kind: 'mongo', uri: process.env['ARAUTO_TEST_MONGODB']!, database: `reads-${randomUUID()}` };
}

/** When nobody has it open. */
export async function discardViews(place: ViewPlace): Promise<void> {
  if (place.kind === 'sqlite') return rmSync(place.folder, { recursive: true });
  const client = await connectMongo(place.uri);
  await client.db(place.database).dropDatabase();
  await client.close();
}

export async function openViewWriter(place: ViewPlace, group: Group, views: readonly View[]): Promise<ViewWriter> {
  if (place.kind === 'sqlite') return openSqliteViewWriter({ folder: place.folder, group, views });
  const client = await connectMongo(place.uri);
  const { database } = place;
  const writer = await openMongoViewWriter({ client, database, group, views, clock: systemClock });
  return closingWith(writer, () => client.close());
}

export async function openViewReader(
  place: ViewPlace,
  group: Group,
  views: readonly View[],
): Promise<ViewReader & Closable> {
  if (place.kind === 'sqlite') return openSqliteViewReader({ folder: place.folder, group, inline: true });
  const client = await connectMongo(place.uri);
  const { database } = place;
  const reader = openMongoViewReader({ client, database, group, views, clock: systemClock });
  return closingWith(reader, () => client.close());
}

/** The same, and what it was opened over is closed after it. */
function closingWith<Opened extends Closable>(opened: Opened, after: () => Promise<void>): Opened {
  const close = opened.close.bind(opened);
  return Object.assign(opened, { close: () => close().then(after) });
}
