import type { ClientSession, MongoClient } from 'mongodb';

/** One transaction by the driver's own means, as durable as the engine's. */
export async function transactBare(
  client: MongoClient,
  body: (session: ClientSession) => Promise<unknown>,
): Promise<void> {
  await client.withSession((session) =>
    session.withTransaction(body, {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
    }),
  );
}
