import { mongoClient } from '../client';
import { hasMongodProgram } from './mongod-program';
import { type MongodOptions, MongodProcess } from './mongod-process';

/** A replica set for a suite. It is shared where it was named by `ARAUTO_TEST_MONGODB`: a suite works in databases of its own, and drops them. */
export interface TestMongod {
  readonly uri: string;
  readonly version: string;
  /** Where its files are, not compressed; null where it was named. */
  readonly folder: string | null;
  /** Kills it and starts it again with what its disk holds; null where it was named. */
  readonly restart: (() => Promise<void>) | null;
  stop(): Promise<void>;
}

export type TestMongodOptions = Pick<MongodOptions, 'cacheGigabytes' | 'transactionSeconds'>;

/**
 * A replica set of one, empty: the one that `ARAUTO_TEST_MONGODB` names (a connection string), else a mongod that is started for it.
 * @returns undefined where there is neither
 */
export async function testMongod(options: TestMongodOptions = {}): Promise<TestMongod | undefined> {
  const named = process.env['ARAUTO_TEST_MONGODB'];
  if (named !== undefined)
    return {
      ...{ uri: named, version: await versionOf(named), folder: null, restart: null },
      stop: () => Promise.resolve(),
    };
  if (!hasMongodProgram()) return undefined;
  const mongod = await MongodProcess.start(options);
  try {
    await mongod.directly((client) =>
      client.db('admin').command({ replSetInitiate: { _id: 'test', members: [{ _id: 0, host: mongod.address }] } }),
    );
    const uri = `mongodb://${mongod.address}/?replicaSet=test`;
    const restart = async () => {
      await mongod.kill();
      await mongod.run();
    };
    return { uri, version: await versionOf(uri), folder: mongod.folder, restart, stop: () => mongod.remove() };
  } catch (error) {
    await mongod.remove();
    throw error;
  }
}

/**
 * A suite with a replica set of one; where there is none, one skipped test that says so. `server` gives it from the first `beforeAll` on.
 */
export function describeMongod(
  name: string,
  suite: (server: () => TestMongod) => void,
  options: TestMongodOptions = {},
): void {
  describe(name, () => {
    if (process.env['ARAUTO_TEST_MONGODB'] === undefined && !hasMongodProgram()) {
      it.skip('skipped: no server', () => undefined);
      return;
    }
    // Beside other suites a server has a part of two cores: what takes it 3 s alone took it 30.
    jest.setTimeout(120_000);
    let mongod: TestMongod | undefined;
    beforeAll(async () => void (mongod = await testMongod(options)));
    suite(() => mongod!);
    // last: hooks run in the order in which they are declared
    afterAll(() => mongod?.stop());
  });
}

/** Waits for a primary, too. */
async function versionOf(uri: string): Promise<string> {
  const client = mongoClient(uri, { serverSelectionTimeoutMS: 30_000 });
  try {
    const { version } = (await client.db('admin').command({ buildInfo: 1 })) as unknown as { version: string };
    return version;
  } finally {
    await client.close();
  }
}
