import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginLinks, Principal } from '@arauto/access';
import {
  CampaignWatch,
  CLOCK,
  CONTACT_FILES,
  type ContactFiles,
  type Looked,
  RANDOM,
  VAULT,
  VIEWS,
} from '@arauto/application';
import { type Clock, seededRandom, systemClock } from '@arauto/clock';
import type { Role } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { DEFAULT_LIMITS, type Limits } from '../../../../../config/limits';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { createHttpApp, type HttpAppOptions } from '../app';
import { ENGINE_STATUS, HTTP_LOG, HTTP_SETTINGS, KEY_RING, LOGIN_LINKS } from '../dependencies';
import { openContactFiles } from '../../files/contact-files';

/** A command or query as it came to a bus. */
export interface Dispatched {
  readonly name: string;
  readonly context: Record<string, unknown>;
  readonly input: Record<string, unknown>;
}

/** What a fake bus answers: a value, an error to throw, or a function of what came. */
export type Answers = Record<string, unknown>;

export const ANSWER = { id: 'c1', revision: 3, position: '00000000000000000042' };

const ROLES: readonly Role[] = ['admin', 'operator', 'auditor', 'reporter'];

/**
 * The real app over fake buses: everything of the edge is as in the engine; what use cases would do is a table.
 * Keys are called like roles.
 */
