import { systemClock, systemRandom } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { MongoClient } from 'mongodb';
import { describeViewStoreContract, type MakeViewStore } from '../contract';
import type { View } from '../view';
import { openMongoViewReader, openMongoViewWriter } from '.';

describeMongod('MongoDB', (server) => {
  let client: MongoClient;
  beforeAll(async () => (client = await connectMongo(server().uri)));
  afterAll(() => client.close());

  const make: MakeViewStore = () => {
    const database = `views-${systemRandom.uuid()}`;
    const store = { client, database, group: 'operational', clock: systemClock } as const;
    // as in a program of those views: it is started anew when they change
    const readerOf = (views: readonly View[]) => openMongoViewReader({ ...store, views });
    let reader = readerOf([]);
    return Promise.resolve({
      open: async (views, options) => {
        await reader.close();
        reader = readerOf(views);
        return openMongoViewWriter({ ...store, views, ...options });
      },
      get reader() {
        return reader;
      },
      close: async () => {
        await reader.close();
        await client.db(database).dropDatabase();
      },
    });
  };
  describeViewStoreContract('MongoDB', make, { lanes: true });
});
