import { systemRandom } from '@arauto/clock';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import { describeCoordinationContract } from '../contract';
import { openMongoCoordination } from '.';

describeMongod('MongoDB', (server) => {
  let client: MongoClient;
  beforeAll(async () => void (client = await connectMongo(server().uri)));
  afterAll(() => client.close());

  describeCoordinationContract(
    'MongoDB',
    () => {
      const database = `coordination-${systemRandom.uuid()}`;
      const troubles: unknown[] = [];
      return Promise.resolve({
        open: (instance, clock) =>
          openMongoCoordination({
            ...{ client, database, instance, clock },
            onTrouble: (error) => troubles.push(error),
          }),
        remove: async () => {
          await client.db(database).dropDatabase();
          expect(troubles).toEqual([]);
        },
      });
    },
    { manyProcesses: true },
  );
});
