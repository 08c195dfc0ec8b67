import { Unavailable } from '@arauto/event-store';

/** What `libs/mongo` throws of its own, and what the driver (7.9.0) does not name after itself. */
const OTHERS: readonly string[] = ['NoReplicaSet', 'CommitUnknown', 'PoolClearedOnNetworkError'];

/** Whether MongoDB, or the way to it, is the trouble. Known by name: where stores are embedded, its driver is never loaded. */
export function isMongoError(error: unknown): error is Error {
  return error instanceof Error && (/^Mongo\w*Error$/.test(error.name) || OTHERS.includes(error.name));
}

/** Whether a server, or the way to it, is the trouble: it may be back in a moment, and nothing else is wrong. */
export function isStoreAway(error: unknown): error is Error {
  return error instanceof Unavailable || isMongoError(error);
}
