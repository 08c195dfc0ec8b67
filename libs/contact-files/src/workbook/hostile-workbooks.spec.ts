import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { ContactFileError, type ContactFileErrorCode } from '../contact-file-error';
import { MOST_ROWS } from './cell-place';
import { openWorkbook } from './open-workbook';
import { TextTable } from './text-table';
import { asWorkbook, csvOf, ranged, workbookOf, zipOf } from './workbook.fixture';

const PHONE = '<row><c t="inlineStr"><is><t>phone</t></is></c></row>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

async function refused(book: Buffer | Promise<Buffer>, code: ContactFileErrorCode, says: string): Promise<void> {
  const error: unknown = await csvOf(await book).then(
    (csv) => `it was read: ${csv.slice(0, 100)}`,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'ContactFileError', code, message: expect.stringContaining(says) as unknown });
}
const damaged = (book: Buffer | Promise<Buffer>) => refused(book, 'workbook_damaged', 'damaged or not complete');
const sheet = (xml: string | Buffer) => workbookOf({ parts: { 'xl/worksheets/sheet1.xml': xml } });

describe('what is no workbook', () => {
  it.each<[string, ContactFileErrorCode, string, Buffer | Promise<Buffer>]>([
    [
      'one under a password',
      'workbook_locked',
      'password',
      Buffer.concat([COMPOUND, Buffer.alloc(70_001), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(900)]),
    ],
    [
      'an old one',
      'workbook_unsupported',
      '.xls)',
      Buffer.concat([COMPOUND, Buffer.alloc(2000), Buffer.from('Workbook', 'utf16le')]),
    ],
    ['a binary one', 'workbook_unsupported', '.xlsb', zipOf({ '_rels/.rels': '', 'xl/workbook.bin': '' })],
    [
      'an OpenDocument',
      'workbook_unsupported',
      '.ods',
      zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '' }),
    ],
    [
      'a document of Numbers',
      'workbook_unsupported',
      '.numbers',
      zipOf({ 'Index/Document.iwa': '', 'preview.jpg': '' }),
    ],
    [
      'a document of Word',
      'file_not_workbook',
      'no Excel workbook',
      zipOf({ '_rels/.rels': '<Relationships/>', 'word/document.xml': '' }),
    ],
    ['any other zip', 'file_not_workbook', 'no Excel workbook', zipOf({ 'contacts.csv': 'phone\n' })],
    ['an empty zip', 'file_not_workbook', 'no Excel workbook', zipOf({})],
    ['a text', 'file_not_workbook', 'no Excel workbook', Buffer.from('phone\n+5511900001234\n')],
    ['nothing', 'file_not_workbook', 'no Excel workbook', Buffer.alloc(0)],
  ])('%s', (_, code, says, book) => refused(book, code, says));
});

