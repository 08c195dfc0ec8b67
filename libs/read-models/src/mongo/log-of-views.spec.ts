import { systemRandom } from '@arauto/clock';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import { forgetLogOfViews, holdsViews, noteLogOfViews } from '.';

describeMongod('MongoDB: the log of views', (server) => {
  let database: string;
  let client: MongoClient;
  beforeAll(async () => (client = await connectMongo(server().uri)));
  afterAll(() => client.close());
  beforeEach(() => (database = `log-of-views-${systemRandom.uuid()}`));
  afterEach(() => client.db(database).dropDatabase());

  const note = (log: string | null) => noteLogOfViews(client, database, log);

  it('is the first that is named, whoever names one at the same time or later', async () => {
    const named = await Promise.all(['a', 'b', 'a', 'b'].map(note));
    expect(new Set(named.map(({ log }) => log)).size).toBe(1);
    expect(named.filter(({ isNew }) => isNew)).toHaveLength(1);
    const { log } = named[0]!;
    expect([await note('c'), await note(null)]).toEqual([
      { log, isNew: false },
      { log, isNew: false },
    ]);
  });

  it('is known to be there while it is empty, and named when it begins', async () => {
    expect(await holdsViews(client, database)).toBe(false);
    expect(await note(null)).toEqual({ log: null, isNew: true });
    expect(await holdsViews(client, database)).toBe(true);
    expect(await note('a')).toEqual({ log: 'a', isNew: false });
    expect(await note('b')).toEqual({ log: 'a', isNew: false });
    await forgetLogOfViews(client, database);
    expect(await holdsViews(client, database)).toBe(false);
  });
});
