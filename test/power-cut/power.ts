import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';

const SOURCE = join(__dirname, '../../../test/power-cut/power-cut.c');
const UNSAFE = join(__dirname, 'unsafe-sync.js');

/** What compiles the library that watches a process's files; undefined where there is nothing, or no way to preload it. */
export const COMPILER =
  process.platform === 'linux'
    ? ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
    : undefined;

/** A store that does not wait for the disk: `OFF` never, `NORMAL` only when it copies its log home. */
export interface Unsafe {
  readonly file: 'events.db' | 'vault.db';
  readonly synchronous: 'OFF' | 'NORMAL';
}

export interface PowerOptions {
  /** Share of the writes that reach the disk before they are synced, from 0 to 1. */
  readonly early: number;
  readonly seed: number;
  readonly unsafe?: Unsafe | undefined;
}

/** An engine whose power can be cut: what it wrote and did not sync is gone then. */
export class PoweredEngine {
  private constructor(
    readonly engine: EngineProcess,
    /** What the disk would hold, at any moment. */
    readonly kept: string,
    private readonly folder: string,
  ) {}

  static async start({ early, seed, unsafe }: PowerOptions): Promise<PoweredEngine> {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-power-'));
    const [library, data, kept] = ['power-cut.so', 'data', 'kept'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const flags = ['-O2', '-shared', '-fPIC', '-o', library, SOURCE, '-ldl', '-lpthread'];
    execFileSync(COMPILER!, flags, { stdio: ['ignore', 'ignore', 'inherit'] });
    for (const made of [data, kept]) mkdirSync(made);
    const engine = await startEngineProcess({
      dataDirectory: data,
      environment: {
        ...{ LD_PRELOAD: library, POWER_CUT_FROM: data, POWER_CUT_TO: kept },
        ...{ POWER_CUT_EARLY: String(Math.round(early * 1000)), POWER_CUT_SEED: String(seed) },
        // Calls that go round the C library are not seen.
        UV_USE_IO_URING: '0',
        ...(unsafe && { NODE_OPTIONS: `--require ${UNSAFE}`, UNSAFE_SYNC: `${unsafe.synchronous} ${unsafe.file}` }),
      },
    });
    return new PoweredEngine(engine, kept, folder);
  }

  /** Nothing it does from now on is kept. */
  cut(): Promise<void> {
    return this.engine.kill();
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