export class FakeApp {
  readonly dispatched: Dispatched[] = [];
  readonly logged: { details: object; message: string }[] = [];
  readonly revoked = new Set<string>();
  /** What was waited for of the views, and how long at the most. */
  readonly waits: { readonly position: string; readonly ms: number }[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'arauto-http-'));
  files!: ContactFiles;
  /** Refs of what was put there. */
  readonly kept = new Set<string>();
  private readonly vault: Pick<Vault, 'put' | 'remove'> = {
    put: async (entries) => entries.forEach(({ ref }) => this.kept.add(ref)),
    remove: async (refs) => refs.forEach((ref) => this.kept.delete(ref)),
  };
  /** Uploads are let in unless a test says otherwise. */
  readonly answers: Answers = { MayUpload: { subaccountId: 's1' }, MayReceiveFile: { subaccountId: 's1' } };
  position = '00000000000000000042';
  /** How often the list of campaigns was looked at, and what the next look finds. */
  readonly watch = new FakeWatch();
  ready = true;
  unmatched: number | null = 1;
  app!: NestFastifyApplication;

  constructor(private readonly clock: Clock) {}

  static async start(
    options: Partial<HttpAppOptions> & {
      maxFileBytes?: number;
      clock?: Clock;
      limits?: Partial<Limits>;
      publicUrl?: string;
    } = {},
  ): Promise<FakeApp> {
    const { maxFileBytes, clock = systemClock, providers = [], limits, publicUrl, ...rest } = options;
    const fake = new FakeApp(clock);
    fake.files = await openContactFiles(fake.folder);
    fake.app = await createHttpApp({
      ...rest,
      providers: [...fake.providers(maxFileBytes, { ...DEFAULT_LIMITS, ...limits }, publicUrl), ...providers],
    });
    const execute = (message: object) => fake.answer(message);
    Object.assign(fake.app.get(CommandBus), { execute });
    Object.assign(fake.app.get(QueryBus), { execute });
    return fake;
  }

  /** As the key of a role; `key` null sends none. */
  async inject(options: InjectOptions & { key?: Role | string | null }): Promise<LightMyRequestResponse> {
    const { key = 'admin', headers, ...request } = options;
    const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
    return this.app.inject({ ...request, headers: { ...authorization, ...headers } });
  }

  /** On a port of its own, for what only a real connection shows. */
  async listen(): Promise<number> {
    await this.app.listen(0, '127.0.0.1');
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  providers(
    maxFileBytes = 1 << 30,
    limits = DEFAULT_LIMITS,
    publicUrl: string | null = null,
  ): HttpAppOptions['providers'] {
    const whoIs = (secret: string): Principal | undefined => {
      const role = ROLES.find((known) => known === secret);
      if (!role || this.revoked.has(secret)) return undefined;
      return { id: `key-${role}`, name: role, roles: [role], subaccountIds: ['*'] };
    };
    const keys = { whoIs, holder: (keyId: string) => whoIs(keyId.replace(/^key-/, '')) };
    const log = (details: object, message: string) => this.logged.push({ details, message });
    const projection = {
      name: 'campaigns',
      version: 1,
      status: 'live',
      since: null,
      position: '42',
      lag: 0,
      poison: null,
    };
    const readiness = async () => ({
      ready: this.ready,
      duties: ['api'],
      waitingFor: this.ready ? [] : ['the operational views'],
      warnings: [],
      stores: [{ name: 'event_store', status: 'up', since: '2026-03-01T09:00:00.000Z' }],
      projections: [projection],
      subscriptions: [{ name: 'operational', status: 'live', position: '42' }],
    });
    return [
      { provide: KEY_RING, useValue: keys },
      { provide: LOGIN_LINKS, useValue: new FakeLinks() },
      { provide: HTTP_LOG, useValue: { error: log, warn: log } },
      {
        provide: HTTP_SETTINGS,
        useValue: { secret: 'not a secret', version: '0.0.0-test', publicUrl, maxFileBytes, limits },
      },
      {
        provide: ENGINE_STATUS,
        useValue: {
          readiness,
          rebuild: async () => projection,
          system: async () => ({ version: '0.0.0-test' }),
          measures: async () => ({
            openAttempts: 3,
            unmatched: this.unmatched,
            foreign: new Map([['s1', 4]]),
            lag: { operational: 7 },
          }),
        },
      },
      {
        provide: VIEWS,
        useValue: {
          operational: { position: async () => this.position },
          reached: async (...[, position, ms]: [string, string, number]) => {
            this.waits.push({ position, ms });
            return true;
          },
        },
      },
      { provide: CLOCK, useValue: this.clock },
      { provide: RANDOM, useValue: seededRandom('http') },
      { provide: CONTACT_FILES, useValue: this.files },
      { provide: VAULT, useValue: this.vault },
      { provide: CampaignWatch, useValue: this.watch },
    ];
  }

  private async answer(message: object): Promise<unknown> {
    const { context, input } = message as Dispatched;
    const { name } = message.constructor;
    // It comes before every upload, and says what the upload says again.
    if (name !== 'MayUpload') this.dispatched.push({ name, context, input });
    const answer = Object.hasOwn(this.answers, name) ? this.answers[name] : ANSWER;
    const value: unknown = typeof answer === 'function' ? await (answer as (input: unknown) => unknown)(input) : answer;
    if (value instanceof Error) throw value;
    return value;
  }
}

/** A fake: links that are good once, and for ever. */
class FakeLinks implements Pick<LoginLinks, 'make' | 'use'> {
  private readonly unused = new Map<string, Principal>();

  make(principal: Principal) {
    const token = `link-${this.unused.size}`;
    this.unused.set(token, principal);
    return { token, endsAt: 0 };
  }

  use(token: string): Promise<Principal | undefined> {
    const principal = this.unused.get(token);
    this.unused.delete(token);
    return Promise.resolve(principal);
  }
}

/** A fake: finds what it was given. */
class FakeWatch implements Pick<CampaignWatch, 'begin' | 'look'> {
  begun = 0;
  looks = 0;
  position = '42';
  changed: {
    readonly id: string;
    readonly subaccountId: string;
    readonly settled: number;
    readonly remedy?: string;
  }[] = [];
  fails: Error | undefined;

  begin(): Promise<string> {
    this.begun += 1;
    return this.fails ? Promise.reject(this.fails) : Promise.resolve(this.position);
  }

  look(): Promise<Looked> {
    this.looks += 1;
    if (this.fails) return Promise.reject(this.fails);
    const changed = this.changed as unknown as Looked['changed'];
    this.changed = [];
    return Promise.resolve({ position: this.position, changed });
  }
}
