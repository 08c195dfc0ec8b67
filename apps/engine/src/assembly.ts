import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  VERIFIER,
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
import { engineStatus } from './status';
import type { Stores } from './stores';
import { VerifierThread } from './verifier/verifier-thread';
import { registerWebhookRoutes } from './webhooks/webhook-routes';

/** Most bytes of one contact file. */
const LARGEST_FILE = 2 * 1024 ** 3;

/** What stands on the stores. */
export interface Assembly {
  /** Does not listen yet. */
  readonly app: NestFastifyApplication;
  readonly newAdminKey: string | undefined;
}

/**
 * Puts the duties and the HTTP edge on open stores, and starts the duties.
 * @param undo takes a step for each thing that was started, to be taken in reverse order
 * @throws SecretError, SqliteError
 */
export async function assemble(
  stores: Stores,
  configuration: Configuration,
  log: Log,
  undo: (() => Promise<unknown>)[],
): Promise<Assembly> {
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
  const verifier = new VerifierThread({ log: configuration.eventStore, views: dirname(configuration.viewStore) });
  undo.push(() => verifier.stop());
  const app = await createHttpApp({
    providers: providersOf(
      runtime,
      keys,
      files,
      platform,
      verifier,
      configuration,
      secret,
      log,
      engineStatus(runtime, head),
    ),
    registerWebhooks: (fastify) =>
      registerWebhookRoutes(fastify, {
        sender: (id) => runtime.sender(id),
        connections: runtime.connections,
        receiver: runtime.receiver,
        log: (message, facts) => log.warn(facts, message),
      }),
  });
  undo.push(() => app.close());
  await runtime.start(app.get(Preflight), [
    runtime.readUploads(files),
    connectSenders(stores.events, stores.views.operational, platform, runtime.clock, runtime.random),
  ]);
  undo.push(() => runtime.stop());
  return { app, newAdminKey };
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

function providersOf(
  runtime: Runtime,
  keys: KeyRing,
  files: ContactFiles,
  platform: Platform,
  verifier: VerifierThread,
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
    [VERIFIER, verifier],
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
