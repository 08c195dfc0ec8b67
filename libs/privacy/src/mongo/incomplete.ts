import type { Db, MongoClient } from 'mongodb';
import { VaultIncomplete } from '../vault';

/** Of `vault.settings`. */
const ID = 'incomplete';

function settingsOf(db: Db) {
  return db.collection<{ readonly _id: string }>('vault.settings');
}

/** From now on no engine opens the vault, in any process, until it is said to be complete. Durable when it resolves. */
export async function markIncomplete(client: MongoClient, database: string): Promise<void> {
  await settingsOf(client.db(database)).updateOne({ _id: ID }, { $setOnInsert: { _id: ID } }, { upsert: true });
}

export async function markComplete(client: MongoClient, database: string): Promise<void> {
  await settingsOf(client.db(database)).deleteOne({ _id: ID });
}

/** @throws VaultIncomplete */
export async function assertComplete(db: Db): Promise<void> {
  if (await settingsOf(db).findOne({ _id: ID })) throw new VaultIncomplete();
}
