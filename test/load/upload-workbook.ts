import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContactFile, openWorkbook } from '@arauto/contact-files';
import { parse } from 'csv-parse';
import { stream } from 'exceljs';
import type { Scale } from './bench.options';
import { bothSides, cpuEach, measure } from './measure';
import { median, type Row, toRow } from './row';
import { COUNTRY, REQUIRED, type UploadJob, writeJob } from './upload.job';
import { uploadToEngine } from './upload';

const ROWS = 300_000;

/**
 * B3-xlsx: a workbook posted to a whole engine, from the request to the `UploadClosed` that follows its last contact, beside the CSV file it
 * was made of. What reading takes by itself, up to the verdicts and without an engine, is in the note.
 */
export async function runB3Workbook({ runs, scale }: Scale): Promise<Row> {
  const rows = Math.round(ROWS * scale);
  const results: { ours: number; yardstick: number; cpu: readonly [number, number] }[] = [];
  const alone: (readonly [number, number])[] = [];
  for (let run = 0; run < runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-workbook-'));
    try {
      const job = writeJob(join(folder, 'contacts.csv'), rows, run + 1);
      const book = join(folder, 'contacts.xlsx');
      await writeBook(job.file, book);
      const { ours, yardstick } = await bothSides(
        run,
        () => uploadToEngine(job, book),
        () => uploadToEngine(job),
      );
      const cpu = [cpuEach(ours, rows), cpuEach(yardstick, rows)] as const;
      results.push({ ours: rows / ours.seconds, yardstick: rows / yardstick.seconds, cpu });
      const read = await bothSides(
        run,
        () => measure(() => readBook(job, book)),
        () => measure(() => readRows(job, createReadStream(job.file), false)),
      );
      alone.push([read.ours.seconds, read.yardstick.seconds]);
      console.error(`B3-xlsx run ${run + 1}: ${JSON.stringify({ ...results.at(-1), alone: alone.at(-1) })}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const [ours, csv] = [0, 1].map((side) => median(alone.map((each) => each[side]!)).toFixed(2));
  const [own, bare] = [0, 1].map((side) => median(results.map(({ cpu }) => cpu[side]!)));
  const note = `read and judged alone: ${ours} s, the CSV ${csv} s; CPU of the engine a row: ${own} µs, with the CSV ${bare} µs`;
  const name = `upload ${rows} rows over HTTP as a workbook, beside the same as CSV`;
  return toRow({ id: 'B3-xlsx', name, unit: 'rows/s', must: 0.5, moonshot: 0.8, note }, results);
}

/** As Excel would write it: every text once, in a table that cells refer to. */
async function writeBook(csv: string, path: string): Promise<void> {
  const out = createWriteStream(path);
  const book = new stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: true, useStyles: true });
  const sheet = book.addWorksheet('Contacts');
  const rows = createReadStream(csv).pipe(parse({ delimiter: ';' })) as AsyncIterable<string[]>;
  for await (const cells of rows) sheet.addRow(cells).commit();
  sheet.commit();
  await book.commit();
}

async function readBook(job: UploadJob, path: string): Promise<void> {
  const source = {
    size: statSync(path).size,
    open: ({ from, to }: { readonly from: number; readonly to: number }) =>
      createReadStream(path, { start: from, end: to - 1 }) as AsyncIterable<Buffer>,
  };
  await readRows(job, (await openWorkbook(source)).csv(), true);
}

/** @throws Error where not every row has a verdict */
async function readRows({ rows }: UploadJob, content: AsyncIterable<Uint8Array>, isSheet: boolean): Promise<void> {
  const file = await openContactFile(content, { defaultCountry: COUNTRY, required: REQUIRED, isSheet });
  let read = 0;
  for await (const batch of file.batches()) read += batch.length;
  if (read !== rows) throw new Error(`${read} rows were read instead of ${rows}`);
}
