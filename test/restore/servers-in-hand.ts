import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasMongodProgram, MongodProcess } from '@arauto/mongo/testing';
import { productionStores } from '../../apps/engine/src/stores/production-stores';
import type { ProductionPlaces } from '../../config/store-places';
import { freePorts } from '../e2e/ports';
import type { StoresInHand } from './stores-in-hand';

const FIRST_KEY = join(__dirname, '../../apps/engine/src/first-key.js');

/**
 * EventStoreDB and MongoDB, copied and put back file by file as docker/backup.md says: the log while it runs, MongoDB as a member that is stopped. A double in
 * memory has no files: `ARAUTO_TEST_EVENTSTOREDB_ON_DISK` must be a program that is given a port and a folder, starts a real server on the `db` and `index` in it,
 * prints its connection string once it leads, and runs until it is ended.
 * @returns undefined where there is no such program or no mongod
 */
export async function serversInHand(): Promise<StoresInHand | undefined> {
  const program = process.env['ARAUTO_TEST_EVENTSTOREDB_ON_DISK'];
  if (program === undefined || !hasMongodProgram()) return undefined;
  const [port] = await freePorts(1);
  const servers = new Servers(program, port!, await MongodProcess.start({ transactionSeconds: 10 }));
  await servers.begin();
  return servers;
}

class Servers implements StoresInHand {
  readonly name = 'EventStoreDB (a real server) and MongoDB';
  // MongoDB is stopped for it, and so is the engine's sending.
  readonly backupSeconds = 30;
  private readonly parent = mkdtempSync(join(tmpdir(), 'arauto-restore-'));
  readonly dataDirectory = join(this.parent, 'data');
  private readonly log = join(this.parent, 'log');
  private readonly backup = join(this.parent, 'backup');
  private server: ChildProcess | undefined;
  private readonly places: ProductionPlaces;

  constructor(
    private readonly program: string,
    private readonly port: number,
    private readonly mongod: MongodProcess,
  ) {
    const database = (name: string) => `mongodb://${mongod.address}/${name}?replicaSet=test`;
    this.places = {
      kind: 'production',
      eventStore: `esdb://127.0.0.1:${port}?tls=false`,
      viewStore: database('views'),
      ...{ vault: database('vault'), files: database('vault') },
      secret: 'a secret of tests, long enough to be one',
    };
    for (const folder of [this.dataDirectory, this.log, this.backup]) mkdirSync(folder);
  }

  get environment(): Readonly<Record<string, string>> {
    const { eventStore, viewStore, vault, secret } = this.places;
    return {
      ...{ ARAUTO_EVENT_STORE: eventStore, ARAUTO_VIEW_STORE: viewStore },
      ...{ ARAUTO_VAULT: vault, ARAUTO_SECRET: secret },
    };
  }

  async begin(): Promise<void> {
    const members = [{ _id: 0, host: this.mongod.address }];
    await this.mongod.directly((client) => client.db('admin').command({ replSetInitiate: { _id: 'test', members } }));
    await this.startLog();
    const env = { PATH: process.env['PATH'], ...this.environment };
    const { stdout } = await promisify(execFile)(process.execPath, [FIRST_KEY], { env });
    // Where the tests look for it.
    writeFileSync(join(this.dataDirectory, 'admin.key'), stdout);
  }

  open() {
    return productionStores(this.places);
  }

  async backUp(): Promise<void> {
    const copy = (part: string, wanted: (name: string) => boolean) => {
      mkdirSync(join(this.backup, 'log', part), { recursive: true });
      for (const name of readdirSync(join(this.log, part)).filter(wanted)) {
        cpSync(join(this.log, part, name), join(this.backup, 'log', part, name), { recursive: true });
      }
    };
    copy('index', () => true);
    copy('db', (name) => name.endsWith('.chk'));
    copy('db', (name) => name.startsWith('chunk-'));
    await this.mongod.end();
    cpSync(this.mongod.folder, join(this.backup, 'mongo'), { recursive: true });
    await this.mongod.run();
  }

  async putBack(what: 'log' | 'everything'): Promise<void> {
    await this.stopLog();
    rmSync(this.log, { recursive: true });
    cpSync(join(this.backup, 'log'), this.log, { recursive: true });
    cpSync(join(this.log, 'db', 'chaser.chk'), join(this.log, 'db', 'truncate.chk'));
    await this.startLog();
    if (what === 'log') return;
    await this.mongod.end();
    for (const name of readdirSync(this.mongod.folder)) rmSync(join(this.mongod.folder, name), { recursive: true });
    cpSync(join(this.backup, 'mongo'), this.mongod.folder, { recursive: true });
    await this.mongod.run();
  }

  async discard(): Promise<void> {
    await this.stopLog();
    await this.mongod.remove();
    rmSync(this.parent, { recursive: true });
  }

  private async startLog(): Promise<void> {
    const server = spawn(this.program, [String(this.port), this.log], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.server = server;
    const ended = once(server, 'exit').then(() => Promise.reject(new Error('EventStoreDB ended at once')));
    await Promise.race([once(server.stdout, 'data'), ended]);
    ended.catch(() => undefined);
  }

  private async stopLog(): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}
