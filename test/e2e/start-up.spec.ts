import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { Api } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';

const MAIN = join(__dirname, '../../apps/engine/src/main.js');

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Runs an engine that is not expected to start, to its end; one that starts all the same is killed, and its code is null. */
function runEngine(folder: string, environment: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      ARAUTO_WATERMARK_DIR: join(folder, 'watermark'),
      ...{ ARAUTO_DATA_DIR: folder, ARAUTO_PORT: '0', ARAUTO_SIMULATOR: 'off', ARAUTO_LOG_LEVEL: 'warn' },
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 15_000);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(tooLong);
      resolve({ code, said });
    });
  });
}

function expectOneSentence({ code, said }: Ended, sentence: RegExp): void {
  expect(said.trim()).toMatch(sentence);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).not.toMatch(/\bat .+:\d+:\d+/);
  expect(code).toBe(1);
}

describe('starting', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-start-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['a folder that is a file', (f: string) => ({ ARAUTO_DATA_DIR: join(f, 'a-file') }), /a-file/],
    ['a folder below a file', (f: string) => ({ ARAUTO_DATA_DIR: join(f, 'a-file', 'data') }), /a-file/],
    ['a port that is none', () => ({ ARAUTO_PORT: 'eighty' }), /ARAUTO_PORT.*"?eighty"?|ARAUTO_PORT/],
    ['a key that is misspelt', () => ({ ARAUTO_PROT: '3000' }), /ARAUTO_PROT/],
    ['a secret that is too short', () => ({ ARAUTO_SECRET: 'short' }), /ARAUTO_SECRET/],
    ['an address of another machine', () => ({ ARAUTO_HOST: '192.0.2.1' }), /ARAUTO_HOST/],
  ] as const)(
    'is refused in one sentence: %s',
    async (_, environment, sentence) => {
      writeFileSync(join(folder, 'a-file'), '');
      expectOneSentence(await runEngine(folder, environment(folder)), sentence);
    },
    30_000,
  );

  it('is refused in one sentence when the configuration file cannot be read as JSON', async () => {
    writeFileSync(join(folder, 'arauto.config.json'), '{ "ARAUTO_PORT": 0, }');
    expectOneSentence(await runEngine(folder, {}), /arauto\.config\.json/);
  }, 30_000);

  it('is refused in one sentence on the log of a later version', async () => {
    const store = openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock });
    const event = { id: randomUUID(), type: 'KeyCreated', data: {}, metadata: { v: 2 } };
    await store.append('key-1', [event], { expected: 'noStream' });
    await store.close();
    // The projectors, which have met it too, say so in the log.
    const ended = await runEngine(folder, { ARAUTO_LOG_LEVEL: 'silent' });
    expectOneSentence(ended, /KeyCreated .* version 2.* up to 1\. Run the program that wrote it/);
  }, 30_000);

  it('is refused in one sentence when a store is no database', async () => {
    writeFileSync(
      join(folder, 'events.db'),
      'this is no database, and it is longer than a header of one hundred bytes. '.repeat(20),
    );
    expectOneSentence(await runEngine(folder, {}), /events\.db/);
  }, 30_000);

  it('is refused in one sentence when the port is in use', async () => {
    const server = await listening();
    const { port } = server.address() as { readonly port: number };
    expectOneSentence(await runEngine(folder, { ARAUTO_PORT: String(port) }), new RegExp(`Port ${port} is in use`));
    await new Promise((resolve) => server.close(resolve));
  }, 30_000);

  it('is refused in one sentence when the port of its simulator is in use', async () => {
    const server = await listening();
    const { port } = server.address() as { readonly port: number };
    const environment = { ARAUTO_SIMULATOR: 'auto', ARAUTO_SIMULATOR_PORT: String(port) };
    expectOneSentence(
      await runEngine(folder, environment),
      new RegExp(`Port ${port} is in use.*ARAUTO_SIMULATOR_PORT`),
    );
    await new Promise((resolve) => server.close(resolve));
  }, 30_000);

  it('is refused in one sentence when the folder is taken, and the one who has it goes on', async () => {
    const first = await startEngineProcess({ dataDirectory: folder });
    expectOneSentence(await runEngine(folder, {}), new RegExp(String(first.process.pid)));
    expect((await new Api(first.url, first.adminKey).get('/v1/campaigns')).status).toBe(200);
    expect(await first.stop()).toBe(0);
  }, 30_000);

  it('is refused in one sentence when ARAUTO_SECRET is not the one of the folder', async () => {
    const first = await startEngineProcess({ dataDirectory: folder, environment: { ARAUTO_SECRET: 'a'.repeat(32) } });
    await new Api(first.url, first.adminKey).make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' });
    expect(await first.stop()).toBe(0);
    expectOneSentence(await runEngine(folder, { ARAUTO_SECRET: 'b'.repeat(32) }), /ARAUTO_SECRET/);
    const again = await startEngineProcess({ dataDirectory: folder, environment: { ARAUTO_SECRET: 'a'.repeat(32) } });
    expect(await again.stop()).toBe(0);
  }, 30_000);
});

