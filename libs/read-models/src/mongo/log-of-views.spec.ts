import { systemRandom } from '@arauto/clock';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import { holdsViews, logOfViews } from '.';

describeMongod('MongoDB: the log of views', (server) => {
  const database = `log-of-views-${systemRandom.uuid()}`;
  let client: MongoClient;
  beforeAll(async () => (client = await connectMongo(server().uri)));
  afterAll(async () => {
    await client.db(database).dropDatabase();
    await client.close();
  });

  it('is the first that is named, whoever names one at the same time or later', async () => {
    expect([await logOfViews(client, database, undefined), await holdsViews(client, database)]).toEqual([
      undefined,
      false,
    ]);
    const named = await Promise.all(['a', 'b', 'a', 'b'].map((origin) => logOfViews(client, database, origin)));
    expect(new Set(named).size).toBe(1);
    const [first] = named;
    expect(await logOfViews(client, database, 'c')).toBe(first);
    expect([await logOfViews(client, database, undefined), await holdsViews(client, database)]).toEqual([first, true]);
  });
});
