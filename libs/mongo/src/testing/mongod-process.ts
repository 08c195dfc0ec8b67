import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MongoClient } from 'mongodb';
import { mongoClient } from '../client';
import { mongodProgram } from './mongod-program';
import type { TestHost } from './test-network';

const NOT_COMPRESSED = [
  ...['--wiredTigerCollectionBlockCompressor', 'none', '--wiredTigerJournalCompressor', 'none'],
  ...['--wiredTigerIndexPrefixCompression', 'false'],
];

export interface MongodOptions {
  /** Without a replica set. */
  readonly alone?: boolean | undefined;
  /** As one of production, with so much of a cache: it compresses what it stores. Else it is small, and compresses nothing. */
  readonly cacheGigabytes?: number | undefined;
  /** How long a transaction may be open whose client was killed: it keeps locks until then. 60 by the server's default. */
  readonly transactionSeconds?: number | undefined;
  /** Where it runs, if not on loopback. */
  readonly host?: TestHost | undefined;
}

/** One mongod on loopback with a folder of its own, gone with the tests that started it. */
export class MongodProcess {
  private process: ChildProcess | undefined;
  /** Where its files are: mostly not compressed, so that a test can look for a text in them. */
  readonly folder = mkdtempSync(join(tmpdir(), 'mongod-'));
  private readonly killWithUs = () => {
    this.process?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  };

  private constructor(
    readonly port: number,
    private readonly options: MongodOptions,
  ) {
    process.once('exit', this.killWithUs);
  }

  static async start(options: MongodOptions = {}): Promise<MongodProcess> {
    const started = new MongodProcess(await freePort(), options);
    await started.run();
    return started;
  }

  get address(): string {
    return `${this.bindIp}:${this.port}`;
  }

  private get bindIp(): string {
    return this.options.host?.address ?? '127.0.0.1';
  }

  /** Starts it, the first time or after `kill`, with what its disk holds. */
  async run(): Promise<void> {
    const log = join(this.folder, 'mongod.log');
    // not into a pipe: mongod stops at one that is full, and who reads it may be busy with the tests
    const output = openSync(log, 'a');
    const { alone = false, cacheGigabytes, transactionSeconds, host } = this.options;
    const options = [
      ...(alone ? [] : ['--replSet', 'test']),
      ...['--bind_ip', this.bindIp, '--port', String(this.port), '--dbpath', this.folder],
      ...['--nounixsocket', '--wiredTigerCacheSizeGB', String(cacheGigabytes ?? 0.25), '--oplogSize', '128', '--quiet'],
      ...(cacheGigabytes === undefined ? NOT_COMPRESSED : []),
      ...(transactionSeconds === undefined
        ? []
        : ['--setParameter', `transactionLifetimeLimitSeconds=${transactionSeconds}`]),
      ...['--setParameter', 'enableTestCommands=1', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ];
    // `ip` becomes the program
    const within = host ? ['ip', 'netns', 'exec', host.namespace] : [];
    const [program, ...rest] = [...within, mongodProgram(), ...options];
    const child = spawn(program!, rest, { stdio: ['ignore', output, output] });
    closeSync(output);
    this.process = child;
    await Promise.race([
      this.directly((client) => client.db('admin').command({ ping: 1 })),
      once(child, 'exit').then(() => Promise.reject(new Error(`mongod ended at once: ${lastLineOf(log)}`))),
    ]);
  }

  /** Runs `work` on a connection to this very member. */
  async directly<T>(work: (client: MongoClient) => Promise<T>): Promise<T> {
    const client = mongoClient(`mongodb://${this.address}/?directConnection=true`, {
      serverSelectionTimeoutMS: 30_000,
    });
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.process?.kill(signal);
  }

  hostOfItsOwn(): TestHost {
    const { host } = this.options;
    if (!host) throw new Error('it runs on loopback, and nobody can cut that off');
    return host;
  }

  /** As a power cut of the machine would, but for what the system still writes. */
  kill(): Promise<void> {
    return this.endBy('SIGKILL');
  }

  /** In good order: its files may then be copied. */
  end(): Promise<void> {
    return this.endBy('SIGTERM');
  }

  private async endBy(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async remove(): Promise<void> {
    await this.kill();
    process.off('exit', this.killWithUs);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function lastLineOf(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)!;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