describe('the first start', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-first-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const path = (name: string) => join(folder, name);

  it('is begun again after one that left an empty secret and half a key', async () => {
    writeFileSync(path('secret.key'), '');
    writeFileSync(path('admin.key'), 'ak_half', { mode: 0o644 });
    const engine = await startEngineProcess({ dataDirectory: folder });
    expect(readFileSync(path('secret.key'), 'utf8').trim()).toHaveLength(43);
    expect((await new Api(engine.url, engine.adminKey).get('/v1/subaccounts')).status).toBe(200);
    expect(statSync(path('admin.key')).mode & 0o777).toBe(0o600);
    expect(statSync(path('secret.key')).mode & 0o777).toBe(0o600);
    expect(await engine.stop()).toBe(0);
  }, 30_000);

  it('is refused in one sentence when its key cannot be kept, and finished once it can', async () => {
    mkdirSync(path('admin.key'));
    expectOneSentence(await runEngine(folder, {}), /admin\.key/);
    rmSync(path('admin.key'), { recursive: true });
    const engine = await startEngineProcess({ dataDirectory: folder });
    expect((await new Api(engine.url, engine.adminKey).get('/v1/subaccounts')).status).toBe(200);
    expect(await engine.stop()).toBe(0);
  }, 30_000);

  it('is the only one that makes a secret: one that was lost later is asked for', async () => {
    const engine = await startEngineProcess({ dataDirectory: folder });
    await new Api(engine.url, engine.adminKey).make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' });
    expect(await engine.stop()).toBe(0);
    writeFileSync(path('secret.key'), '');
    expectOneSentence(await runEngine(folder, {}), /secret\.key is missing or empty/);
    rmSync(path('secret.key'));
    expectOneSentence(await runEngine(folder, {}), /secret\.key is missing or empty/);
  }, 30_000);

  it('is not taken for one without the vault that the log refers to', async () => {
    const engine = await startEngineProcess({ dataDirectory: folder });
    await new Api(engine.url, engine.adminKey).make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' });
    expect(await engine.stop()).toBe(0);
    rmSync(path('vault.db'));
    expectOneSentence(await runEngine(folder, {}), /identity secret .* is not in the vault\. Put the vault back/);
  }, 30_000);
});

describe('stopping', () => {
  let engine: EngineProcess;

  afterEach(() => engine.discard());

  it('ends with exit code 0 and leaves nothing behind: no write-ahead log, no lock, no port', async () => {
    engine = await startEngineProcess();
    await new Api(engine.url, engine.adminKey).make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' });
    expect(await engine.stop()).toBe(0);
    const log = statSync(join(engine.dataDirectory, 'events.db-wal'), { throwIfNoEntry: false });
    expect(log?.size ?? 0).toBe(0);
    const { dataDirectory, url } = engine;
    engine = await startEngineProcess({ dataDirectory, environment: { ARAUTO_PORT: new URL(url).port } });
    expect(readFileSync(join(dataDirectory, 'admin.key'), 'utf8').trim()).toBe(engine.adminKey);
    expect(await engine.stop()).toBe(0);
  }, 30_000);
});

function listening(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
