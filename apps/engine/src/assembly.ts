import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyRing, type KeptKey, LoginLinks, makeFirstKey } from '@arauto/access';
import {
  CLOCK,
  CONTACT_FILES,
  type Defaults,
  DEFAULTS,
  EVENT_SEARCH,
  EVENT_STORE,
  EXPORT_FILES,
  EXPORT_PROGRESS,
  EXPORT_SETTINGS,
  FLOOR,
  Identities,
  KeptMedia,
  PLATFORM,
  RANDOM,
  SECRETS,
  STORED_EVENTS,
  useCases,
  VAULT,
  type Verifier,
  VERIFIER,
  VIEWS,
  WEBHOOK_ARRIVALS,
} from '@arauto/application';
import { idOf, streamPrefix } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from '../../../config/configuration';
import { BodiesInFlight } from './http/bodies/bodies-in-flight';
import { createHttpApp } from './http/app';
import { ENGINE_STATUS, HTTP_LOG, HTTP_SETTINGS, type HttpSettings, KEY_RING, LOGIN_LINKS } from './http/dependencies';
import type { Log } from './log';
import { optOutLists } from './opt-outs';
import { afterRestores, type OutsideMemory } from './restores';
import { Runtime, type RuntimeParts } from './runtime';
import { engineStatus } from './status';
import { systemOf } from './system';
import { registerWebhookRoutes } from './webhooks/webhook-routes';

/** Most bytes of one contact file. */
const LARGEST_FILE = 2 * 1024 ** 3;

/** What an engine is put together of. */
export interface EngineParts extends Omit<
  RuntimeParts,
  'secret' | 'optOuts' | 'attributionSeconds' | 'duties' | 'mark'
> {
  /**
   * The secret of the installation.
   * @param sealed whether the vault holds anything that only the right one opens
   */
  readonly secret: (sealed: boolean) => string;
  /** Undefined: the first key is made by hand. */
  readonly firstKey: KeptKey | undefined;
  readonly verifier: Verifier;
  readonly marks: OutsideMemory;
  readonly log: Log;
}

/** Duties and HTTP edge. */
export interface Assembly {
  /** Does not listen yet. */
  readonly app: NestFastifyApplication;
  readonly newAdminKey: string | undefined;
}

/**
 * Puts the duties and the HTTP edge together, and starts the duties.
 * @param undo takes a step for each thing that was started, to be taken in reverse order
 * @throws SecretError, SqliteError, WrittenByLaterVersion, the system's error for a file that cannot be kept
 */
export async function assemble(
  parts: EngineParts,
  configuration: Configuration,
  undo: (() => Promise<unknown>)[],
): Promise<Assembly> {
  const { events } = parts.stores;
  const subaccountId = await firstSubaccount(events);
  const secret = parts.secret(subaccountId !== undefined);
  const mark = await afterRestores(parts, parts.marks, subaccountId !== undefined);
  const head = await events.head();
  const { duties, attributionSeconds } = configuration;
  const optOuts = optOutLists(configuration.optOuts);
  const runtime = new Runtime({ ...parts, secret, mark, duties, optOuts, attributionSeconds });
  // What the first subaccount has sealed: with another secret every person would become somebody else, and be sent to again.
  if (subaccountId !== undefined) await runtime.identities.secretOf(subaccountId);
  const newKey = parts.firstKey && (await makeFirstKey(events, parts.random, parts.firstKey));
  const { limits, publicUrl } = configuration;
  const version = versionOf();
  const { dataDirectory, stores: places } = configuration;
  const about = { version, places, dataDirectory, clock: parts.clock };
  const settings: HttpSettings = { secret, version, publicUrl, maxFileBytes: LARGEST_FILE, limits };
  const links = new LoginLinks(secret, events, runtime.keys, parts.clock, parts.random);
  const app = await createHttpApp({
    providers: [
      ...valuesOf(parts, runtime, configuration),
      { provide: ENGINE_STATUS, useValue: engineStatus(runtime, head, systemOf(runtime, about)) },
      { provide: HTTP_SETTINGS, useValue: settings },
      { provide: LOGIN_LINKS, useValue: links },
      ...useCases,
    ],
    serves: runtime.has('api'),
    ...(runtime.has('api') && {
      registerWebhooks: (fastify) =>
        registerWebhookRoutes(fastify, runtime, new BodiesInFlight(limits.webhookBytes, 'oldest')),
    }),
  });
  undo.push(() => app.close());
  undo.push(() => runtime.stop());
  await runtime.start();
  return { app, newAdminKey: newKey?.secret };
}

async function firstSubaccount(events: EventReader): Promise<string | undefined> {
  const filter = { streamPrefixes: [streamPrefix.subaccount], types: ['SubaccountCreated'] };
  for await (const { stream } of events.readAll({ filter, limit: 1 })) return idOf(stream, streamPrefix.subaccount);
  return undefined;
}

/** What use cases and the HTTP edge are given. */
function valuesOf(parts: EngineParts, runtime: Runtime, configuration: Configuration) {
  const { stores } = parts;
  const defaults: Defaults = {
    reportingHorizonSeconds: configuration.reportingHorizonSeconds,
    unknownGraceSeconds: configuration.unknownGraceSeconds,
    retryScale: configuration.retryScale,
  };
  const keptMedia = new KeptMedia(stores.vault, configuration.keepMedia, (error) =>
    runtime.say('a file that a person sent could not be kept', { error }),
  );
  const values: readonly (readonly [symbol | typeof Identities | typeof KeyRing | typeof KeptMedia, unknown])[] = [
    [EVENT_STORE, stores.events],
    [STORED_EVENTS, stores.stored],
    [EVENT_SEARCH, stores.search],
    [VIEWS, stores.views],
    [VAULT, stores.vault],
    [VERIFIER, parts.verifier],
    [CLOCK, parts.clock],
    [RANDOM, parts.random],
    [SECRETS, runtime.secrets],
    [FLOOR, runtime.floor],
    [CONTACT_FILES, stores.files],
    [EXPORT_FILES, stores.exportFiles],
    [EXPORT_PROGRESS, runtime.exportProgress],
    [WEBHOOK_ARRIVALS, runtime.arrivals],
    [EXPORT_SETTINGS, parts.exportSettings],
    [DEFAULTS, defaults],
    [PLATFORM, runtime.platform],
    [Identities, runtime.identities],
    [KeptMedia, keptMedia],
    [KEY_RING, runtime.keys],
    [KeyRing, runtime.keys],
    [HTTP_LOG, parts.log],
  ];
  return values.map(([provide, useValue]) => ({ provide, useValue }));
}

function versionOf(): string {
  const file = join(__dirname, '../../../../package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : 'unknown';
}
