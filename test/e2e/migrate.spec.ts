import { fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@arauto/clock';
import { NO_LIMITS } from '@arauto/contact-files';
import type { RecordedEvent } from '@arauto/event-store';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { StoredEntry } from '@arauto/privacy';
import { acquireLock } from '@arauto/sqlite';
import { embeddedPlaces, type StorePlaces } from '../../config/store-places';
import { embeddedStores } from '../../apps/engine/src/stores/embedded-stores';
import { productionStores } from '../../apps/engine/src/stores/production-stores';
import { Api, until } from './api';
import { campaignUntil, summaryOf, verify } from './campaigns';
import { startEngineProcess } from './engine-process';
import { onProductionStores, type EventLogServer, startEventLog } from './production-stores';
import { Setting } from './setting';
import { contacts, draftCampaign, numberOf, setStage, startCampaign } from './stage';
import { fileForm, uploadRead } from './uploads';

const PROGRAM = join(__dirname, '../../apps/engine/src/migrate/main.js');
const CLI = join(__dirname, '../../apps/cli/src/main.js');

const ARAUTO_SECRET = 'another secret, as long as one has to be';

function secretOf(folder: string): string {
  return readFileSync(join(folder, 'secret.key'), 'utf8').trim();
}

/**
 * Kills its own process some time after it said that it had come to a step. From outside it would be killed when that has been heard, and a
 * process that listens late finds the other at its end.
 */
const KILLED = `
if (require('node:worker_threads').isMainThread) {
  const [step, ms] = process.env.KILLED_AT.split(' ');
  const send = process.send.bind(process);
  let come = false;
  process.send = (message, ...more) => {
    if (message.progress?.step === step && !come) {
      come = true;
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(ms));
    }
    return send(message, ...more);
  };
}
`;

async function storeKind(places: StorePlaces) {
  return places.kind === 'embedded' ? embeddedStores(places) : productionStores(places);
}

/** What stands in the stores of some places, without positions. */
async function everything(places: StorePlaces) {
  const kind = await storeKind(places);
  const log = await kind.openLog(systemClock, () => undefined);
  const vault = await kind.openVault(systemClock);
  const files = await kind.openFiles(systemClock, NO_LIMITS);
  try {
    const events: Omit<RecordedEvent, 'position'>[] = [];
    for await (const { position: _, ...event } of log.stored.readAll()) events.push(event);
    const entries: StoredEntry[] = [];
    for await (const some of vault.entries()) entries.push(...some);
    const contents: [string, string][] = [];
    for (const { uploadId } of await files.list()) {
      const bytes: Uint8Array[] = [];
      for await (const some of files.open(uploadId)) bytes.push(some);
      contents.push([uploadId, Buffer.concat(bytes).toString('base64')]);
    }
    return { events, entries, contents };
  } finally {
    await vault.close();
    await log.search.close();
    await log.events.close();
    await kind.close();
  }
}

const DETAILED = { report: 'detailed', format: 'csv', filters: { from: '2020-01-01', to: '2090-01-01' } };

async function exportMade(api: Api, id: string): Promise<void> {
  const { body } = await until(
    () => api.get<{ readonly status: string }>(`/v1/exports/${id}`),
    ({ body: { status } }) => status !== 'queued' && status !== 'running',
  );
  expect(body).toMatchObject({ status: 'completed' });
}

/** The files of exports in some places. */
async function exportFilesOf(places: StorePlaces): Promise<string[]> {
  const kind = await storeKind(places);
  try {
    const files = await kind.openExportFiles(systemClock, false);
    return (await files.list()).map(({ name }) => name);
  } finally {
    await kind.close();
  }
}

const describeMoving: typeof describeMongod = onProductionStores
  ? (name) => describe(name, () => it.skip('skipped: it begins with stores of this machine', () => undefined))
  : describeMongod;

describeMoving(
  'an installation moved to servers',
  (mongod) => {
    const seed = String(Date.now());
    const random = seededRandom(seed);
    const waiting = contacts(400);
    let setting: Setting;
    let log: EventLogServer;
    let environment: Readonly<Record<string, string>>;
    let places: StorePlaces;
    let before: Awaited<ReturnType<typeof everything>>;
    let paused: string;
    let other: string;
    let opened: string;
    let upload: string;
    let exported: { readonly id: string; readonly content: string };
    let asked: string;

    beforeAll(async () => {
      setting = await Setting.make({ pace: 80 });
      const { simulator, stage } = setting;
      let { api } = setting;
      const second = await setStage(api, simulator, numberOf(1));
      other = await startCampaign(api, second, contacts(60, 5_000));
      await campaignUntil(api, other, ({ status }) => status === 'completed');
      paused = await startCampaign(api, stage, waiting);
      await campaignUntil(api, paused, ({ milestones }) => milestones['accepted']! >= 60);
      await api.make(`/v1/campaigns/${paused}/pause`);
      // What is underway has come to its end.
      await setting.truth.drained();
      // Files that were made before are given to nobody after it.
      await setting.kill();
      await erase();
      await setting.restart();
      ({ api } = setting);
      exported = await madeExport(api);
      opened = await draftCampaign(api, stage, contacts(1, 9_000));
      const rows = contacts(12_000, 20_000).map(
        ({ phone, name, parameters }) => `${phone},${name},"${parameters['amount']}"`,
      );
      const file = new Blob([['phone,name,amount', ...rows].join('\n')]);
      upload = (await api.make(`/v1/campaigns/${opened}/contacts`, fileForm(file))).uploadId;
      asked = (await api.make('/v1/exports', DETAILED)).id;
      await setting.kill();
      writeFileSync(join(setting.engine.dataDirectory, 'exports', `${exported.id}_another-run`), 'left by a crash');
      const database = (what: string) => {
        const url = new URL(mongod().uri);
        url.pathname = `/moved-${process.pid}-${what}`;
        return url.href;
      };
      log = await startEventLog();
      environment = {
        ARAUTO_EVENT_STORE: log.connection,
        ARAUTO_VAULT: database('vault'),
        ARAUTO_VIEW_STORE: database('views'),
      };
      places = {
        ...{ kind: 'production', eventStore: log.connection, viewStore: database('views') },
        ...{ vault: database('vault'), files: database('vault'), secret: secretOf(setting.engine.dataDirectory) },
      };
      before = await everything(embeddedPlaces(setting.engine.dataDirectory));
    }, 120_000);

    afterAll(async () => {
      await setting.end();
      await log.stop();
      const client = await connectMongo(mongod().uri);
      for (const what of ['vault', 'views']) await client.db(`moved-${process.pid}-${what}`).dropDatabase();
      await client.close();
    });

    /** Everything of somebody who has been sent to. */
    async function erase(): Promise<void> {
      const kind = await storeKind(embeddedPlaces(setting.engine.dataDirectory));
      const vault = await kind.openVault(systemClock);
      for await (const some of vault.entries()) {
        const person = some.find((entry) => entry.kind === 'contact' && entry.person !== null)?.person;
        if (typeof person !== 'string') continue;
        expect(await vault.erase(person)).toBeGreaterThan(0);
        break;
      }
      await vault.close();
      await kind.close();
    }

    /** An export whose file is there, and what is in it. */
    async function madeExport(api: Api): Promise<typeof exported> {
      const { id } = await api.make('/v1/exports', DETAILED);
      await exportMade(api, id);
      return { id, content: (await api.get<string>(`/v1/exports/${id}/file`)).body };
    }

    const environmentOfChild = (more: object = {}) => ({ PATH: process.env['PATH'], ...environment, ...more });

    /** Runs the program until it is killed within a step. */
    async function moveUntilKilled(step: string): Promise<{ signal: string | null; said: string }> {
      const folder = mkdtempSync(join(tmpdir(), 'arauto-killed-'));
      const preload = join(folder, 'killed.cjs');
      writeFileSync(preload, KILLED);
      const child = fork(PROGRAM, [setting.engine.dataDirectory], {
        env: environmentOfChild({
          NODE_OPTIONS: `--require ${preload}`,
          KILLED_AT: `${step} ${random.fraction() * 150}`,
        }),
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      let said = '';
      child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const signal = await new Promise<string | null>((resolve) =>
        child.once('close', (_code, killedBy) => resolve(killedBy)),
      );
      rmSync(folder, { recursive: true });
      return { signal, said };
    }

    async function arauto(
      args: readonly string[],
      more: object = {},
    ): Promise<{ code: number | null; out: string; err: string }> {
      const child = fork(CLI, args, { env: environmentOfChild(more), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
      let [out, err] = ['', ''];
      child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      return { code, out, err };
    }
    const from = () => `sqlite:${setting.engine.dataDirectory}`;

    it('has everything in it that may be left out by mistake', () => {
      expect(before.contents).toHaveLength(1);
      expect(before.contents[0]![0]).toBe(upload);
      expect(new Set(before.events.map(({ stream }) => stream.split('-')[0]))).toContain('upload');
      expect(before.events.filter(({ type }) => type === 'SubaccountCreated')).toHaveLength(2);
      expect(before.events.filter(({ type }) => type === 'ContactFileRead')).toHaveLength(3);
      const refs = new Set(before.entries.map(({ ref }) => ref));
      const uploaded = before.events.filter(({ type }) => type === 'ContactUploaded');
      expect(uploaded.length).toBeGreaterThanOrEqual(461);
      expect(refs.size).toBeGreaterThan(461);
    });

    it('is not moved while its engine runs, from where there is none, or with another secret, and nothing is written', async () => {
      const lock = acquireLock(join(setting.engine.dataDirectory, 'lock.db'), 'arauto', Date.now());
      const running = await arauto(['migrate', '--from', from()]);
      lock.release();
      expect(running).toMatchObject({ code: 1, out: '' });
      expect(running.err).toMatch(/lock\.db is held by arauto, process \d+, since .*\. Stop it first/);
      const refused = async (args: readonly string[], more: object, why: string) =>
        expect(await arauto(args, more)).toMatchObject({ code: 1, err: expect.stringContaining(why) as string });
      await refused(['migrate', '--from', `sqlite:${tmpdir()}`], { ARAUTO_SECRET }, 'There is no installation in');
      await refused(['migrate', '--from', from()], { ARAUTO_SECRET }, 'sealed under another ARAUTO_SECRET');
      await refused(['migrate', '--from', from()], { ARAUTO_VAULT: '' }, 'ARAUTO_VAULT');
      expect(await arauto(['migrate', '--from', 'data'])).toMatchObject({ code: 2 });
      expect(await written()).toEqual([]);
    }, 120_000);

    /** Names of events and collections on the servers. */
    async function written(): Promise<string[]> {
      const kind = await storeKind(places);
      const { stored, search, events } = await kind.openLog(systemClock, () => undefined);
      const names: string[] = [];
      for await (const { type } of stored.readAll()) names.push(type);
      await search.close();
      await events.close();
      await kind.close();
      const client = await connectMongo(mongod().uri);
      for (const what of ['vault', 'views']) {
        const collections = await client.db(`moved-${process.pid}-${what}`).listCollections().toArray();
        names.push(...collections.map(({ name }) => name));
      }
      await client.close();
      return names;
    }

    it(`comes whole through kills at every step, and no engine starts on a part of it (seed ${seed})`, async () => {
      const killed = ['vault', 'vault', 'exports', 'log', 'log', 'log', 'verify'];
      for (const step of killed) expect(await moveUntilKilled(step)).toEqual({ signal: 'SIGKILL', said: '' });
      const folder = mkdtempSync(join(tmpdir(), 'arauto-moved-'));
      const secret = secretOf(setting.engine.dataDirectory);
      const early = startEngineProcess({
        dataDirectory: folder,
        environment: { ...environment, ARAUTO_SECRET: secret },
      });
      await expect(early).rejects.toThrow('An installation is being moved here');
      rmSync(folder, { recursive: true });
      const { ARAUTO_EVENT_STORE: to, ARAUTO_VAULT: vault, ARAUTO_VIEW_STORE: views } = environment;
      const servers = ['--to', to!, '--vault', vault!, '--views', views!];
      const none = { ARAUTO_EVENT_STORE: '', ARAUTO_VAULT: '', ARAUTO_VIEW_STORE: '' };
      const moved = await arauto(['migrate', '--from', from(), ...servers, '--json'], none);
      expect(moved).toMatchObject({ code: 0, err: '' });
      const { events, entries, contents } = before;
      expect(JSON.parse(moved.out)).toMatchObject({
        ...{ events: events.length, entries: entries.length, files: contents.length, campaigns: 3 },
        exportFiles: expect.any(Number) as number,
        secretFile: join(setting.engine.dataDirectory, 'secret.key'),
      });
      const after = await everything(places);
      expect(after.events).toEqual(before.events);
      expect(after.entries).toEqual(before.entries);
      expect(after.contents).toEqual(before.contents);
      const [here, there] = [
        await exportFilesOf(embeddedPlaces(setting.engine.dataDirectory)),
        await exportFilesOf(places),
      ];
      expect(there).toContainEqual(expect.stringMatching(`^${exported.id}_`));
      expect(there.sort()).toEqual(here.filter((name) => !name.endsWith('another-run')).sort());
      expect(await everything(embeddedPlaces(setting.engine.dataDirectory))).toEqual(before);
    }, 120_000);

    it('is no more to be started where it was', async () => {
      await expect(setting.restart()).rejects.toThrow(/was moved .* and goes on there/);
    });

    it('goes on where it is now: nobody is sent to twice, and nobody is left out', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'arauto-moved-'));
      copyFileSync(join(setting.engine.dataDirectory, 'admin.key'), join(folder, 'admin.key'));
      const secret = secretOf(setting.engine.dataDirectory);
      const port = new URL(setting.engine.url).port;
      const engine = await startEngineProcess({
        dataDirectory: folder,
        environment: { ...environment, ARAUTO_SECRET: secret, ARAUTO_PORT: port },
      });
      try {
        const api = new Api(engine.url, engine.adminKey);
        const sent = (await setting.truth.summary()).messages;
        expect(sent).toBeGreaterThanOrEqual(120);
        expect(sent).toBeLessThan(460);
        expect(await summaryOf(api, paused)).toMatchObject({ status: 'paused', contacts: waiting.length });
        // The upload that was open is read to its end.
        expect(await uploadRead(api, upload)).toMatchObject({ status: 'completed', rows: 12_000, accepted: 12_000 });
        // Files of exports are given on, and what was asked for last is made here, if it was not there.
        expect((await api.get<string>(`/v1/exports/${exported.id}/file`)).body).toBe(exported.content);
        await exportMade(api, asked);
        await api.make(`/v1/campaigns/${paused}/resume`);
        await campaignUntil(api, paused, ({ status }) => status === 'completed');
        await setting.truth.drained();
        // Who was erased was sent to before.
        expect(await setting.truth.summary()).toMatchObject({ messages: 460, distinct: 460, doubles: 0 });
        for (const campaign of [paused, other]) {
          expect(await verify(api, campaign)).toMatchObject({ ok: true, differences: [] });
        }
        const again = await arauto(['migrate', '--from', from()]);
        expect(again).toMatchObject({ code: 1, err: expect.stringContaining('There is nothing to move') as string });
        // Nor does it keep the engine there from starting again.
        await engine.stop();
        await (
          await startEngineProcess({
            dataDirectory: folder,
            environment: { ...environment, ARAUTO_SECRET: secret, ARAUTO_PORT: port },
          })
        ).stop();
      } finally {
        await engine.stop();
        await engine.discard();
      }
    }, 120_000);
  },
  { cacheGigabytes: 0.5, transactionSeconds: 10 },
);
