import { type MongoClient, type MongoClientOptions, MongoServerSelectionError } from 'mongodb';
import { mongoClient } from './client';

/** What the caller may choose; everything else is the same for all. */
export type MongoOptions = Pick<MongoClientOptions, 'appName'>;

/**
 * Every wait has an end. By the driver's defaults (mongodb 7.9.0) an answer is waited for without one (`socketTimeoutMS` 0), and so is a free
 * connection (`waitQueueTimeoutMS` 0); `timeoutMS`, which is to replace both, has no effect there. A primary that is stopped, not dead, keeps its
 * sockets: only the heartbeat notices, after `heartbeatFrequencyMS` and `connectTimeoutMS`, and then breaks the connections in use.
 */
const TIME_OUTS = {
  connectTimeoutMS: 5_000,
  socketTimeoutMS: 15_000,
  serverSelectionTimeoutMS: 5_000,
  waitQueueTimeoutMS: 5_000,
  heartbeatFrequencyMS: 2_000,
} as const satisfies MongoClientOptions;

/** What is answered is on the disks of most of the set, and what is read cannot be rolled back. */
const MAJORITY = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
} as const satisfies MongoClientOptions;

/** The server stands alone: it has no transactions. */
export class NoReplicaSet extends Error {
  override readonly name = 'NoReplicaSet';
  /** @param which what answers instead of a replica set that can be used */
  constructor(which = 'MongoDB runs without a replica set') {
    super(
      `${which}, and has no transactions then: start mongod with --replSet and initiate the set, of one member if need be`,
    );
  }
}

/** What the driver (7.9.0) says is that it has waited in vain: of servers that answer, and are no members of the set, it says nothing. */
function explained(error: unknown): unknown {
  if (!(error instanceof MongoServerSelectionError) || !error.reason) return error;
  const { setName, servers } = error.reason;
  if (setName === null) return error;
  if (servers.size === 0)
    return new NoReplicaSet(`What answers is in no replica set, or in another than ${setName} (replicaSet=${setName})`);
  const ghost = [...servers.values()].find(({ type }) => type === 'RSGhost');
  return ghost ? new NoReplicaSet(`${ghost.address} belongs to no replica set that was initiated`) : error;
}

/**
 * Opens a connection pool to MongoDB. What this says of time-outs and concerns wins over what `uri` says of them.
 * @throws NoReplicaSet; MongoServerSelectionError when no primary was found within 5 s
 */
export async function connectMongo(uri: string, options: MongoOptions = {}): Promise<MongoClient> {
  const client = mongoClient(uri, { ...options, ...TIME_OUTS, ...MAJORITY });
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    // a router of a sharded cluster calls itself `isdbgrid`
    if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') throw new NoReplicaSet();
    return client;
  } catch (error) {
    await client.close();
    throw explained(error);
  }
}
