import type { MongoClient } from 'mongodb';
import { mongoClient } from '../client';
import { hasMongodProgram } from './mongod-program';
import { MongodProcess } from './mongod-process';
import { TestNetwork } from './test-network';

/** One server of a set, and what can befall it. */
export interface Member {
  readonly address: string;
  /** Ends it at once, whatever it is doing. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. */
  run(): Promise<void>;
  /** Stops it where it stands: its connections stay, and nobody answers. */
  stall(): void;
  /** Lets it go on after `stall`. */
  resume(): void;
  /** It and the rest of the world hear nothing of each other. @throws Error where it runs on no host of its own */
  cutOff(): void;
  /** Ends that. */
  rejoin(): void;
}

export interface TestReplicaSet {
  readonly uri: string;
  readonly version: string;
  primary(): Promise<Member>;
  /** The primary gives up its place, and another is elected. */
  stepDown(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A replica set of three on this machine, with the time-outs every set has by default: for tests that break it.
 * @param network with a host for each, which ends with the set
 * @returns undefined where there is no mongod to start
 */
export async function testReplicaSet(network?: TestNetwork): Promise<TestReplicaSet | undefined> {
  if (!hasMongodProgram()) return undefined;
  const members = await Promise.all(
    [0, 1, 2].map((nth) => MongodProcess.start(network && { host: network.hosts[nth]! })),
  );
  const stop = async () => {
    await Promise.all(members.map((member) => member.remove()));
    network?.remove();
  };
  try {
    return await initiate(members, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function initiate(members: readonly MongodProcess[], stop: () => Promise<void>): Promise<TestReplicaSet> {
  const config = { _id: 'test', members: members.map(({ address }, at) => ({ _id: at, host: address })) };
  await members[0]!.directly((client) => client.db('admin').command({ replSetInitiate: config }));
  const uri = `mongodb://${members.map(({ address }) => address).join(',')}/?replicaSet=test`;
  const onSet = async <T>(work: (client: MongoClient) => Promise<T>) => {
    const client = mongoClient(uri, { serverSelectionTimeoutMS: 60_000 });
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  };
  const { version } = await onSet((client) => client.db('admin').command({ buildInfo: 1 }));
  return {
    uri,
    version: version as string,
    primary: async () => {
      const { primary } = await onSet((client) => client.db('admin').command({ hello: 1 }));
      const member = members.find(({ address }) => address === primary)!;
      return {
        address: member.address,
        kill: () => member.kill(),
        run: () => member.run(),
        stall: () => member.signal('SIGSTOP'),
        resume: () => member.signal('SIGCONT'),
        cutOff: () => member.hostOfItsOwn().cutOff(),
        rejoin: () => member.hostOfItsOwn().rejoin(),
      };
    },
    stepDown: () =>
      onSet(
        async (client) =>
          void (await client.db('admin').command({ replSetStepDown: 30, secondaryCatchUpPeriodSecs: 10 })),
      ),
    stop,
  };
}

/**
 * A suite with a replica set of three of its own; where none can be started, one skipped test that says so.
 * @param apart each on a host of its own, that can be cut off
 */
export function describeReplicaSet(
  name: string,
  suite: (set: () => TestReplicaSet) => void,
  { apart = false } = {},
): void {
  describe(name, () => {
    if (!hasMongodProgram()) {
      it.skip('skipped: no server', () => undefined);
      return;
    }
    const whyNot = apart ? TestNetwork.whyNot() : undefined;
    if (whyNot !== undefined) {
      it.skip(`skipped: no network namespaces (root and iproute2 are needed): ${whyNot}`, () => undefined);
      return;
    }
    let set: TestReplicaSet | undefined;
    beforeAll(async () => void (set = await testReplicaSet(apart ? TestNetwork.make(3) : undefined)), 60_000);
    suite(() => set!);
    // last: hooks run in the order in which they are declared
    afterAll(() => set?.stop());
  });
}
