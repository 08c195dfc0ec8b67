/** What `libs/mongo` throws of its own. */
const OURS: readonly string[] = ['NoReplicaSet', 'CommitUnknown'];

/** Whether MongoDB, or the way to it, is the trouble. Known by name: where stores are embedded, its driver is never loaded. */
export function isMongoError(error: unknown): error is Error {
  return error instanceof Error && (/^Mongo\w*Error$/.test(error.name) || OURS.includes(error.name));
}
