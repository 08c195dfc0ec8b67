import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedPlaces, type ProductionPlaces, type StorePlaces } from '../../config/store-places';
import { makeProductionStores, onProductionStores, type ProductionStores } from './production-stores';

export interface EngineOptions {
  /** Kept after the engine stops, so that it can be started again; a new temporary folder by default. */
  readonly dataDirectory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The program of another version; this one by default. */
  readonly program?: string | undefined;
  /** What the engine is told of its servers instead of where they are, so that something can lie between. Only where stores are servers. */
  readonly through?: (places: ProductionPlaces) => Promise<Readonly<Record<string, string>>>;
  /** Told of the process before it is ready, so that a test can kill it while it starts. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

/** A real engine in a process of its own, on a data folder of its own. */
export interface EngineProcess {
  readonly url: string;
  readonly adminKey: string;
  readonly dataDirectory: string;
  readonly process: ChildProcess;
  /** What it wrote to standard error: its log. */
  readonly log: () => string;
  readonly places: StorePlaces;
  /** Ends it as an operator would. */
  stop(): Promise<number | null>;
  /** Ends it as the power would. */
  kill(): Promise<void>;
  /** Deletes its folder, and its stores wherever they are. */
  discard(): Promise<void>;
}

const MAIN = join(__dirname, '../../apps/engine/src/main.js');

/** Servers that engines run on, by data folder: an engine that is started again finds what it left. */
const servers = new Map<string, Promise<ProductionStores>>();

function serversOf(dataDirectory: string): Promise<ProductionStores> {
  let stores = servers.get(dataDirectory);
  if (!stores) servers.set(dataDirectory, (stores = makeProductionStores()));
  return stores;
}

/** Starts an engine and waits until it serves. Its simulator is off unless the environment says otherwise. */
export async function startEngineProcess(options: EngineOptions = {}): Promise<EngineProcess> {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'arauto-e2e-'));
  const stores = onProductionStores ? await serversOf(dataDirectory) : undefined;
  const between = stores && (await options.through?.(stores.places));
  const child = fork(options.program ?? MAIN, {
    cwd: dataDirectory,
    env: {
      PATH: process.env['PATH'],
      ARAUTO_DATA_DIR: dataDirectory,
      // Gone with it.
      ARAUTO_WATERMARK_DIR: join(dataDirectory, 'watermark'),
      ARAUTO_PORT: '0',
      ARAUTO_SIMULATOR: 'off',
      // Simulators of tests listen wherever there is room.
      ARAUTO_PROVIDER_HOSTS: '127.0.0.1:*',
      ARAUTO_LOG_LEVEL: 'warn',
      ARAUTO_LOG_PRETTY: 'false',
      ...stores?.environment,
      ...between,
      ...options.environment,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  options.onSpawn?.(child);
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { readonly url?: string }) => message.url && resolve(message.url));
    void exited.then((code) => reject(new Error(`the engine ended with ${code}: ${log}`)));
  });
  return {
    url,
    dataDirectory,
    adminKey: stores?.adminKey ?? readFileSync(join(dataDirectory, 'admin.key'), 'utf8').trim(),
    process: child,
    log: () => log,
    places: stores?.places ?? embeddedPlaces(dataDirectory),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    discard: async () => {
      servers.delete(dataDirectory);
      rmSync(dataDirectory, { recursive: true, force: true });
      await stores?.discard();
    },
  };
}
