import { hostname } from 'node:os';
import { systemClock, systemRandom } from '@arauto/clock';
import { openMongoContactFiles, openMongoExportFiles } from '@arauto/contact-files/mongo';
import { instanceName } from '@arauto/coordination';
import { openMongoCoordination } from '@arauto/coordination/mongo';
import { firstEventOf } from '@arauto/event-store';
import { openEventStoreDB, openEventStoreDBReader, openEventStoreDBSearch } from '@arauto/event-store/eventstoredb';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import { openMongoVault } from '@arauto/privacy/mongo';
import {
  forgetLogOfViews,
  holdsViews,
  noteLogOfViews,
  openMongoViewReader,
  openMongoViewWriter,
} from '@arauto/read-models/mongo';
import type { ProductionPlaces } from '../../../../config/store-places';
import { viewsOf } from '../projector/projections';
import { eventLog, eventLogReader } from './event-log';
import { type StoreKind, ViewsAmongOthers, ViewsOfAnotherLog } from './store-kind';

/**
 * To read the log costs this program more than it costs the server, so a group's views are kept by two threads, or by two processes. The
 * number belongs to the views: with another they are filled anew, so it is the same on every machine.
 */
const LANES = 2;

/**
 * EventStoreDB and MongoDB. Views, vault and files may be of different servers, and of users that see nothing of the others.
 * @throws errors of the driver, NoReplicaSet
 */
export async function productionStores(places: ProductionPlaces): Promise<StoreKind> {
  const { eventStore: connectionString, secret } = places;
  const clients = new Map<string, Promise<MongoClient>>();
  // So that whoever looks at the server's operations knows whose they are.
  const appName = `arauto-${hostname()}-${process.pid}`;
  const clientOf = async (uri: string) => {
    const known = clients.get(uri) ?? connectMongo(uri, { appName });
    clients.set(uri, known);
    const client = await known;
    return { client, database: client.db().databaseName };
  };
  const views = await clientOf(places.viewStore);
  return {
    lanes: LANES,
    openLog: (clock) => {
      const stored = openEventStoreDB({ connectionString, clock });
      return Promise.resolve(eventLog(stored, openEventStoreDBSearch({ connectionString, clock })));
    },
    openLogReader: (clock) => {
      const reader = openEventStoreDBReader({ connectionString, clock });
      return Promise.resolve(eventLogReader(reader, { notify: () => undefined, close: () => reader.close() }));
    },
    openVault: async (clock) =>
      openMongoVault({ ...(await clientOf(places.vault)), secret, clock, random: systemRandom }),
    openFiles: async (clock, limits) =>
      openMongoContactFiles({ ...(await clientOf(places.files)), secret, clock, random: systemRandom, limits }),
    openExportFiles: async (clock) =>
      openMongoExportFiles({ ...(await clientOf(places.files)), secret, clock, random: systemRandom }),
    claimViews: async (events) => {
      const log = (await firstEventOf(events)) ?? null;
      const noted = await noteLogOfViews(views.client, views.database, log);
      if (noted.log !== log) throw new ViewsOfAnotherLog(views.database);
      for (const key of ['vault', 'files'] as const) {
        const { client, database } = await clientOf(places[key]);
        if (!(await holdsViews(client, database))) continue;
        if (noted.isNew) await forgetLogOfViews(views.client, views.database);
        throw new ViewsAmongOthers(key, database);
      }
    },
    openViewWriter: (group, options) =>
      openMongoViewWriter({ ...views, group, views: viewsOf(group), clock: systemClock, ...options }),
    openViewReader: (group) => {
      const reader = openMongoViewReader({ ...views, group, views: viewsOf(group), clock: systemClock });
      return Promise.resolve(Object.assign(reader, { reopen: () => Promise.resolve() }));
    },
    openAmongOthers: async (clock, onTrouble) => {
      const instance = instanceName(systemRandom);
      const { leases, notices } = await openMongoCoordination({ ...views, instance, clock, onTrouble });
      const log = openEventStoreDBReader({ connectionString, clock });
      return {
        ...{ leases, notices, log },
        close: async () => {
          await leases.close();
          await log.close();
        },
      };
    },
    close: async () => {
      await Promise.all([...clients.values()].map(async (client) => (await client).close()));
    },
  };
}
