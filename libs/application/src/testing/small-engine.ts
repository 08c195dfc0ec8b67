import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing, makeFirstKey, type Principal } from '@arauto/access';
import { seededRandom, VirtualClock } from '@arauto/clock';
import { campaignDecider, stream } from '@arauto/domain';
import { execute, type EventSearch, LogFollower, searchLog, START } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { type Command, CommandBus, CqrsModule, type Query, QueryBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import type { CommandContext, QueryContext } from '../context';
import { reportWords } from '@arauto/whatsapp';
import { secretsUnder } from '../secrets';
import { KeptMedia } from '../conversations/kept-media';
import { Identities } from '../identities';
import {
  CLOCK,
  CONTACT_FILES,
  DEFAULTS,
  EVENT_SEARCH,
  EVENT_STORE,
  EXPORT_FILES,
  EXPORT_PROGRESS,
  EXPORT_SETTINGS,
  FLOOR,
  PLATFORM,
  RANDOM,
  SECRETS,
  STORED_EVENTS,
  VAULT,
  VERIFIER,
  VIEWS,
  WEBHOOK_ARRIVALS,
} from '../tokens';
import { useCases } from '../use-cases';
import type { Verifier } from '../verification/verifier';
import { verifyCampaigns } from '../verification/verify-campaigns';
import { LocalExportProgress } from '../exports/export-progress';
import { LocalWebhookArrivals } from '../webhooks/webhook-arrivals';
import { FakeContactFiles, FakeFloor, FakeKeptFiles, FakePlatform } from './fakes';
import { behindDoor } from './first-versions';
import { openSmallViews } from './small-views';

export const DEFAULT_SETTINGS = { reportingHorizonSeconds: 259_200, unknownGraceSeconds: 600, retryScale: 1 };

export const EXPORT_SETTINGS_OF_TESTS = { keptForMs: 7 * 86_400_000, waiting: 3, atOnce: 1 };

/** Whose key it is that a test acts with. */
export function principal(changes: Partial<Principal> = {}): Principal {
  return { id: 'key-1', name: 'ana', roles: ['admin'], subaccountIds: ['*'], ...changes };
}

export type SmallEngine = Awaited<ReturnType<typeof openSmallEngine>>;

/**
 * The engine in miniature: log, views and vault on SQLite in a temp folder, real buses and handlers, a clock and chance that
 * repeat. Only what talks to the outside is fake: floor, platform, files.
 */
export async function openSmallEngine(seed = 'use cases', { keepsMedia = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-small-'));
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  const stored = openSqliteEventStore({ path: join(folder, 'events.db'), clock });
  const store = behindDoor(stored);
  const vault = await openSqliteVault(join(folder, 'vault.db'), { inline: true });
  const views = openSmallViews(store, {
    operational: operationalProjections,
    reporting: reportingProjections(reportWords),
  });
  const secrets = secretsUnder('a secret of at least thirty-two characters', random);
  const identities = new Identities(store, vault, secrets);
  const first = (await makeFirstKey(store, random, { read: () => undefined, keep: () => undefined }))!;
  const stopping = new AbortController();
  const follower = new LogFollower(store, clock);
  const ring = new KeyRing(follower);
  await ring.load(store);
  void follower.run([ring], START, stopping.signal);
  const search: EventSearch = {
    search: (asked) => searchLog(stored, clock, asked),
    close: () => Promise.resolve(),
  };
  const floor = new FakeFloor();
  const platform = new FakePlatform();
  const files = new FakeContactFiles();
  const exportFiles = new FakeKeptFiles();
  const exportProgress = new LocalExportProgress();
  const arrivals = new LocalWebhookArrivals(clock);
  const verifier: Verifier = {
    verify: (campaigns, signal) => verifyCampaigns(store, views, campaigns, signal),
  };
  const failures: unknown[] = [];
  const keptMedia = new KeptMedia(vault, keepsMedia, (error) => failures.push(error));
  const module = await Test.createTestingModule({
    imports: [CqrsModule.forRoot()],
    providers: [
      { provide: EVENT_STORE, useValue: store },
      { provide: STORED_EVENTS, useValue: stored },
      { provide: EVENT_SEARCH, useValue: search },
      { provide: VIEWS, useValue: views },
      { provide: VAULT, useValue: vault },
      { provide: VERIFIER, useValue: verifier },
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: random },
      { provide: SECRETS, useValue: secrets },
      { provide: FLOOR, useValue: floor },
      { provide: PLATFORM, useValue: platform },
      { provide: CONTACT_FILES, useValue: files },
      { provide: EXPORT_FILES, useValue: exportFiles },
      { provide: EXPORT_PROGRESS, useValue: exportProgress },
      { provide: WEBHOOK_ARRIVALS, useValue: arrivals },
      { provide: EXPORT_SETTINGS, useValue: EXPORT_SETTINGS_OF_TESTS },
      { provide: DEFAULTS, useValue: DEFAULT_SETTINGS },
      { provide: Identities, useValue: identities },
      { provide: KeptMedia, useValue: keptMedia },
      { provide: KeyRing, useValue: ring },
      ...useCases,
    ],
  }).compile();
  await module.init();
  const commands = module.get(CommandBus);
  const queries = module.get(QueryBus);
  let requests = 0;

  return {
    /** What lies behind the door. */
    stored,
    store,
    vault,
    views,
    clock,
    random,
    secrets,
    identities,
    ring,
    floor,
    platform,
    files,
    /** Why files of persons could not be kept. */
    failures,
    exportFiles,
    exportProgress,
    arrivals,
    module,
    firstKey: first,
    /** What comes with a command, of an admin of everything unless it says otherwise. */
    command: (changes: Partial<CommandContext> = {}): CommandContext => ({
      principal: principal(),
      correlationId: `request-${(requests += 1)}`,
      ...changes,
    }),
    query: (changes: Partial<QueryContext> = {}): QueryContext => ({ principal: principal(), ...changes }),
    run: <R>(command: Command<R>): Promise<R> => commands.execute(command),
    /** The views have everything first. */
    async ask<R>(query: Query<R>): Promise<R> {
      if (views.following) await views.project();
      return queries.execute(query);
    },
    /** Concludes a campaign as the completion reaction would. */
    async complete(campaignId: string, settled: number): Promise<void> {
      const counts = { settled, accepted: 1, failures: settled - 1, needsAttention: 0 };
      const command = { type: 'CompleteCampaign', ...counts } as const;
      const write = { eventId: () => random.uuid() };
      await execute(store, campaignDecider, stream.campaign(campaignId), command, write);
    },
    async close(): Promise<void> {
      stopping.abort();
      await module.close();
      await views.close();
      await vault.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
