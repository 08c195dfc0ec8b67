import { execFile } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { driverName } from '@arauto/sqlite';
import { parseArgs } from 'node:util';
import { runB1 } from './append';
import type { Scale } from './bench.options';
import { runB7 } from './catch-up';
import { runB15 } from './cold-start';
import { runB16 } from './growth';
import { runB13 } from './pace';
import type { Row } from './row';
import { runB4 } from './send';
import { runB3 } from './upload';
import { runB6 } from './webhook';

/** Every benchmark by its name in the promises. */
const BENCHMARKS: Readonly<Record<string, (scale: Scale) => Promise<Row[]>>> = {
  B1: async (scale) => [await runB1(scale)],
  B3: async (scale) => [await runB3(scale)],
  B4: runB4,
  B6: runB6,
  B7: runB7,
  B13: runB13,
  B15: runB15,
  B16: runB16,
};

/** `npm run bench [-- B1 B4 …] [--json] [--quick] [--full] [--runs 5]` */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      runs: { type: 'string' },
      scale: { type: 'string' },
    },
  });
  const unknown = positionals.filter((id) => !(id in BENCHMARKS));
  if (unknown.length > 0) {
    console.error(`No benchmark ${unknown.join(', ')}. There are ${Object.keys(BENCHMARKS).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const ids = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS);
  const scale: Scale = {
    runs: Number(values.runs ?? (values.quick ? 3 : 5)),
    scale: Number(values.scale ?? (values.quick ? 0.1 : 1)),
    full: values.full,
  };
  const rows = ids.length === 1 ? await BENCHMARKS[ids[0]!]!(scale) : await eachInItsOwnProcess(ids, scale);
  if (values.json) console.log(JSON.stringify({ machine: machine(), scale: scale.scale, rows }));
  else print(rows, scale);
}

/** So that none is measured with the memory and the compiled code of another. */
async function eachInItsOwnProcess(ids: readonly string[], { runs, scale, full }: Scale): Promise<Row[]> {
  const rows: Row[] = [];
  for (const id of ids) {
    console.error(`${id} …`);
    const options = ['--json', '--runs', String(runs), '--scale', String(scale), ...(full ? ['--full'] : [])];
    const printed = await new Promise<string>((resolve, reject) => {
      const child = execFile(process.execPath, [__filename, id, ...options], (error, stdout) => {
        if (error) reject(error);
        else resolve(stdout);
      });
      child.stderr?.pipe(process.stderr);
    });
    rows.push(...(JSON.parse(printed) as { rows: Row[] }).rows);
  }
  return rows;
}

function machine(): { cores: number; cpu: string; memoryGiB: number; node: string; sqlite: string; load: number } {
  const [cpu] = cpus();
  return {
    cores: cpus().length,
    cpu: cpu?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    sqlite: driverName(),
    load: loadavg()[0]!,
  };
}

function print(rows: readonly Row[], { scale, runs }: Scale): void {
  const { cores, cpu, memoryGiB, node, sqlite, load } = machine();
  console.log(`${cores} cores (${cpu}), ${memoryGiB} GiB, Node ${node}, ${sqlite}, load ${load.toFixed(1)} at the end`);
  console.log(`medians of up to ${runs} interleaved runs`);
  if (scale !== 1) console.log(`NOT THE PROMISED JOBS: every size is multiplied by ${scale}`);
  console.table(
    Object.fromEntries(
      rows.map(({ id, name, unit, ours, yardstick, ratio, spread, must, moonshot, met }) => [
        id,
        { job: name, unit, ours, yardstick, ratio, spread: spread?.join(' – '), must, moonshot, met },
      ]),
    ),
  );
  for (const { id, note } of rows) if (note !== undefined) console.log(`${id}: ${note}`);
}

void main();
