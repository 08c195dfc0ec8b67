import type { Clock } from '@arauto/clock';
import type { MongoClient } from '@arauto/mongo';
import type { Leases } from '../leases';
import type { Notices } from '../notices';
import { StoredLeases } from '../stored-leases';
import { MongoLeaseStore } from './mongo-lease-store';
import { makeNoticeIndexes, MongoNotices } from './mongo-notices';

export interface MongoCoordinationOptions {
  /** Of `connectMongo`; whoever opened it closes it, after the leases. */
  readonly client: MongoClient;
  /** The name of a database: that of the view store. */
  readonly database: string;
  /** What this process is called: `instanceName(random)`. No other may ever be called so, since it would hold what this one holds. */
  readonly instance: string;
  readonly clock: Clock;
  /** Told what kept leases from being renewed or looked at, each time it does: the next try follows by itself. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Leases and notices of an engine of many processes, in the collections `leases` and `notices`.
 * @throws errors of the driver
 */
export async function openMongoCoordination(
  options: MongoCoordinationOptions,
): Promise<{ readonly leases: Leases; readonly notices: Notices }> {
  const { client, instance, clock, onTrouble } = options;
  const database = client.db(options.database);
  await makeNoticeIndexes(database);
  return {
    leases: new StoredLeases(new MongoLeaseStore(database, instance), instance, clock, onTrouble),
    notices: new MongoNotices(database, instance),
  };
}
