import type { Scale } from './bench.options';
import { Child } from './child';
import type { ExportReply, ExportRequest, Writer } from './export.process';
import { bothSides, type Measured } from './measure';
import { median, type Row, toOwnRow, toRow } from './row';

const ROWS = 1_000_000;
const COMPARED = 2_000;

/** MiB by which a process may grow while it writes; there is no more to win by less. */
const GROWTH = { must: 64, moonshot: 64 };

/**
 * B11: a million rows of the detailed report, 17 columns, out of memory, as CSV beside a hand-written loop, and as a workbook beside the
 * streaming writer of exceljs, each file by a process of its own and read to its end there. Both sides' files say the same: the text of
 * the CSV is compared, and of the workbooks every cell.
 */
export async function runB11({ runs, scale }: Scale): Promise<Row[]> {
  const rows = Math.round(ROWS * scale);
  return [
    ...(await compare('csv', 'csv by hand', rows, runs, { must: 0.5, moonshot: 0.8 })),
    ...(await compare('xlsx', 'exceljs', rows, Math.min(runs, 3), { must: 3, moonshot: 5 })),
  ];
}

async function compare(
  writer: 'csv' | 'xlsx',
  other: Writer,
  rows: number,
  runs: number,
  promise: { readonly must: number; readonly moonshot: number },
): Promise<Row[]> {
  if ((await digestOf(writer)) !== (await digestOf(other)))
    throw new Error(`${writer} and ${other} do not say the same`);
  const speeds: { ours: number; yardstick: number }[] = [];
  const growths: { ours: number; yardstick: number }[] = [];
  const growth = { ours: 0, yardstick: 0 };
  const side = async (of: keyof typeof growth): Promise<Measured> => {
    const { measured, growthMiB } = await write(of === 'ours' ? writer : other, rows);
    growth[of] = growthMiB;
    return measured;
  };
  for (let run = 0; run < runs; run++) {
    const { ours, yardstick } = await bothSides(
      run,
      () => side('ours'),
      () => side('yardstick'),
    );
    speeds.push({ ours: rows / ours.seconds, yardstick: rows / yardstick.seconds });
    growths.push({ ...growth });
    console.error(`B11 ${writer} run ${run + 1}: ${JSON.stringify({ ours, yardstick, growth })}`);
  }
  const name = `${rows} rows as ${writer}, beside ${other}`;
  const note = `${other} grows by ${median(growths.map(({ yardstick }) => yardstick))} MiB`;
  return [
    toRow({ id: `B11 ${writer}`, name, unit: 'rows/s', ...promise }, speeds),
    toOwnRow(
      { id: `B11 ${writer} memory`, name: `growth over ${rows} rows`, unit: 'MiB', ...GROWTH, note },
      growths.map(({ ours }) => ours),
      'less',
    ),
  ];
}

async function write(writer: Writer, rows: number) {
  const reply = await ask({ type: 'write', writer, rows });
  if (reply.type !== 'written' || reply.bytes === 0) throw new Error(`${writer} wrote nothing`);
  return reply;
}

async function digestOf(writer: Writer): Promise<string> {
  const reply = await ask({ type: 'read', writer, rows: COMPARED });
  if (reply.type !== 'read') throw new Error(`${writer} was not read`);
  return reply.digest;
}

/** Of a process of its own, whose memory and compiled code are of nothing else. */
async function ask(request: ExportRequest): Promise<ExportReply> {
  const child = new Child<ExportRequest, ExportReply>('export.process.js');
  try {
    return await child.ask(request);
  } finally {
    await child.stop();
  }
}
