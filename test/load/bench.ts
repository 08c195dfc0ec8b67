import { execFile } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { serverVersion } from '@arauto/event-store/eventstoredb';
import { testMongod } from '@arauto/mongo/testing';
import { driverName } from '@arauto/sqlite';
import { parseArgs } from 'node:util';
import { onProductionStores, startEventLog } from '../e2e/production-stores';
import { runB1 } from './append';
import type { Scale } from './bench.options';
import { runB7 } from './catch-up';
import { runB7OnServers } from './catch-up-on-servers';
import { runB15 } from './cold-start';
import { runD2, runD3, runD4, runD5, runD6 } from './dashboard-pages';
import { runD1 } from './dashboard-size';
import { runB11 } from './export';
import { runB16 } from './growth';
import { runB9 } from './lag';
import { runB13 } from './pace';
import { runB10 } from './report-reads';
import { runB11Pdf } from './report-pdf';
import type { Row } from './row';
import { runB4 } from './send';
import { runB11Beside } from './sending-beside';
import { runB17 } from './talkative';
import { runB3 } from './upload';
import { runB3Workbook } from './upload-workbook';
import { runB6 } from './webhook';
import { runB12 } from './whole-system';

/** Every benchmark by its name in the promises. */
const BENCHMARKS: Readonly<Record<string, (scale: Scale) => Promise<Row[]>>> = {
  B1: async (scale) => [await runB1(scale)],
  B3: async (scale) => [await runB3(scale)],
  'B3-xlsx': async (scale) => [await runB3Workbook(scale)],
  B4: runB4,
  B6: runB6,
  B7: onProductionStores ? runB7OnServers : runB7,
  B9: runB9,
  B10: runB10,
  B11: runB11,
  'B11-pdf': runB11Pdf,
  'B11-beside': runB11Beside,
  B12: runB12,
  B13: runB13,
  B15: runB15,
  B16: runB16,
  B17: runB17,
  D1: () => Promise.resolve(runD1()),
  D2: runD2,
  D3: runD3,
  D4: runD4,
  D5: runD5,
  D6: runD6,
};

/** Those that are of interest where the stores are servers; B10 as well, but filling five million rows takes them half an hour: by its name, and with a scale. */
const ON_SERVERS = ['B1', 'B3', 'B4', 'B6', 'B7', 'B9', 'B12'];

/** `npm run bench [-- B1 B4 …] [--stores production] [--json] [--quick] [--full] [--runs 5]` */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      runs: { type: 'string' },
      scale: { type: 'string' },
      stores: { type: 'string', default: 'embedded' },
    },
  });
  const unknown = positionals.filter((id) => !(id in BENCHMARKS));
  if (unknown.length > 0) {
    console.error(`No benchmark ${unknown.join(', ')}. There are ${Object.keys(BENCHMARKS).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  if (!['embedded', 'production'].includes(values.stores)) {
    console.error(`There are no stores ${values.stores}: embedded or production.`);
    process.exitCode = 2;
    return;
  }
  const onServers = values.stores === 'production';
  const ids = positionals.length > 0 ? positionals : onServers ? ON_SERVERS : Object.keys(BENCHMARKS);
  const scale: Scale = {
    runs: Number(values.runs ?? (values.quick ? 3 : 5)),
    scale: Number(values.scale ?? (values.quick ? 0.1 : 1)),
    full: values.full,
  };
  if (onServers) return onServersOfItsOwn(ids, scale, values.json);
  tell(
    ids.length === 1 ? await BENCHMARKS[ids[0]!]!(scale) : await eachInItsOwnProcess(ids, scale),
    scale,
    values.json,
  );
}

/** On a MongoDB for all of them, and on an event log for each run. */
async function onServersOfItsOwn(ids: readonly string[], scale: Scale, asJson: boolean): Promise<void> {
  const mongod = await testMongod();
  if (!mongod) return console.log('production stores: skipped: no server (name one in ARAUTO_TEST_MONGODB)');
  try {
    const stores = `${await nameOfEventLog()}, MongoDB ${mongod.version}`;
    console.error(stores);
    const environment = { ARAUTO_TEST_STORES: 'production', ARAUTO_TEST_MONGODB: mongod.uri };
    const rows = await eachInItsOwnProcess(ids, scale, environment);
    tell(
      rows.map((row) => ({ ...row, stores })),
      scale,
      asJson,
    );
  } finally {
    await mongod.stop();
  }
}

async function nameOfEventLog(): Promise<string> {
  if (process.env['ARAUTO_TEST_EVENTSTOREDB_COMMAND'] === undefined) return 'a double of EventStoreDB';
  const log = await startEventLog();
  try {
    return `EventStoreDB ${await serverVersion(log.connection)}`;
  } finally {
    await log.stop();
  }
}

function tell(rows: readonly Row[], scale: Scale, asJson: boolean): void {
  if (asJson) console.log(JSON.stringify({ machine: machine(), scale: scale.scale, rows }));
  else print(rows, scale);
}

/** So that none is measured with the memory and the compiled code of another. */
async function eachInItsOwnProcess(
  ids: readonly string[],
  { runs, scale, full }: Scale,
  environment: Readonly<Record<string, string>> = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const id of ids) {
    console.error(`${id} …`);
    const options = ['--json', '--runs', String(runs), '--scale', String(scale), ...(full ? ['--full'] : [])];
    const printed = await new Promise<string>((resolve, reject) => {
      const child = execFile(
        process.execPath,
        [__filename, id, ...options],
        { env: { ...process.env, ...environment } },
        (error, stdout) => {
          if (error) reject(error);
          else resolve(stdout);
        },
      );
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
      rows.map(({ id, name, unit, ours, yardstick, ratio, spread, must, moonshot, met, stores }) => [
        id,
        {
          job: name,
          unit,
          ours,
          yardstick,
          ratio,
          spread: spread?.join(' – '),
          must,
          moonshot,
          met,
          ...(stores && { stores }),
        },
      ]),
    ),
  );
  for (const { id, note } of rows) if (note !== undefined) console.log(`${id}: ${note}`);
}

void main();
