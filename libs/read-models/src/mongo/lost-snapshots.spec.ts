import { systemClock, systemRandom } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { MongoClient } from 'mongodb';
import { Stage } from '../contract/store-under-test';
import { patch, put, STAYS } from '../contract/views';
import { SnapshotLost } from '../port';
import { openMongoViewReader, openMongoViewWriter } from '.';

describeMongod('a snapshot of MongoDB', (server) => {
  let client: MongoClient;
  let usual: number;
  let stage: Stage;
  const parameters = (command: object) => client.db('admin').command(command);

  beforeAll(async () => {
    client = await connectMongo(server().uri);
    const found = await parameters({ getParameter: 1, minSnapshotHistoryWindowInSeconds: 1 });
    usual = found['minSnapshotHistoryWindowInSeconds'] as number;
  });
  afterAll(() => client.close());

  beforeEach(async () => {
    const database = `views-${systemRandom.uuid()}`;
    const store = { client, database, group: 'operational', clock: systemClock } as const;
    const reader = openMongoViewReader({ ...store, views: [STAYS] });
    stage = await Stage.empty(() =>
      Promise.resolve({
        open: (views, options) => openMongoViewWriter({ ...store, views, ...options }),
        reader,
        close: async () => {
          await reader.close();
          await client.db(database).dropDatabase();
        },
      }),
    );
    await stage.openWriter({}, [STAYS]);
    await stage.commit(Array.from({ length: 2500 }, (_, n) => put(`g${n}`, guest(n), STAYS)));
  });
  afterEach(() => stage.close());

  const guest = (n: number) => ({
    ...{ hotel: 'ritz', state: 'in', name: `n${n}`, arrivedAt: n, nights: n % 5, vip: false },
  });
  /** Writes and asks by turns, of a server that remembers nothing, as long as it answers. */
  async function untilLost(ask: () => Promise<unknown>): Promise<unknown> {
    await parameters({ setParameter: 1, minSnapshotHistoryWindowInSeconds: 0 });
    try {
      for (let n = 0; ; n++) {
        await stage.commit([patch('g7', { state: `changed ${n}` }, STAYS)]);
        await ask();
      }
    } catch (error) {
      return error;
    } finally {
      await parameters({ setParameter: 1, minSnapshotHistoryWindowInSeconds: usual });
    }
  }

  it('says that it is lost when the server has forgotten its moment, and another is of a later one', async () => {
    const snapshot = await stage.reader.snapshot();
    expect(await untilLost(() => snapshot.get(STAYS, 'g7'))).toBeInstanceOf(SnapshotLost);
    await expect(snapshot.count(STAYS, [])).rejects.toThrow(SnapshotLost);
    await snapshot.close();
    const later = await stage.reader.snapshot();
    expect((await later.get(STAYS, 'g7'))?.['state']).toMatch(/^changed/);
    await later.close();
  });

  it('ends a stream so too, with what was read until then', async () => {
    const snapshot = await stage.reader.snapshot();
    let read = 0;
    const streaming = async () => {
      for await (const rows of snapshot.stream(STAYS, { sort: [{ field: 'arrivedAt' }] })) {
        read += rows.length;
        await untilLost(() => snapshot.get(STAYS, 'g7'));
      }
    };
    await expect(streaming()).rejects.toThrow(SnapshotLost);
    expect(read).toBe(1000);
    await snapshot.close();
  });
});
