import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyRing, makeFirstKey } from '@arauto/access';
import {
  CLOCK,
  commandHandlers,
  connectSenders,
  CONTACT_FILES,
  type ContactFiles,
  DEFAULTS,
  type Defaults,
  EVENT_STORE,
  FLOOR,
  handlerParts,
  Identities,
  type Platform,
  PLATFORM,
  Preflight,
  queryHandlers,
  RANDOM,
  SECRETS,
  VAULT,
  VIEWS,
} from '@arauto/application';
import { idOf, streamPrefix } from '@arauto/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from '../../../config/configuration';
import { createHttpApp } from './http/app';
import { ENGINE_STATUS, HTTP_LOG, HTTP_SETTINGS, KEY_RING } from './http/dependencies';
import { openContactFiles } from './files/contact-files';
import type { Log } from './log';
import { platformOf } from './platform';
import { Runtime } from './runtime';
import { secretOf } from './secret';
import { type OwnSimulator, startOwnSimulator } from './simulator/simulator-process';
import { engineStatus } from './status';
import { openStores } from './stores';
import { registerWebhookRoutes } from './webhooks/webhook-routes';

/** Most bytes of one contact file. */
const LARGEST_FILE = 2 * 1024 ** 3;

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
 * @throws LockTaken, SqliteError, SecretError, and the system's error when the port is taken; nothing is left running then
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
    const stores = await openStores(configuration, log);
    undo.push(() => stores.close());
    // It takes as long to start as the rest: both at once.
    const starting = configuration.simulator === 'auto' ? startOwnSimulator(environment) : Promise.resolve(undefined);
    undo.push(() =>
      starting.then(
        (simulator) => simulator?.stop(),
        () => undefined,
      ),
    );
    const stopping = new AbortController();
    const head = await stores.events.head();
    const secret = secretOf(configuration.secret, configuration.dataDirectory);
    const runtime = new Runtime(stores, secret, head, log);
    await requireFittingSecret(runtime);
    const newAdminKey = await firstKey(runtime, configuration.dataDirectory);
    const keys = await KeyRing.open(stores.events, stopping.signal);
    undo.push(() => Promise.resolve(stopping.abort()));
    const files = await openContactFiles(configuration.files);
    const platform = platformOf((id) => runtime.sender(id), runtime.connections);
    const app = await createHttpApp({
      providers: providersOf(runtime, keys, files, platform, configuration, secret, log, engineStatus(runtime, head)),
      registerWebhooks: (fastify) =>
        registerWebhookRoutes(fastify, {
          sender: (id) => runtime.sender(id),
          connections: runtime.connections,
          receiver: runtime.receiver,
          log: (message, facts) => log.warn(facts, message),
        }),
    });
    undo.push(() => app.close());
    const simulator = await starting;
    await runtime.start(app.get(Preflight), [
      runtime.readUploads(files),
      connectSenders(stores.events, stores.views.operational, platform, runtime.clock, runtime.random),
    ]);
    undo.push(() => runtime.stop());
    const url = await listen(app, configuration);
    return { url, newAdminKey, simulator, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Opens what the first subaccount has sealed: with another secret every person would become somebody else, and be sent to again.
 * @throws SecretError
 */
async function requireFittingSecret({ stores, identities }: Runtime): Promise<void> {
  const filter = { streamPrefixes: [streamPrefix.subaccount], types: ['SubaccountCreated'] };
  for await (const { stream } of stores.events.readAll({ filter, limit: 1 })) {
    await identities.secretOf(idOf(stream, streamPrefix.subaccount));
  }
}

/** The first start makes one admin key, shows it once and keeps it for the command line. */
async function firstKey(runtime: Runtime, dataDirectory: string): Promise<string | undefined> {
  const made = await makeFirstKey(runtime.stores.events, runtime.random);
  if (made) writeFileSync(join(dataDirectory, 'admin.key'), `${made.secret}\n`, { mode: 0o600, flush: true });
  return made?.secret;
}

async function listen(app: NestFastifyApplication, { port, host }: Configuration): Promise<string> {
  await app.listen(port, host);
  const address = app.getHttpServer().address() as { readonly port: number };
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

function providersOf(
  runtime: Runtime,
  keys: KeyRing,
  files: ContactFiles,
  platform: Platform,
  configuration: Configuration,
  secret: string,
  log: Log,
  status: ReturnType<typeof engineStatus>,
) {
  const { stores } = runtime;
  const defaults: Defaults = {
    reportingHorizonSeconds: configuration.reportingHorizonSeconds,
    unknownGraceSeconds: configuration.unknownGraceSeconds,
    retryScale: configuration.retryScale,
  };
  const values: readonly (readonly [symbol | typeof Identities | typeof KeyRing, unknown])[] = [
    [EVENT_STORE, stores.events],
    [VIEWS, stores.views],
    [VAULT, stores.vault],
    [CLOCK, runtime.clock],
    [RANDOM, runtime.random],
    [SECRETS, runtime.secrets],
    [FLOOR, runtime.dispatcher],
    [CONTACT_FILES, files],
    [DEFAULTS, defaults],
    [PLATFORM, platform],
    [Identities, runtime.identities],
    [KEY_RING, keys],
    [KeyRing, keys],
    [ENGINE_STATUS, status],
    [HTTP_LOG, log],
    [HTTP_SETTINGS, { secret, version: versionOf(), maxFileBytes: LARGEST_FILE }],
  ];
  return [
    ...values.map(([provide, useValue]) => ({ provide, useValue })),
    ...handlerParts,
    ...commandHandlers,
    ...queryHandlers,
  ];
}

function versionOf(): string {
  const file = join(__dirname, '../../../../package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : 'unknown';
}
