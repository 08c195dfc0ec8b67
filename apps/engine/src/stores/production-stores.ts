import { availableParallelism } from 'node:os';
import { type Clock, systemClock, systemRandom } from '@arauto/clock';
import { openMongoContactFiles } from '@arauto/contact-files/mongo';
import { openEventStoreDB, openEventStoreDBReader, openEventStoreDBSearch } from '@arauto/event-store/eventstoredb';
import { connectMongo } from '@arauto/mongo';
import { openMongoVault } from '@arauto/privacy/mongo';
import { openMongoViewReader, openMongoViewWriter } from '@arauto/read-models/mongo';
import type { ProductionPlaces } from '../../../../config/store-places';
import { viewsOf } from '../projector/projections';
import { eventLog, eventLogReader } from './event-log';
import type { StoreKind } from './store-kind';

/**
 * To read the log costs this program more than it costs the server, so a group's views are kept by two threads where there are cores for them. The
 * number belongs to the views: with another they are filled anew.
 */
const LANES = availableParallelism() > 1 ? 2 : 1;

/** EventStoreDB and MongoDB. What cannot be reached at the start throws the client's error. */
export async function productionStores(places: ProductionPlaces): Promise<StoreKind> {
  const [views, safe] = [databaseOf(places.viewStore), databaseOf(places.vault)];
  const client = await connectMongo(places.viewStore, { appName: 'arauto' });
  const others: { close(): Promise<void> }[] = [client];
  const clientOf = async (uri: string) => {
    if (sameServers(uri, places.viewStore)) return client;
    const other = await connectMongo(uri, { appName: 'arauto' });
    others.push(other);
    return other;
  };
  return {
    lanes: LANES,
    openLog: async (clock) => {
      const stored = openEventStoreDB({ connectionString: places.eventStore, clock });
      return eventLog(stored, openEventStoreDBSearch({ connectionString: places.eventStore, clock }));
    },
    openLogReader: async (clock) => {
      const reader = openEventStoreDBReader({ connectionString: places.eventStore, clock });
      return eventLogReader(Object.assign(reader, { notify: () => undefined }));
    },
    openVault: async (clock: Clock) =>
      openMongoVault({
        client: await clientOf(places.vault),
        ...{ database: safe, secret: places.secret, clock, random: systemRandom },
      }),
    openFiles: async (clock, limits) =>
      openMongoContactFiles({
        client: await clientOf(places.files),
        ...{ database: databaseOf(places.files), secret: places.secret, clock, random: systemRandom, limits },
      }),
    openViewWriter: (group, options) =>
      openMongoViewWriter({ client, database: views, group, views: viewsOf(group), clock: systemClock, ...options }),
    openViewReader: async (group) => {
      const reader = openMongoViewReader({ client, database: views, group, views: viewsOf(group), clock: systemClock });
      return Object.assign(reader, { reopen: () => Promise.resolve() });
    },
    close: async () => {
      await Promise.all(others.map((each) => each.close()));
    },
  };
}

function databaseOf(uri: string): string {
  return decodeURIComponent(new URL(uri.replace(/^mongodb(\+srv)?:/, 'http:').replace(/,[^/]*/, '')).pathname.slice(1));
}

function sameServers(a: string, b: string): boolean {
  return a.replace(databaseOf(a), '') === b.replace(databaseOf(b), '');
}
