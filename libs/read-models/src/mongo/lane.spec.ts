import { systemClock, systemRandom } from '@arauto/clock';
import { START } from '@arauto/event-store';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import { LostPlace } from '../port';
import { OwnedLane } from './lane';
import { newPlace, placesOf } from './place';

describeMongod('MongoDB: a lane of which the answer to its being taken is lost', (server) => {
  const database = `lane-${systemRandom.uuid()}`;
  let client: MongoClient;
  let lane: OwnedLane;

  beforeEach(async () => {
    client = await connectMongo(server().uri, { appName: database });
    await placesOf(client.db(database)).insertOne(newPlace('operational', 1, 0));
    lane = open();
    // It was this process's before: who finds it taken by another stands by.
    await lane.position();
    lane.forget();
  });

  afterEach(async () => {
    await lane.release();
    await client.db(database).dropDatabase();
    await client.close();
  });

  const open = () => new OwnedLane(client, client.db(database), systemClock, 'operational', 1, 0);
  // Done, and told of as if it was not: what a set answers whose members do not answer each other.
  const unconfirmed = (code: number) =>
    client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode: { times: 1 },
      data: {
        appName: database,
        failCommands: ['findAndModify'],
        writeConcernError: { code, errmsg: 'most of the set did not answer' },
      },
    });

  it('is its own all the same where that ran out of time', async () => {
    await unconfirmed(50);
    expect(await lane.position()).toBe(START);
  });

  it('is its own at the next try where that is not known', async () => {
    await unconfirmed(64);
    await expect(lane.position()).rejects.toThrow('most of the set did not answer');
    expect(await lane.position()).toBe(START);
  });

  it("is another's where another took it in between", async () => {
    const other = open();
    await unconfirmed(64);
    await expect(lane.position()).rejects.toThrow('most of the set did not answer');
    // Now most of the set has what was written before.
    await client.db(database).collection('later').insertOne({});
    expect(await other.position()).toBe(START);
    await expect(lane.position()).rejects.toThrow(LostPlace);
    await other.release();
  });
});
