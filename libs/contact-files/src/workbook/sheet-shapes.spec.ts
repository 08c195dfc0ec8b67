import { openWorkbook } from './open-workbook';
import { csvOf, ranged, verdictsOf, workbookOf } from './workbook.fixture';

const text = (value: string, place = '') => `<c${place && ` r="${place}"`} t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADER = `<row>${text('phone')}${text('name')}</row>`;

describe('what stands where', () => {
  it('rows and cells are where they say, and after the one before where they do not', async () => {
    const rows = `<row r="2">${text('phone', 'B2')}${text('name')}</row><row/><row r="5"><c r="A5"/>${text('+5511900001234', 'B5')}${text('Ana', 'AA5')}</row>`;
    expect(await csvOf(await workbookOf({ rows }))).toBe(
      `\n"","phone","name"\n\n\n,+5511900001234${','.repeat(25)}Ana\n`,
    );
  });

  it('blank rows at the end, and cells that have a style only, are none', async () => {
    const rows = `${HEADER}<row>${text('+5511900001234')}<c s="0"/><c/></row><row r="9"><c r="A9"/></row><row r="1048576"/>`;
    expect(await csvOf(await workbookOf({ rows }))).toBe('"phone","name"\n+5511900001234\n');
  });

  it('the line of a row that cannot be read is the row of the sheet, whatever breaks its cells hold', async () => {
    const rows = `${HEADER}<row>${text('+5511900001234')}${text('Ana&#10;11 90000-1234&#10;Sá')}</row><row r="7">${text('+5511900001235')}<c/>${text('stray')}</row>`;
    const [first, second] = await verdictsOf(await workbookOf({ rows }), { used: ['name'] });
    expect(first).toMatchObject({ row: 1, line: 2, name: 'Ana 11 90000-1234 Sá', cleaned: ['name'], reasons: [] });
    expect(second).toMatchObject({ row: 2, line: 7, reasons: [{ code: 'row_malformed', column: '3' }] });
  });

  it('a header with commas, quotes and line breaks in its cells is one all the same', async () => {
    const rows = `<row>${text('a;b;c')}${text('phone')}${text('say &quot;hi&quot;, you')}${text('x&#10;y')}</row><row>${text('1')}${text('+5511900001234')}${text('2')}${text('3')}</row>`;
    const [row] = await verdictsOf(await workbookOf({ rows }));
    expect(row!.parameters).toEqual({ 'a;b;c': '1', 'say "hi", you': '2', 'x\ny': '3' });
    expect(row!.line).toBe(2);
  });
});

describe('what programs write', () => {
  it('prefixes of namespaces, single quotes, and blanks around what is written', async () => {
    const sheet = `<?xml version='1.0'?><!-- made by hand --><x:worksheet><x:sheetViews><x:pane ySplit='>'/></x:sheetViews><x:sheetData ><x:row\n r = '1' ><x:c r='A1' t='inlineStr' ><x:is><x:t>phone</x:t></x:is></x:c></x:row><x:row><x:c note="a > b" r = "A2"><x:v>5511900001234</x:v></x:c></x:row></x:sheetData><x:extLst><x:ext><row r="1"/></x:ext></x:extLst></x:worksheet>`;
    expect(await csvOf(await workbookOf({ parts: { 'xl/worksheets/sheet1.xml': sheet } }))).toBe(
      '"phone"\n5511900001234\n',
    );
  });

  it('strict relations, parts named from the root, of another case, and with backslashes', async () => {
    const book = await workbookOf({
      rows: HEADER,
      parts: {
        '_rels/.rels':
          '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/XL/Workbook.xml"/></Relationships>',
      },
    });
    expect(await csvOf(book)).toBe('"phone","name"\n');
  });

  it('is read alike however its bytes are cut', async () => {
    const rows = `${HEADER}${Array.from({ length: 50 }, (_, index) => `<row>${text(`+55119000012${10 + index}`)}${text('Zoë 😀 &amp; Ínês')}</row>`).join('')}`;
    const book = await workbookOf({ rows });
    const whole = await csvOf(book);
    for (const size of [1, 7, 100]) expect(await csvOf(book, undefined, size)).toBe(whole);
  });
});

describe('which sheet', () => {
  const sheets = (...each: readonly string[]) =>
    workbookOf({
      rows: HEADER,
      relations:
        '<Relationship Id="rId8" Type="x/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId9" Type="x/chartsheet" Target="chart.xml"/>',
      parts: {
        'xl/workbook.xml': `<workbook><sheets>${each.join('')}</sheets></workbook>`,
        'xl/worksheets/sheet2.xml': `<worksheet><sheetData><row>${text('telefone')}</row></sheetData></worksheet>`,
      },
    });
  const HIDDEN = '<sheet name="Old" sheetId="1" state="hidden" r:id="rId1"/>';
  const CHART = '<sheet name="Chart" sheetId="2" r:id="rId9"/>';
  const PEOPLE = '<sheet name="Clientes &amp; Cía" sheetId="3" r:id="rId8"/>';

  it('is the first that can be seen and has cells', async () => {
    const book = await openWorkbook(ranged(await sheets(CHART, HIDDEN, PEOPLE)));
    expect([book.sheet, book.sheets]).toEqual(['Clientes & Cía', ['Clientes & Cía']]);
    expect(await csvOf(await sheets(CHART, HIDDEN, PEOPLE))).toBe('"telefone"\n');
  });

  it('is the one that is named, also a hidden one, in whatever case', async () => {
    expect(await csvOf(await sheets(PEOPLE, HIDDEN), ' OLD ')).toBe('"phone","name"\n');
  });

  it.each([
    ['Clients', 'The workbook has no sheet "Clients". Found: "Clientes & Cía".'],
    ['Chart', 'The workbook has no sheet "Chart". Found: "Clientes & Cía".'],
  ])('is refused where there is none called %s, with those there are', async (name, message) => {
    const code = 'sheet_missing';
    await expect(sheets(CHART, HIDDEN, PEOPLE).then((book) => csvOf(book, name))).rejects.toMatchObject({
      code,
      message,
    });
  });

  it('is none where all are hidden', async () => {
    await expect(sheets(HIDDEN).then((book) => csvOf(book))).rejects.toMatchObject({
      code: 'sheet_missing',
      message: 'The workbook has no sheet that can be seen.',
    });
  });
});
