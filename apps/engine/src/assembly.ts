import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LoginLinks } from '@arauto/access';
import { useCases } from '@arauto/application';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from '../../../config/configuration';
import { compose, type EngineParts } from './composition';
import { BodiesInFlight } from './http/bodies/bodies-in-flight';
import { createHttpApp } from './http/app';
import { ENGINE_STATUS, HTTP_LOG, HTTP_SETTINGS, type HttpSettings, KEY_RING, LOGIN_LINKS } from './http/dependencies';
import { engineStatus } from './status';
import { systemOf } from './system';
import { registerWebhookRoutes } from './webhooks/webhook-routes';

/** Most bytes of one contact file. */
const LARGEST_FILE = 2 * 1024 ** 3;

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
  const { runtime, secret, head, given, newAdminKey } = await compose(parts, configuration);
  const { limits, publicUrl } = configuration;
  const version = versionOf();
  const { dataDirectory, stores: places } = configuration;
  const about = { version, places, dataDirectory, clock: parts.clock };
  const settings: HttpSettings = { secret, version, publicUrl, maxFileBytes: LARGEST_FILE, limits };
  const links = new LoginLinks(secret, parts.stores.events, runtime.keys, parts.clock, parts.random);
  const app = await createHttpApp({
    providers: [
      ...given,
      { provide: KEY_RING, useValue: runtime.keys },
      { provide: HTTP_LOG, useValue: parts.log },
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
  return { app, newAdminKey };
}

function versionOf(): string {
  const file = join(__dirname, '../../../../package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : 'unknown';
}
