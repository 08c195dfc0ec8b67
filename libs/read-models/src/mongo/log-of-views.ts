import { isDuplicateKey, type MongoClient } from '@arauto/mongo';

interface LogDocument {
  readonly _id: 'log';
  /** As it names itself; null while it is empty. */
  readonly log: string | null;
}

/**
 * Notes which log the views of a database are made from, unless that is noted already: with events of two logs among them nobody could tell any more
 * whose they are.
 * @param log null while it is empty, and to be noted again then
 * @returns what is noted, and whether it was not before
 */
export async function noteLogOfViews(
  client: MongoClient,
  database: string,
  log: string | null,
): Promise<{ readonly log: string | null; readonly isNew: boolean }> {
  const noted = notedIn(client, database);
  const isNew = await noted.updateOne({ _id: 'log' }, { $setOnInsert: { log } }, { upsert: true }).then(
    ({ upsertedCount }) => upsertedCount > 0,
    (error: unknown) => {
      // another process has just noted it
      if (!isDuplicateKey(error)) throw error;
      return false;
    },
  );
  if (log !== null) await noted.updateOne({ _id: 'log', log: null }, { $set: { log } });
  return { log: (await noted.findOne({ _id: 'log' }))?.log ?? null, isNew };
}

/** For who noted it where views may not be. */
export async function forgetLogOfViews(client: MongoClient, database: string): Promise<void> {
  await notedIn(client, database).drop();
}

/** Whether the views are in a database, whatever it is called by whom. */
export async function holdsViews(client: MongoClient, database: string): Promise<boolean> {
  return (await notedIn(client, database).findOne({ _id: 'log' })) !== null;
}

function notedIn(client: MongoClient, database: string) {
  return client.db(database).collection<LogDocument>('view-log');
}
