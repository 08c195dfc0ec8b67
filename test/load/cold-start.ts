import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import type { Scale } from './bench.options';
import { type Row, toCostRow, toOwnRow } from './row';

const ENGINE = join(__dirname, '../../apps/engine/src/main.js');
const YARDSTICK = join(__dirname, 'cold-start.yardstick.js');
/** What an idle process does of its own accord is done by then. */
const IDLE_MS = 3000;
const GIVE_UP_MS = 60_000;
const MIB = 1024 * 1024;

/**
 * B15: from the start of the process, with an empty data folder, to the first 200 of `GET /health/ready`, beside a program of Nest and Fastify
 * with that one route; and the resident memory of the engine's process after three idle seconds.
 */
export async function runB15({ runs }: Scale): Promise<Row[]> {
  if (!existsSync(ENGINE)) throw new Error(`there is no ${ENGINE}`);
  const times: { ours: number; yardstick: number }[] = [];
  const memory: number[] = [];
  const bareMemory: number[] = [];
  for (let run = 0; run < runs; run++) {
    const ours = await coldStart(ENGINE);
    const bare = await coldStart(YARDSTICK);
    times.push({ ours: ours.readyMs, yardstick: bare.readyMs });
    memory.push(ours.residentMiB);
    bareMemory.push(bare.residentMiB);
    console.error(`B15 run ${run + 1}: ${JSON.stringify({ ours, bare })}`);
  }
  const note = `bare Nest and Fastify: ${Math.round(Math.min(...bareMemory))} MiB`;
  return [
    toCostRow({ id: 'B15 start', name: 'cold start to ready', unit: 'ms', must: 3, moonshot: 2 }, times),
    toOwnRow(
      { id: 'B15 memory', name: 'resident memory, idle', unit: 'MiB', must: 250, moonshot: 150, note },
      memory,
      'less',
    ),
  ];
}

async function coldStart(program: string): Promise<{ readonly readyMs: number; readonly residentMiB: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-bench-'));
  const start = performance.now();
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { ...process.env, ARAUTO_DATA_DIR: join(folder, 'data'), ARAUTO_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const address = await addressOf(child);
    while (!(await isReady(address))) {
      if (performance.now() - start > GIVE_UP_MS) throw new Error(`${program} was not ready in ${GIVE_UP_MS} ms`);
      await systemClock.sleep(5);
    }
    const readyMs = performance.now() - start;
    await systemClock.sleep(IDLE_MS);
    return { readyMs, residentMiB: residentBytes(child.pid!) / MIB };
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A program says where it listens in a line of its output. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', (code) => reject(new Error(`it ended with code ${String(code)}: ${said}`)));
  });
}

async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

/** Linux tells it of any process. */
function residentBytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}