describe('what is damaged', () => {
  const whole = () =>
    asWorkbook(
      Array.from({ length: 2000 }, (_, row) => [row === 0 ? 'phone' : `+551190000${1000 + row}`, `Ana ${row}`]),
    );

  it('is found wherever it breaks off', async () => {
    const book = await whole();
    for (const share of [0.1, 0.5, 0.9, 0.999]) await damaged(book.subarray(0, Math.floor(book.length * share)));
  });

  it('is found wherever a byte of a part that is read is another', async () => {
    const book = await whole();
    const local = book.indexOf('xl/worksheets/sheet1.xml');
    for (const at of [60, 400, 4000]) {
      const changed = Buffer.from(book);
      changed[local + at]! ^= 0x10;
      await damaged(changed);
    }
  });

  it('is read or refused in a sentence, whatever bytes of it are others', async () => {
    const book = await whole();
    const changes = fc.array(fc.tuple(fc.nat(book.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (bytes, inDirectory) => {
        const changed = Buffer.from(book);
        // The directory is a small part of it, at its end.
        for (const [at, byte] of bytes) changed[inDirectory ? book.length - 1 - (at % 1000) : at] = byte;
        const error: unknown = await csvOf(changed).catch((thrown: unknown) => thrown);
        if (typeof error !== 'string') expect(error).toBeInstanceOf(ContactFileError);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a sheet that ends in the middle', '<worksheet><sheetData><row><c><v>1</v></c>'],
    ['what ends before it begins', '</worksheet>'],
    ['no XML', 'phone,name'],
    ['nothing', ''],
    ['rows that go back', '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'],
    ['a row of no number', '<worksheet><sheetData><row r="x"/></sheetData></worksheet>'],
    ['cells that go back', '<worksheet><sheetData><row><c r="B1"/><c r="B1"/></row></sheetData></worksheet>'],
    ['a column beyond the last', '<worksheet><sheetData><row><c r="XFE1"/></row></sheetData></worksheet>'],
    [
      'a text that is not in the table',
      '<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>',
    ],
    ['an entity of nobody', '<worksheet><sheetData><row><c t="str"><v>&lol;</v></c></row></sheetData></worksheet>'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><sheetData/></worksheet>'],
    [
      'a character of no code',
      '<worksheet><sheetData><row><c t="str"><v>&#x110000;</v></c></row></sheetData></worksheet>',
    ],
  ])('%s', (_, xml) => damaged(sheet(xml)));

  it('is a workbook whose parts are not there, or there twice', async () => {
    await damaged(zipOf({ '_rels/.rels': '<Relationships/>' }));
    await damaged(workbookOf({ parts: { 'XL/workbook.xml': '<workbook/>' } }));
  });

  it('is none with a part whose name leads out of it: nobody asks for that', async () => {
    const book = await workbookOf({ rows: PHONE, parts: { 'aa/aa/etc/passwd': 'root' } });
    const tricky = Buffer.from(book.toString('latin1').replaceAll('aa/aa/etc', '../../etc'), 'latin1');
    expect(await csvOf(tricky)).toBe('"phone"\n');
  });

  it('has a document type', () =>
    refused(
      sheet('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet/>'),
      'workbook_damaged',
      'document type',
    ));

  it('says what the keeper of the file said, and does not blame the file', async () => {
    const book = await workbookOf({ rows: PHONE });
    const gone = new Error('the disk is gone');
    for (const fails of [1, 2, 3]) {
      let opened = 0;
      const source = ranged(book);
      const failing = {
        size: source.size,
        open: async function* (range: { readonly from: number; readonly to: number }) {
          if (++opened >= fails) throw await Promise.resolve(gone);
          yield* source.open(range);
        },
      };
      const reading = openWorkbook(failing).then(async ({ csv }) => csv().next());
      await expect(reading).rejects.toBe(gone);
    }
  });
});

describe('what is larger than it looks', () => {
  it('a part that unpacks to a thousand times as much', async () => {
    const bomb = Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(20_000_000, ' ')]);
    await refused(sheet(bomb), 'workbook_too_large', 'unpacks to more');
  });

  it('a part that lies about its size, in one direction or the other', async () => {
    const book = await sheet(Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(20_000_000, ' ')]));
    const entry = book.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    expect(book.readUInt32LE(entry)).toBe(0x02014b50);
    for (const size of [1000, 20_000_000]) {
      const lying = Buffer.from(book);
      lying.writeUInt32LE(size, entry + 24);
      // Its packed size is what it is: otherwise the bound of the ratio would find it.
      await expect(csvOf(lying)).rejects.toMatchObject({ name: 'ContactFileError' });
    }
  });

  it('ten thousand parts and more', async () => {
    const parts = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`xl/media/${index}.png`, '']));
    await refused(workbookOf({ parts }), 'workbook_too_large', 'unpacks to more');
  });

  it('two million rows', async () => {
    const rows = Buffer.from(
      `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(2_000_000)}</sheetData></worksheet>`,
    );
    // Of rows that are all the same the ratio is a bomb's: these are spoilt a little.
    const spoilt = rows.toString().replace(/<v>1/g, () => `<v>${(Math.random() * 1e6) | 0}`);
    expect(spoilt.length / deflateRawSync(spoilt).length).toBeLessThan(100);
    await refused(sheet(spoilt), 'workbook_too_large', `more than ${MOST_ROWS} rows`);
  }, 60_000);

  it('a row that says that it is behind the last', () =>
    refused(
      sheet(`<worksheet><sheetData>${PHONE}<row r="${MOST_ROWS + 1}"/></sheetData></worksheet>`),
      'workbook_too_large',
      'more than',
    ));

  it('cells and rows that are longer than any', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    await damaged(sheet(`<worksheet><sheetData><row>${cell('x'.repeat(70_000))}</row></sheetData></worksheet>`));
    const wide = `<row>${Array.from({ length: 10 }, () => cell('x'.repeat(32_000))).join('')}</row>`;
    await refused(sheet(`<worksheet><sheetData>${wide}</sheetData></worksheet>`), 'workbook_too_large', 'unpacks');
    await damaged(sheet(`<worksheet><sheetData><!-- ${'x'.repeat(2_000_000)}`));
  });

  it('rows that have something in their last column only', async () => {
    const rows = Array.from({ length: 70_000 }, (_, row) => `<row><c r="XFD1"><v>${row}</v></c></row>`).join('');
    const book = await openWorkbook(
      ranged(await sheet(`<worksheet><sheetData>${PHONE}${rows}</sheetData></worksheet>`)),
    );
    const read = async () => {
      for await (const piece of book.csv()) if (piece.length > 1024 * 1024) throw new Error('a piece is too large');
    };
    await expect(read()).rejects.toMatchObject({ code: 'workbook_too_large' });
  }, 60_000);

  it('more texts than the table has room for', () => {
    const table = new TextTable(3_000_000);
    const add = () => {
      for (let row = 0; row < 100_000; row++) table.add(`a text of thirty characters ${row}`);
    };
    expect(add).toThrow(expect.objectContaining({ code: 'workbook_too_large' }));
  });
});

describe('what comes from elsewhere', () => {
  const link = (kind: string, mode = '') => `<Relationship Id="x" Type="${OFFICE}/${kind}" Target="x.xml"${mode}/>`;

  it.each([
    ['a link to another workbook', { relations: link('externalLink') }],
    ['a connection', { relations: link('connections') }],
    ['texts that lie elsewhere', { relations: link('sharedStrings', ' TargetMode="External"') }],
    ['a formula of another workbook', { rows: `${PHONE}<row><c><f>[1]Sheet1!A1</f><v>1</v></c></row>` }],
    [
      'one of a sheet with a name in quotes',
      { rows: `<row><c><f>SUM('C:\\[Book 2.xlsx]My sheet'!A1:B2)</f><v>1</v></c></row>` },
    ],
  ])('is refused: %s', async (_, book) => refused(workbookOf(book), 'workbook_external', 'other files or sources'));

  it.each([
    'Table1[Phone]&amp;"[1]x!"',
    "'My sheet'!A1",
    'Table1[[#This Row],[Phone]]',
    'HYPERLINK("http://a.example/[1]x!")',
  ])('is not: %s', async (formula) => {
    const rows = `${PHONE}<row><c><f>${formula}</f><v>5511900001234</v></c></row>`;
    expect(await csvOf(await workbookOf({ rows }))).toBe('"phone"\n5511900001234\n');
  });
});

it('a formula that nobody has calculated is named', () =>
  refused(
    workbookOf({ rows: `${PHONE}<row r="12"><c r="AB12"><f>A1</f></c></row>` }),
    'workbook_not_calculated',
    'The cell AB12 holds a formula without its value.',
  ));
