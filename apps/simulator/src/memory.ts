import {
  closeSync,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type WriteStream,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { type NumbersState } from './business-numbers';
import { type RecordedArrival } from './ledger';
import { type Template } from './templates';
import { type WorldState } from './world-state';

/** Everything a simulator goes on with after a restart, but the ledger. */
export interface Remembered {
  readonly port: number;
  readonly token: string;
  readonly numbers: NumbersState;
  readonly templates: readonly Template[];
  readonly media: ReadonlySet<string>;
  /** Without what was under way where the simulator had no time to end in good order. */
  readonly world: WorldState;
}

/** How long one that still ends may take, milliseconds. */
const PATIENCE = 5000;

/**
 * The folder of a simulator. What is known (numbers, templates, where webhooks go) is written whenever it changes, what is under way when
 * the simulator ends, the ledger line by line. It holds invented people only.
 */
export class Memory {
  private readonly state: string;
  private readonly ledgerPath: string;
  private readonly running: string;
  private ledger: WriteStream | undefined;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.state = join(folder, 'state.bin');
    this.ledgerPath = join(folder, 'ledger.jsonl');
    this.running = join(folder, 'running.pid');
  }

  /** Takes the folder: waits for an earlier simulator that is still writing down what it was doing. */
  async take(): Promise<void> {
    for (let waited = 0; waited < PATIENCE && isRunning(this.running); waited += 50) await sleep(50);
    writeSafely(this.running, Buffer.from(String(process.pid)));
  }

  /** What an earlier simulator left; undefined for a new folder, and for what another version wrote or damage made unreadable. */
  load(): Remembered | undefined {
    const bytes = readIfThere(this.state);
    try {
      return bytes && (deserialize(bytes) as Remembered);
    } catch (error) {
      process.stderr.write(`simulator: ${this.state} cannot be read and is begun anew: ${(error as Error).message}\n`);
      return undefined;
    }
  }

  /** Arrivals, in their order. A line that was cut off, or is none of ours, is none. */
  *arrivals(): Generator<RecordedArrival> {
    for (const line of (readIfThere(this.ledgerPath)?.toString('utf8') ?? '').split('\n')) {
      const arrival = parsed(line);
      if (arrival !== undefined) yield arrival;
    }
  }

  save(remembered: Remembered): void {
    writeSafely(this.state, serialize(remembered));
  }

  record(arrival: RecordedArrival): void {
    if (!this.ledger) {
      this.ledger = createWriteStream(this.ledgerPath, { flags: 'a', mode: 0o600 });
      // What a crash cut off in its line would spoil the first one after it.
      this.ledger.write('\n');
    }
    this.ledger.write(`${JSON.stringify(arrival)}\n`);
  }

  /** A new ledger begins. */
  async forget(): Promise<void> {
    await this.flush();
    rmSync(this.ledgerPath, { force: true });
  }

  async close(): Promise<void> {
    await this.flush();
    rmSync(this.running, { force: true });
  }

  private async flush(): Promise<void> {
    const { ledger } = this;
    this.ledger = undefined;
    if (ledger) await new Promise<void>((resolve) => ledger.end(resolve));
  }
}

function parsed(line: string): RecordedArrival | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as RecordedArrival);
  } catch {
    return undefined;
  }
}

function isRunning(path: string): boolean {
  const pid = Number(readIfThere(path));
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // There is no such process.
    return false;
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The file is there whole, or as it was before. */
function writeSafely(path: string, bytes: Buffer): void {
  const made = `${path}.making`;
  const file = openSync(made, 'w', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(made, path);
}
