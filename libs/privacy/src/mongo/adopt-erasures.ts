import type { MongoClient } from 'mongodb';

/** The one document of its collection. */
export interface ErasureMark {
  readonly _id: 'latest';
  readonly mark: string;
}

export const ERASURE_MARKS = 'vault.erasures';

/**
 * Gives a vault the mark of the one that its entries were copied from, `''` included: with another, every file that was made of them would be
 * taken for one that holds somebody who is gone. For who moves a vault whole, before an engine opens it.
 */
export async function adoptErasures(client: MongoClient, database: string, mark: string): Promise<void> {
  const marks = client.db(database).collection<ErasureMark>(ERASURE_MARKS);
  if (mark === '') await marks.deleteOne({ _id: 'latest' });
  else await marks.updateOne({ _id: 'latest' }, { $set: { mark } }, { upsert: true });
}
