import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { detailedReport, toCsv, toXlsx, withColumns } from '@arauto/reporting';
import { type CellValue, Workbook } from 'exceljs';
import { serve } from './child';
import { inArrays, makeRows } from './export.rows';
import { writeCsvByHand, writeXlsxByExceljs } from './export.yardstick';
import { measure, type Measured } from './measure';

export type Writer = 'csv' | 'csv by hand' | 'xlsx' | 'exceljs';

/** `write` is measured, `read` is what a small file says, to compare. */
export type ExportRequest = { readonly type: 'write' | 'read'; readonly writer: Writer; readonly rows: number };
export type ExportReply =
  | { readonly type: 'written'; readonly measured: Measured; readonly bytes: number; readonly growthMiB: number }
  | { readonly type: 'read'; readonly digest: string };

const MIB = 1024 * 1024;
/** As an export has it that names no columns. */
const REPORT = withColumns(detailedReport, undefined);
const STYLE = { language: 'pt-BR', zone: 'America/Sao_Paulo' } as const;
/** So that compiling is not measured. */
const WARM_UP = 10_000;

const rows = makeRows();

function open(writer: Writer, count: number, each: () => void): AsyncIterable<string | Buffer> {
  const arrays = inArrays(rows, count, each);
  if (writer === 'csv') return toCsv(REPORT, arrays, STYLE);
  if (writer === 'csv by hand') return writeCsvByHand(arrays);
  if (writer === 'xlsx') return toXlsx(REPORT, arrays, STYLE, [['Zone', STYLE.zone]]);
  const out = new PassThrough();
  writeXlsxByExceljs(arrays, out).catch((error: Error) => out.destroy(error));
  return out;
}

/** Reads a file to its end as whoever sends it does: in bytes. */
async function drain(writer: Writer, count: number, each: () => void): Promise<number> {
  let bytes = 0;
  for await (const chunk of open(writer, count, each)) bytes += Buffer.from(chunk as string).length;
  return bytes;
}

async function write(writer: Writer, count: number): Promise<ExportReply> {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => (most = Math.max(most, process.memoryUsage.rss()));
  await drain(writer, WARM_UP, look);
  let bytes = 0;
  const measured = await measure(async () => (bytes = await drain(writer, count, look)));
  look();
  return { type: 'written', measured, bytes, growthMiB: Math.round((most - before) / MIB) };
}

/** Of the text of a CSV, and of the cells of a workbook. */
async function read(writer: Writer, count: number): Promise<ExportReply> {
  const hash = createHash('sha256');
  const file = open(writer, count, () => undefined);
  if (writer.startsWith('csv')) for await (const text of file) hash.update(text);
  else hash.update(JSON.stringify(await cellsOf(file as Readable)));
  return { type: 'read', digest: hash.digest('hex') };
}

async function cellsOf(file: Readable): Promise<CellValue[][]> {
  const workbook = new Workbook();
  await workbook.xlsx.load((await buffer(file)).buffer as ArrayBuffer);
  const cells: CellValue[][] = [];
  workbook.worksheets[0]!.eachRow((row) => cells.push(REPORT.columns.map((_, index) => row.getCell(index + 1).value)));
  return cells;
}

serve<ExportRequest, ExportReply>(({ type, writer, rows: count }) =>
  type === 'write' ? write(writer, count) : read(writer, count),
);
