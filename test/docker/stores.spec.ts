import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import { hasMongodProgram, mongodProgram } from '@arauto/mongo/testing';
import { startEventLog } from '../e2e/production-stores';
import { freePorts } from '../e2e/ports';
import { composeFile, DOCKER, engineServices, interpolated, variablesOf } from './compose-file';

const run = promisify(execFile);
const EACH_DUTY = ['api-1', 'dispatcher-1', 'projector-1', 'reactions-1'];

const [suite, unless] = hasMongodProgram() ? [describe, ''] : [describe.skip, ' (skipped: no server)'];

/** A mongod with the options of compose.yml, in the place of its container. */
suite(`the users of the stores${unless}`, () => {
  let folder: string;
  let port: number;
  let mongod: ChildProcess;
  let variables: Readonly<Record<string, string>>;
  const clients: MongoClient[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-stores-'));
    await run(join(DOCKER, 'make-env.sh'), [join(folder, 'env')]);
    await run(join(DOCKER, 'certificates.sh'), [join(folder, 'tls')]);
    variables = variablesOf(readFileSync(join(folder, 'env'), 'utf8'));
    [port] = (await freePorts(1)) as [number];
    await withoutAccessControl();
    mongod = await start(optionsOfCompose());
    // As the service `stores` does.
    await prepare();
  }, 120_000);

  afterAll(async () => {
    for (const client of clients) await client.close();
    await end(mongod);
    rmSync(folder, { recursive: true });
  });

  /** What the image's entry point does on an empty volume: an administrator, made before anybody has to be one. */
  async function withoutAccessControl(): Promise<void> {
    const { command } = composeFile('compose.yml').services['mongodb']!;
    expect(command).toContain('--keyFile=/run/tls/keyfile');
    const alone = await start([]);
    const script = `
      const { MongoClient } = require('mongodb');
      (async () => {
        const client = new MongoClient(process.argv[1]);
        await client.db('admin').command({ createUser: 'admin', pwd: process.argv[2], roles: ['root'] });
        await client.close();
      })();`;
    await run(process.execPath, [
      '-e',
      script,
      `mongodb://127.0.0.1:${port}/?directConnection=true`,
      variables['MONGODB_ADMIN_PASSWORD']!,
    ]);
    await end(alone);
  }

  function optionsOfCompose(): string[] {
    const { command } = composeFile('compose.yml').services['mongodb']!;
    return (command as readonly string[]).map((option) =>
      interpolated(option, { ...variables, MONGODB_CACHE_GB: '0.25', MONGODB_OPLOG_MB: '128' })
        .replace('--bind_ip_all', '--bind_ip=127.0.0.1')
        .replace('/run/tls', join(folder, 'tls/mongodb'))
        .replace('/run/ca', join(folder, 'tls/ca')),
    );
  }

  async function start(options: readonly string[]): Promise<ChildProcess> {
    const place = [`--port=${port}`, `--dbpath=${folder}`, '--nounixsocket'];
    const child = spawn(mongodProgram(), [...place, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`mongod ended with ${String(code)}`)));
    ended.catch(() => undefined);
    const listens = new Promise<void>((resolve) => {
      child.stdout
        .setEncoding('utf8')
        .on('data', (text: string) => text.includes('Waiting for connections') && resolve());
    });
    await Promise.race([listens, ended]);
    return child;
  }

  async function end(child: ChildProcess | undefined): Promise<void> {
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }

  /** A setting of the engine in compose.yml, for the server of this suite. */
  function setting(name: string): string {
    const [, { environment }] = engineServices()[0]!;
    return interpolated(environment![name]!, variables)
      .replace('@mongodb:27017', `@127.0.0.1:${port}`)
      .replace('/run/ca', join(folder, 'tls/ca'));
  }

  function prepare(changed: Readonly<Record<string, string>> = {}): Promise<{ stdout: string }> {
    const names = ['ARAUTO_VIEW_STORE', 'ARAUTO_VAULT'];
    return run(process.execPath, [join(DOCKER, 'prepare-stores.mjs')], {
      env: {
        PATH: process.env['PATH'],
        MONGODB_ADMIN_PASSWORD: variables['MONGODB_ADMIN_PASSWORD'],
        ...Object.fromEntries(names.map((name) => [name, setting(name)])),
        ...changed,
      },
    });
  }

  async function connect(uri: string): Promise<MongoClient> {
    const client = await connectMongo(uri);
    clients.push(client);
    return client;
  }

  it('may be prepared again, and takes a changed password', async () => {
    const uri = setting('ARAUTO_VIEW_STORE').replace(variables['VIEWS_PASSWORD']!, 'changed');
    await prepare({ ARAUTO_VIEW_STORE: uri });
    await expect(connect(setting('ARAUTO_VIEW_STORE')).then((client) => ping(client))).rejects.toThrow(
      'Authentication failed',
    );
    expect(await connect(uri).then((client) => ping(client))).toBe(0);
    await prepare();
    expect(await connect(setting('ARAUTO_VIEW_STORE')).then((client) => ping(client))).toBe(0);
  });

  const ping = (client: MongoClient) => client.db().collection('nothing').countDocuments();

  it('see nothing of each other', async () => {
    const [views, vault] = await Promise.all(
      ['ARAUTO_VIEW_STORE', 'ARAUTO_VAULT'].map((name) => connect(setting(name))),
    );
    for (const [client, other] of [
      [views!, 'arauto-vault'],
      [vault!, 'arauto'],
    ] as const) {
      await client.db().collection('own').insertOne({ a: 1 });
      expect(await client.db().collection('own').countDocuments()).toBe(1);
      await client.db().collection('own').drop();
      const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
      expect(databases.map(({ name }) => name)).not.toContain(other);
      for (const forbidden of [
        () => client.db(other).collection('persons').findOne(),
        () => client.db(other).collection('persons').insertOne({ a: 1 }),
        () => client.db(other).listCollections().toArray(),
        () => client.db(other).dropDatabase(),
        () => client.db('admin').command({ usersInfo: 1 }),
        () => client.db().command({ createUser: 'another', pwd: 'x', roles: [] }),
        () => client.db('admin').command({ shutdown: 1 }),
      ])
        await expect(forbidden()).rejects.toThrow(/not authorized|requires authentication/);
    }
  });

  it('are all that the engine needs: one process of each duty of compose.yml starts, by hand, and ends in good order', async () => {
    const log = await startEventLog();
    try {
      const ca = join(folder, 'tls/ca/ca.crt');
      const mongodb = `mongodb://127.0.0.1:${port}/?replicaSet=rs0&tls=true&tlsCAFile=${ca}`;
      const { stdout } = await run(process.execPath, [
        join(DOCKER, 'by-hand.mjs'),
        ...['--eventstoredb', log.connection, '--mongodb', mongodb, '--env', join(folder, 'env')],
        ...['--only', EACH_DUTY.join()],
      ]);
      for (const name of EACH_DUTY) expect(stdout).toMatch(new RegExp(`^${name} .* ready$`, 'm'));
    } finally {
      await log.stop();
    }
  }, 120_000);

  it('are asked for their passwords: nobody else is let in, and nobody at all without TLS', async () => {
    const options = `?replicaSet=rs0&tls=true&tlsCAFile=${join(folder, 'tls/ca/ca.crt')}`;
    const nobody = await connect(`mongodb://127.0.0.1:${port}/arauto${options}`);
    await expect(ping(nobody)).rejects.toThrow('requires authentication');
    await expect(connect(`mongodb://127.0.0.1:${port}/arauto?replicaSet=rs0`)).rejects.toThrow();
  });
});
