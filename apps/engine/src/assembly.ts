import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeyRing, makeFirstKey } from '@arauto/access';
import {
  CLOCK,
  connectSenders,
  CONTACT_FILES,
  type ContactFiles,
  DEFAULTS,
  type Defaults,
  EVENT_SEARCH,
  EVENT_STORE,
  FLOOR,
  holdForeignHosts,
  Identities,
  type Platform,
  PLATFORM,
  Preflight,
  RANDOM,
  SECRETS,
  useCases,
  VAULT,
  VERIFIER,
  VIEWS,
} from '@arauto/application';
import { idOf, streamPrefix } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { ProviderHosts } from '@arauto/whatsapp';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from '../../../config/configuration';
import { BodiesInFlight } from './http/bodies/bodies-in-flight';
import { createHttpApp } from './http/app';
import { ENGINE_STATUS, type EngineStatus, HTTP_LOG, HTTP_SETTINGS, KEY_RING } from './http/dependencies';
import { openContactFiles } from './files/contact-files';
import { keepFile, readIfThere } from './files/small-files';
import type { Log } from './log';
import { optOutLists } from './opt-outs';
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
 * @param hosts where the connections of senders may lead
 * @param undo takes a step for each thing that was started, to be taken in reverse order
 * @throws SecretError, SqliteError, the system's error for a file that cannot be kept
 */
export async function assemble(
  stores: Stores,
  configuration: Configuration,
  log: Log,
  undo: (() => Promise<unknown>)[],
  hosts: ProviderHosts,
): Promise<Assembly> {
  const stopping = new AbortController();
  const head = await stores.events.head();
  const subaccountId = await firstSubaccount(stores.events);
  const secret = secretOf(configuration.secret, configuration.dataDirectory, subaccountId !== undefined);
  const runtime = new Runtime(stores, secret, head, log, optOutLists(configuration.optOuts), hosts);
  // What the first subaccount has sealed: with another secret every person would become somebody else, and be sent to again.
  if (subaccountId !== undefined) await runtime.identities.secretOf(subaccountId);
  const newAdminKey = await firstKey(runtime, configuration.dataDirectory);
  const keys = await KeyRing.open(stores.events, runtime.clock, stopping.signal);
  undo.push(() => Promise.resolve(stopping.abort()));
  const files = await openContactFiles(configuration.files, {
    all: configuration.limits.uploads.bytes,
    subaccount: configuration.limits.uploadsOfSubaccount.bytes,
  });
  const say = (message: string, facts: Readonly<Record<string, unknown>>) => log.warn(facts, message);
  const platform = platformOf((id) => runtime.sender(id), runtime.connections, hosts, say);
  const verifier = new VerifierThread({ log: configuration.eventStore, views: dirname(configuration.viewStore) });
  undo.push(() => verifier.stop());
  const app = await createHttpApp({
    providers: providersOf({
      ...{ runtime, keys, files, platform, verifier, configuration, secret, log },
      status: engineStatus(runtime, keys, head),
    }),
    registerWebhooks: (fastify) =>
      registerWebhookRoutes(fastify, {
        sender: (id) => runtime.sender(id),
        connections: runtime.connections,
        receiver: runtime.receiver,
        bodies: new BodiesInFlight(configuration.limits.webhookBytes, 'oldest'),
        log: say,
      }),
  });
  undo.push(() => app.close());
  await runtime.start(app.get(Preflight), [
    holdForeignHosts(stores.events, stores.views.operational, platform, runtime.random),
    runtime.readUploads(files),
    connectSenders(stores.events, stores.views.operational, platform, runtime.clock, runtime.random),
  ]);
  undo.push(() => runtime.stop());
  return { app, newAdminKey };
}

async function firstSubaccount(events: EventReader): Promise<string | undefined> {
  const filter = { streamPrefixes: [streamPrefix.subaccount], types: ['SubaccountCreated'] };
  for await (const { stream } of events.readAll({ filter, limit: 1 })) return idOf(stream, streamPrefix.subaccount);
  return undefined;
}

/** The first start makes one admin key, shows it once and keeps it for the command line. */
async function firstKey({ stores, random }: Runtime, dataDirectory: string): Promise<string | undefined> {
  const path = join(dataDirectory, 'admin.key');
  const made = await makeFirstKey(stores.events, random, {
    read: () => readIfThere(path)?.trim(),
    keep: (secret) => keepFile(path, `${secret}\n`),
  });
  return made?.secret;
}

/** What handlers and the HTTP edge are given. */
interface Parts {
  readonly runtime: Runtime;
  readonly keys: KeyRing;
  readonly files: ContactFiles;
  readonly platform: Platform;
  readonly verifier: VerifierThread;
  readonly configuration: Configuration;
  readonly secret: string;
  readonly log: Log;
  readonly status: EngineStatus;
}

function providersOf({ runtime, keys, files, platform, verifier, configuration, secret, log, status }: Parts) {
  const { stores } = runtime;
  const defaults: Defaults = {
    reportingHorizonSeconds: configuration.reportingHorizonSeconds,
    unknownGraceSeconds: configuration.unknownGraceSeconds,
    retryScale: configuration.retryScale,
  };
  const values: readonly (readonly [symbol | typeof Identities | typeof KeyRing, unknown])[] = [
    [EVENT_STORE, stores.events],
    [EVENT_SEARCH, stores.search],
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
    [HTTP_SETTINGS, { secret, version: versionOf(), maxFileBytes: LARGEST_FILE, limits: configuration.limits }],
  ];
  return [...values.map(([provide, useValue]) => ({ provide, useValue })), ...useCases];
}

function versionOf(): string {
  const file = join(__dirname, '../../../../package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : 'unknown';
}
