import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { providerHosts } from '@arauto/whatsapp';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from '../../../config/configuration';
import type { Log } from './log';
import { type OwnSimulator, startOwnSimulator } from './simulator/simulator-process';
import { takeFolder } from './stores/embedded-stores';
import { assertNotMoved } from './stores/moved-folder';
import { openStores } from './stores/stores';

export interface Engine {
  readonly url: string;
  /** The first admin key, when this start made it. */
  readonly newAdminKey: string | undefined;
  /** The simulator that was started with the engine. */
  readonly simulator: OwnSimulator | undefined;
  stop(): Promise<void>;
}

/**
 * Puts the engine together and starts all its duties.
 * @throws LockTaken, SqliteError, SecretError, WrittenByLaterVersion, and the system's error when the port is taken; nothing is left running then
 */
export async function startEngine(
  configuration: Configuration,
  log: Log,
  environment: NodeJS.ProcessEnv,
): Promise<Engine> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const { stores: places, dataDirectory } = configuration;
    // Before anything else: who has not got the folder starts nothing on it, a simulator neither.
    if (places.kind === 'embedded') {
      const lock = takeFolder(dataDirectory, places, log, systemClock);
      undo.push(() => Promise.resolve(lock.release()));
      assertNotMoved(dataDirectory);
    }
    const opening = openStores(configuration, log, systemClock);
    undo.push(() => ifItCame(opening, (stores) => stores.close()));
    const starting =
      configuration.simulator === 'auto'
        ? startOwnSimulator(environment, join(dataDirectory, 'simulator'), (how) =>
            log.error(how, 'the simulator ended: its numbers answer nothing until the engine is started again'),
          )
        : Promise.resolve(undefined);
    undo.push(() => ifItCame(starting, (simulator) => simulator?.stop()));
    // Loading the rest of the program takes as long as all of that, which has threads and a process of its own.
    const [stores, simulator, { assembleHere }] = await Promise.all([opening, starting, import('./machine.js')]);
    const hosts = hostsOf(configuration, simulator);
    const { app, newAdminKey } = await assembleHere(stores, configuration, log, hosts, undo);
    const url = await listen(app, configuration);
    return { url, newAdminKey, simulator, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A list that was set is the whole list; the address of a simulator that was started is known only now. */
function hostsOf({ providerHosts: hosts, providerHostsSet }: Configuration, simulator: OwnSimulator | undefined) {
  return providerHosts(simulator && !providerHostsSet ? [...hosts, new URL(simulator.url).host] : hosts);
}

/** Ends what a promise gave; nothing when it failed. */
function ifItCame<T>(promise: Promise<T>, end: (value: T) => unknown): Promise<unknown> {
  return promise.then(end, () => undefined);
}

async function listen(app: NestFastifyApplication, { port, host }: Configuration): Promise<string> {
  await app.listen(port, host);
  const address = app.getHttpServer().address() as { readonly port: number };
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
