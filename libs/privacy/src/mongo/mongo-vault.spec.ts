import { seededRandom, systemClock } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { MongoClient } from 'mongodb';
import { describeVaultContract } from '../contract';
import { openMongoVault } from './index';

describeMongod('mongo vault', (server) => {
  let client: MongoClient;
  let databases = 0;
  const random = seededRandom('mongo vault');
  beforeAll(async () => void (client = await connectMongo(server().uri)));
  afterAll(() => client.close());

  const nextDatabase = () => `vault-${process.pid}-${databases++}`;
  const openVault = (database: string, secret = 'secret') =>
    openMongoVault({ client, database, secret, clock: systemClock, random });

  describeVaultContract('mongo', async () => {
    const database = nextDatabase();
    const reopen = () => openVault(database);
    return { vault: await reopen(), reopen, remove: async () => void (await client.db(database).dropDatabase()) };
  });
});
