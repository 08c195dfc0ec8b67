import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ZipFile } from 'yazl';
import { openContactFile } from '../contact-file';
import { openWorkbook } from './open-workbook';
import type { RangedBytes } from './ranged-bytes';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const ROWS = process.env['ARAUTO_LARGE_FILES'] ? 1_000_000 : 200_000;
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'arauto-book-'))));
afterAll(() => rm(folder, { recursive: true }));

function* sheet(): Generator<string> {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  yield `<worksheet><sheetData><row>${cell('phone')}${cell('name')}${cell('amount')}</row>`;
  for (let first = 0; first < ROWS; first += 1000) {
    const rows = Array.from({ length: 1000 }, (_, index) => {
      const row = first + index;
      return `<row r="${row + 2}">${cell(`+55119${10_000_000 + row}`)}${cell(`José, "Zé" ${row}`)}<c r="C${row + 2}"><v>${row}</v></c></row>`;
    });
    yield rows.join('');
  }
  yield '</sheetData></worksheet>';
}

async function write(path: string): Promise<void> {
  const zip = new ZipFile();
  const part = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name);
  const relation = (kind: string, target: string) =>
    `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/${kind}" Target="${target}"/></Relationships>`;
  part('_rels/.rels', relation('officeDocument', 'xl/workbook.xml'));
  part('xl/workbook.xml', `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>`);
  part('xl/_rels/workbook.xml.rels', relation('worksheet', 'sheet.xml'));
  zip.addReadStream(Readable.from(sheet(), { objectMode: false }), 'xl/sheet.xml');
  zip.end();
  await once(zip.outputStream.pipe(createWriteStream(path)), 'finish');
}

it(`reads a sheet of ${ROWS} rows in memory that does not grow with it`, async () => {
  const path = join(folder, 'book.xlsx');
  await write(path);
  const source: RangedBytes = {
    size: (await stat(path)).size,
    open: ({ from, to }) => createReadStream(path, { start: from, end: to - 1 }) as AsyncIterable<Buffer>,
  };
  const rules = { defaultCountry: 'BR', required: ['amount'], isSheet: true };
  const contacts = await openContactFile((await openWorkbook(source)).csv(), rules);
  let rows = 0;
  let most = 0;
  let start = 0;
  for await (const batch of contacts.batches()) {
    rows += batch.length;
    if (rows % 25_000 !== 0) continue;
    collect();
    const { heapUsed, external } = process.memoryUsage();
    if (rows === 50_000) start = heapUsed + external;
    if (start > 0) most = Math.max(most, heapUsed + external - start);
  }
  expect(rows).toBe(ROWS);
  // Megabytes, as of a CSV file.
  expect(most / 1e6).toBeLessThan(10);
}, 120_000);
