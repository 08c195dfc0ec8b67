import { buffer } from 'node:stream/consumers';
import { Workbook } from 'exceljs';
import { ZipFile } from 'yazl';
import { chunked, readAll } from '../reading.fixture';
import type { ContactFileOptions, ContactRow } from '../contact-file';
import { openWorkbook } from './open-workbook';
import type { RangedBytes } from './ranged-bytes';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Parts of a workbook by their names; what is left out is that of a plain one with one sheet. */
export type Parts = Readonly<Record<string, string | Buffer>>;

export interface BookOptions {
  /** XML of the rows of the one sheet. */
  readonly rows?: string;
  /** XML of `<si>` elements. */
  readonly strings?: string;
  /** Codes of number formats; cells have them as styles 1, 2, …; style 0 is plain. */
  readonly formats?: readonly string[];
  /** Relations of the workbook besides those of its sheet, texts and styles. */
  readonly relations?: string;
  readonly properties?: string;
  /** Added, or in the place of those made of the rest. */
  readonly parts?: Parts;
}

/** A workbook written by hand, as XML: what no library would write can be in it. */
export function workbookOf({
  rows = '',
  strings,
  formats,
  relations,
  properties,
  parts,
}: BookOptions = {}): Promise<Buffer> {
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${OFFICE}">${properties ?? ''}<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `${strings === undefined ? '' : `<Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>`}` +
      `${formats === undefined ? '' : `<Relationship Id="rId3" Type="${OFFICE}/styles" Target="/xl/styles.xml"/>`}${relations ?? ''}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...(strings !== undefined && { 'xl/sharedStrings.xml': `<sst>${strings}</sst>` }),
    ...(formats && { 'xl/styles.xml': stylesOf(formats) }),
    ...parts,
  });
}

function stylesOf(formats: readonly string[]): string {
  const escaped = formats.map((code) =>
    code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
  );
  return (
    `<styleSheet><numFmts>${escaped.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`).join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join('')}</cellXfs>` +
    // Formats of conditions have numbers of their own.
    `<dxfs><dxf><numFmt numFmtId="164" formatCode="0%"/></dxf></dxfs></styleSheet>`
  );
}

export function zipOf(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0), compress: content.length > 0 });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** As if it lay somewhere. @param chunkSize of what is read at once */
export function ranged(bytes: Buffer, chunkSize = 64 * 1024): RangedBytes {
  return { size: bytes.length, open: ({ from, to }) => chunked(bytes.subarray(from, to), chunkSize) };
}

/** The sheet as it is handed on. */
export async function csvOf(book: Buffer, sheet?: string, chunkSize?: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await openWorkbook(ranged(book, chunkSize), sheet)).csv()) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** What becomes of its rows. */
export async function verdictsOf(book: Buffer, options: Partial<ContactFileOptions> = {}): Promise<ContactRow[]> {
  return readAll(await csvOf(book), { ...options, isSheet: true });
}

/** The cells of a CSV, as texts, in a workbook made by exceljs, with the characters that XML cannot hold written as Excel does. */
export async function asWorkbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new Workbook();
  const sheet = book.addWorksheet('Contacts');
  for (const cells of rows) sheet.addRow(cells.map((cell) => cell.replace(/[\x00-\x08\x0b-\x1f]/g, escaped)));
  return Buffer.from(await book.xlsx.writeBuffer());
}

function escaped(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).padStart(4, '0')}_`;
}
