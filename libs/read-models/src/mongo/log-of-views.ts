import { isDuplicateKey, type MongoClient } from '@arauto/mongo';

interface LogDocument {
  readonly _id: 'log';
  /** The id of its first event. */
  readonly origin: string;
}

const NOTED = 'view-log';

/** Whether the views are in a database, whatever it is called by whom. */
export async function holdsViews(client: MongoClient, database: string): Promise<boolean> {
  return (await client.db(database).listCollections({ name: NOTED }, { nameOnly: true }).toArray()).length > 0;
}

/**
 * Which log the views of a database are made from, which is noted once. With events of two logs among them nobody could tell any more whose they are.
 * @param origin the id of the first event of the log that they are to be made from, noted where none is yet; undefined while it has none
 * @returns the id of the first event of theirs; undefined while none is noted
 */
export async function logOfViews(
  client: MongoClient,
  database: string,
  origin: string | undefined,
): Promise<string | undefined> {
  const noted = client.db(database).collection<LogDocument>(NOTED);
  if (origin !== undefined) {
    await noted.updateOne({ _id: 'log' }, { $setOnInsert: { origin } }, { upsert: true }).catch((error: unknown) => {
      // another process has just noted it
      if (!isDuplicateKey(error)) throw error;
    });
  }
  return (await noted.findOne({ _id: 'log' }))?.origin;
}
