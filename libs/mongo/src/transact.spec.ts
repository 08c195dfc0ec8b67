import { systemClock } from '@arauto/clock';
import { type ClientSession, type Collection, type MongoClient, MongoServerError } from 'mongodb';
import { describeMongod } from './testing';
import { CommitUnknown, connectMongo, transact } from '.';

describeMongod('MongoDB: a transaction', (server) => {
  const DATABASE = `transact-${process.pid}`;
  let client: MongoClient;
  let session: ClientSession;
  let counters: Collection<{ _id: string; n: number }>;
  beforeAll(async () => {
    client = await connectMongo(server().uri, { appName: DATABASE });
    session = client.startSession();
  });
  afterAll(async () => {
    await client.db(DATABASE).dropDatabase();
    await session.endSession();
    await client.close();
  });
  beforeEach(async () => {
    counters = client.db(DATABASE).collection('counters');
    await counters.drop();
    await counters.insertOne({ _id: 'a', n: 0 });
  });

  const fail = (times: number, data: object) =>
    client
      .db('admin')
      .command({ configureFailPoint: 'failCommand', mode: { times }, data: { appName: DATABASE, ...data } });
  const increment = () =>
    transact(session, () => counters.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }), {
      clock: systemClock,
      patienceMs: 5_000,
    });
  const n = async () => (await counters.findOne({ _id: 'a' }))?.n;

  it('is there once it is answered', async () => {
    await increment();
    expect(await n()).toBe(1);
  });

  it('runs its body again when the server says that nothing remains of it', async () => {
    await fail(2, { failCommands: ['update'], errorCode: 112, errorLabels: ['TransientTransactionError'] });
    await increment();
    expect(await n()).toBe(1);
  });

  it('runs its body again when the commit finds nothing of it', async () => {
    await fail(1, { failCommands: ['commitTransaction'], errorCode: 251, errorLabels: ['TransientTransactionError'] });
    await increment();
    expect(await n()).toBe(1);
  });

  it('repeats a commit that failed with an unknown outcome, labelled or not, and never the body', async () => {
    for (const data of [
      { closeConnection: true },
      { errorCode: 91, errorLabels: ['RetryableWriteError'] },
      { errorCode: 8000, errorLabels: [] },
      { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
    ]) {
      const before = (await n())!;
      await fail(3, { failCommands: ['commitTransaction'], ...data });
      await increment();
      expect(await n()).toBe(before + 1);
    }
  });

  it('says that it does not know when the commit is not answered while patience lasts', async () => {
    await fail(1_000, { failCommands: ['commitTransaction'], errorCode: 8000, errorLabels: [] });
    const transaction = transact(session, () => counters.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }), {
      clock: systemClock,
      patienceMs: 100,
    });
    await expect(transaction).rejects.toThrow(CommitUnknown);
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    // the next in the same session ends what was left open
    await increment();
    expect(await n()).toBe(1);
  });

  it('writes nothing when its body throws, and says why', async () => {
    const transaction = transact(
      session,
      async () => {
        await counters.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session });
        throw new TypeError('no');
      },
      { clock: systemClock },
    );
    await expect(transaction).rejects.toThrow('no');
    expect(await n()).toBe(0);
    await increment();
    expect(await n()).toBe(1);
  });

  it('does not repeat what the server refuses for good', async () => {
    let bodies = 0;
    const transaction = transact(
      session,
      () => {
        bodies++;
        return counters.insertOne({ _id: 'a', n: 7 }, { session });
      },
      { clock: systemClock },
    );
    await expect(transaction).rejects.toThrow(MongoServerError);
    expect(bodies).toBe(1);
  });
});
