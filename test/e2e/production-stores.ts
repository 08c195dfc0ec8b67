import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { connectMongo } from '@arauto/mongo';
import type { ProductionPlaces } from '../../config/store-places';

/** Whether engines of tests run on servers: on MongoDB at `ARAUTO_TEST_MONGODB`, and each on a log of its own. */
export const onProductionStores = process.env['ARAUTO_TEST_STORES'] === 'production';

/** A suite of what embedded stores do not have: several processes, servers that can be away or another's. */
export function describeOnServers(name: string, body: () => void): void {
  const skipped = () => it.skip('skipped: embedded stores (npm run test:production)', () => undefined);
  describe(name, onProductionStores ? body : skipped);
}

/** A log, and databases that nobody else uses. */
export interface ProductionStores {
  readonly places: ProductionPlaces;
  readonly environment: Readonly<Record<string, string>>;
  readonly adminKey: string;
  /** Ends the log, and deletes the databases. */
  discard(): Promise<void>;
}

const DOUBLE = join(__dirname, '../eventstoredb-double/main.js');
const FIRST_KEY = join(__dirname, '../../apps/engine/src/first-key.js');

let made = 0;

/** A server with an empty log. */
export interface EventLogServer {
  readonly connection: string;
  stop(): Promise<void>;
}

/**
 * Starts an event log: a double, by name, unless `ARAUTO_TEST_EVENTSTOREDB_COMMAND` is a program that starts a real server with an empty log, prints
 * its connection string as its first line, and runs until it is ended.
 */
export async function startEventLog(): Promise<EventLogServer> {
  const command = process.env['ARAUTO_TEST_EVENTSTOREDB_COMMAND'];
  const options = { stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'] };
  const server =
    command === undefined ? fork(DOUBLE, { ...options, stdio: [...options.stdio, 'ipc'] }) : spawn(command, options);
  return {
    connection: await firstLine(server),
    stop: async () => {
      server.kill('SIGTERM');
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    },
  };
}

/** Starts an event log for one engine, and names its databases on the replica set at `ARAUTO_TEST_MONGODB`. */
export async function makeProductionStores(): Promise<ProductionStores> {
  const mongo = process.env['ARAUTO_TEST_MONGODB'];
  if (mongo === undefined) throw new Error('ARAUTO_TEST_MONGODB names no replica set');
  const log = await startEventLog();
  const name = `test-${process.pid}-${Date.now()}-${made++}`;
  const database = (what: string) => {
    const url = new URL(mongo);
    url.pathname = `/${name}-${what}`;
    return url.href;
  };
  const vault = database('vault');
  const places: ProductionPlaces = {
    kind: 'production',
    eventStore: log.connection,
    viewStore: database('views'),
    vault,
    files: vault,
    secret: 'a secret of tests, long enough to be one',
  };
  const environment = {
    ARAUTO_EVENT_STORE: places.eventStore,
    ARAUTO_VIEW_STORE: places.viewStore,
    ARAUTO_VAULT: places.vault,
    ARAUTO_SECRET: places.secret,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [FIRST_KEY], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  return {
    places,
    environment,
    adminKey: stdout.trim(),
    discard: async () => {
      await log.stop();
      // each is some fifty files, which a server that keeps them all becomes slow of
      const client = await connectMongo(mongo);
      for (const uri of [places.viewStore, places.vault])
        await client.db(new URL(uri).pathname.slice(1)).dropDatabase();
      await client.close();
    },
  };
}

async function firstLine(server: ChildProcess): Promise<string> {
  const lines = createInterface(server.stdout!);
  for await (const line of lines) {
    server.stdout!.resume();
    return line;
  }
  throw new Error('the event log ended at once');
}
