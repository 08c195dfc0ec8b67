import { buffer } from 'node:stream/consumers';
import { type CellValue, Workbook } from 'exceljs';
import fc from 'fast-check';
import type { FileStyle } from '../file-style';
import { type Column, inEveryLanguage as title, type Report } from '../report';
import { type About, toXlsx } from './to-xlsx';

const STYLE: FileStyle = { language: 'en', zone: 'UTC' };

type Told = {
  readonly text: string | null;
  readonly phone: string | null;
  readonly code: string | null;
  readonly at: string | null;
  readonly count: number | null;
  readonly flag: boolean | null;
};
const NOTHING: Told = { text: null, phone: null, code: null, at: null, count: null, flag: null };
const told: Report<Told> = {
  name: 'told',
  columns: [
    { title: { en: 'Text', 'pt-BR': 'Texto', es: 'Texto' }, kind: 'text', value: ({ text }) => text, width: 60 },
    { title: title('A long title for a phone'), kind: 'phone', value: ({ phone }) => phone },
    { title: title('Code'), kind: 'code', value: ({ code }) => code },
    { title: title('At'), kind: 'instant', value: ({ at }) => at },
    { title: title('Count'), kind: 'number', value: ({ count }) => count },
    { title: title('Flag'), kind: 'flag', value: ({ flag }) => flag },
  ],
};

async function* inBatches<Row>(...batches: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

const written = (rows: readonly Told[], style = STYLE, about: About = []) =>
  read(toXlsx(told, inBatches(rows), style, about));

async function read(file: ReturnType<typeof toXlsx>): Promise<Workbook> {
  const workbook = new Workbook();
  await workbook.xlsx.load((await buffer(file)).buffer as ArrayBuffer);
  return workbook;
}

/** exceljs hands on what stands in an inline text; a spreadsheet reads `_xHHHH_` as the character. */
function shown(value: CellValue): CellValue {
  if (typeof value !== 'string') return value;
  return value.replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** The rows of a sheet below its titles, by cell. */
function cellsOf(workbook: Workbook, sheet = 'told'): CellValue[][] {
  const found = workbook.getWorksheet(sheet)!;
  return Array.from({ length: found.rowCount - 1 }, (_, row) =>
    told.columns.map((_, column) => shown(found.getRow(row + 2).getCell(column + 1).value)),
  );
}

const only = async (row: Partial<Told>, style = STYLE) => cellsOf(await written([{ ...NOTHING, ...row }], style))[0]!;

describe('a workbook', () => {
  it('holds numbers as numbers, instants as dates by the clock of the zone, and all else as text', async () => {
    const row: Told = {
      text: 'Olá',
      phone: '+5511900001234',
      code: '007',
      at: '2026-03-02T12:00:00.500Z',
      count: 1234567.5,
      flag: true,
    };
    expect(cellsOf(await written([row, NOTHING], { language: 'pt-BR', zone: 'America/Sao_Paulo' }))).toEqual([
      ['Olá', '+5511900001234', '007', new Date('2026-03-02T09:00:00Z'), 1234567.5, 'Sim'],
      [null, null, null, null, null, null],
    ]);
    const [found] = (await written([row])).worksheets;
    expect(found!.getCell('D2').numFmt).toBe('yyyy-mm-dd hh:mm:ss');
  });

  it('leaves empty what there is not', async () =>
    expect(cellsOf(await written([NOTHING, { ...NOTHING, text: '', count: 0, flag: false }]))).toEqual([
      [null, null, null, null, null, null],
      [null, null, null, null, 0, 'No'],
    ]));

  it.each(['=1+1', '+1+cmd|x', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")', "'=1"])(
    'hands no formula to a spreadsheet, and changes no character: %j',
    async (text) => {
      const workbook = await written([{ ...NOTHING, text, phone: text, code: text, at: text }]);
      expect(cellsOf(workbook)[0]).toEqual([text, text, text, text, null, null]);
      workbook.getWorksheet('told')!.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
    },
  );

  it.each([
    ['emoji', 'ação 🎉👩‍👩‍👧 ok'],
    ['several lines', 'two\nlines\r\nand\rmore'],
    ['blanks that matter', '  in  and  out \t'],
    ['marks of XML', `<a b="c">&amp;]]></a> 'd'`],
    ['right to left', 'مرحبا \u202eabc\u202c שלום'],
    ['control characters', '\u0000\u0001\u0008\u000b\u001f\u007f\u0085\u2028'],
    ['no characters', '\ufffe\uffff'],
    ['half an emoji', 'a\ud83cb\udf89c'],
    ['what looks escaped', '_x0041_ _x0041 _x005F_x0041_ _xyz_ _x0a_'],
    ['what looks escaped once it is', '_x0041\u0001'],
    ['a zero width no-break space', '\ufeffx\ufeff'],
  ])('holds %s', async (_, text) => expect((await only({ text }))[0]).toBe(text));

  it('cuts a text that no cell holds, visibly, and never in the middle of an emoji', async () => {
    const longest = 'é'.repeat(32_767);
    expect((await only({ text: longest }))[0]).toBe(longest);
    expect((await only({ text: `${longest}x` }))[0]).toBe(`${longest.slice(0, 32_763)} […]`);
    expect((await only({ text: 'a' + '🎉'.repeat(16_384) }))[0]).toBe(`a${'🎉'.repeat(16_381)} […]`);
  });

  it.each([
    ['Europe/Madrid', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59Z'],
    ['Europe/Madrid', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00Z'],
    ['Europe/Madrid', '2026-10-25T00:59:59.000Z', '2026-10-25T02:59:59Z'],
    ['Europe/Madrid', '2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00Z'],
    ['Asia/Kathmandu', '2025-12-31T18:15:00.000Z', '2026-01-01T00:00:00Z'],
    ['America/St_Johns', '2026-07-01T00:00:00.000Z', '2026-06-30T21:30:00Z'],
  ])('shows the clock of %s at %s', async (zone, at, wall) =>
    expect((await only({ at }, { ...STYLE, zone }))[3]).toEqual(new Date(wall)),
  );

  it('says in words what the calendar of spreadsheets does not have', async () => {
    expect((await only({ at: '1900-02-28T12:00:00.000Z' }))[3]).toBe('1900-02-28 12:00:00');
    expect((await only({ at: '9999-12-31T23:30:00.000Z' }, { ...STYLE, zone: 'Asia/Tokyo' }))[3]).toMatch(
      /10000-01-01/,
    );
    expect((await only({ count: Number.NaN }))[4]).toBeNull();
  });

  it('has titles in bold that stay in sight, a filter, and columns as wide as they need', async () => {
    const [sheet] = (await written([NOTHING, NOTHING], { ...STYLE, language: 'es' })).worksheets;
    expect(sheet!.getRow(1).values).toEqual([
      undefined,
      'Texto',
      'A long title for a phone',
      'Code',
      'At',
      'Count',
      'Flag',
    ]);
    expect(sheet!.getCell('F1').font?.bold).toBe(true);
    expect(sheet!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1, topLeftCell: 'A2' });
    expect(sheet!.autoFilter).toBe('A1:F3');
    expect(sheet!.columns.map(({ width }) => width)).toEqual([60, 27, 20, 20, 10, 8]);
  });

  it('is a workbook though it has no rows', async () => {
    const workbook = await written([]);
    expect(cellsOf(workbook)).toEqual([]);
    expect(workbook.worksheets[0]!.autoFilter).toBe('A1:F1');
  });

  it.each([
    ['en', 'About'],
    ['pt-BR', 'Sobre'],
    ['es', 'Acerca de'],
  ] as const)('ends with what it is about, in %s', async (language, name) => {
    const about: About = [
      ['Zone', 'America/Sao_Paulo'],
      ['Filter', '=1+1'],
    ];
    const last = (await written([NOTHING], { ...STYLE, language }, about)).worksheets.at(-1)!;
    expect(last.name).toBe(name);
    expect(last.getSheetValues().slice(1)).toEqual(about.map((row) => [undefined, ...row]));
  });

  it('goes on in another sheet where one is full', async () => {
    const rows = Array.from({ length: 25 }, (_, count) => ({ ...NOTHING, count }));
    for (const [most, names] of [
      [10, ['told', 'told 2', 'told 3', 'About']],
      [25, ['told', 'About']],
      [24, ['told', 'told 2', 'About']],
    ] as const) {
      const file = toXlsx(told, inBatches(rows.slice(0, 7), [], rows.slice(7)), STYLE, [], { rowsPerSheet: most });
      const workbook = await read(file);
      expect(workbook.worksheets.map(({ name }) => name)).toEqual(names);
      const counts = names.slice(0, -1).map((name) => cellsOf(workbook, name).map((cells) => cells[4]));
      expect(counts.flat()).toEqual(rows.map(({ count }) => count));
      expect(counts.slice(0, -1).every(({ length }) => length === most)).toBe(true);
      expect(workbook.worksheets.at(-2)!.getRow(1).getCell(1).value).toBe('Text');
      expect(workbook.worksheets.at(-2)!.autoFilter).toBe(`A1:F${counts.at(-1)!.length + 1}`);
    }
  });

  it('has each of some thousand rows in its place', async () => {
    const rows = Array.from({ length: 2100 }, (_, count) => ({ ...NOTHING, count }));
    expect(cellsOf(await written(rows)).map((cells) => cells[4])).toEqual(rows.map(({ count }) => count));
  });

  it('has columns beyond Z', async () => {
    const columns: Column<number>[] = Array.from({ length: 54 }, (_, index) => ({
      title: title(`T${index}`),
      kind: 'number',
      value: (row) => row + index,
    }));
    const workbook = await read(toXlsx({ name: 'wide', columns }, inBatches([1000]), STYLE, []));
    expect(['Z2', 'AA2', 'BB2'].map((at) => workbook.worksheets[0]!.getCell(at).value)).toEqual([1025, 1026, 1053]);
  });

  it('is read back as it was written', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('_x', '0', '0', '4', '1', '_', '\r', '\n', ' ', '<', '&', '\u0001', '\ud83c', 'é'),
      }),
    );
    const orNothing = <Value>(some: fc.Arbitrary<Value>) => fc.option(some, { nil: null });
    const anyRow = fc.record<Told>({
      text: orNothing(anyText),
      phone: orNothing(anyText),
      code: orNothing(anyText),
      at: orNothing(
        fc
          .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((at) => at.toISOString()),
      ),
      count: orNothing(fc.double({ noNaN: true, noDefaultInfinity: true }).map((count) => count + 0)),
      flag: orNothing(fc.boolean()),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyRow, { maxLength: 5 }), { maxLength: 4 }), async (batches) => {
        const workbook = await read(toXlsx(told, inBatches(...batches), STYLE, []));
        const wanted = batches
          .flat()
          .map(({ text, phone, code, at, count, flag }) => [
            ...[text, phone, code].map((it) => it || null),
            at && new Date(Math.floor(Date.parse(at) / 1000) * 1000),
            count,
            flag === null ? null : flag ? 'Yes' : 'No',
          ]);
        expect(cellsOf(workbook)).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same bytes for the same rows', async () => {
    const bytes = () => buffer(toXlsx(told, inBatches([{ ...NOTHING, text: 'x' }]), STYLE, [['Zone', 'UTC']]));
    expect(await bytes()).toEqual(await bytes());
  });
});

describe('the stream of a workbook', () => {
  const many = Array.from({ length: 500 }, (_, count) => ({ ...NOTHING, text: `row ${count}`, count }));

  it('reads on only as it is read, and lets go of the rows when its reader gives up', async () => {
    let read = 0;
    let letGo: () => void;
    const released = new Promise<void>((resolve) => (letGo = resolve));
    async function* endless() {
      try {
        for (;;) {
          read += 1;
          yield await Promise.resolve(many);
        }
      } finally {
        letGo();
      }
    }
    const file = toXlsx(told, endless(), STYLE, []);
    for (let turn = 0; turn < 5000; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(read).toBeLessThan(100);
    for await (const _ of file) break;
    await released;
    expect(file.destroyed).toBe(true);
  });

  it.each([0, 1, 5000])('never ends whole when the rows fail after %i arrays', async (arrays) => {
    async function* failing() {
      for (let at = 0; at < arrays; at++) yield await Promise.resolve(many.slice(0, 10));
      throw new Error('the disk is gone');
    }
    const file = toXlsx(told, failing(), STYLE, []);
    let ended = false;
    file.once('end', () => (ended = true));
    await expect(buffer(file)).rejects.toThrow('the disk is gone');
    expect([ended, file.destroyed]).toEqual([false, true]);
  });

  it('fails between two sheets too', async () => {
    async function* failing() {
      yield await Promise.resolve(many.slice(0, 10));
      throw new Error('the disk is gone');
    }
    await expect(buffer(toXlsx(told, failing(), STYLE, [], { rowsPerSheet: 10 }))).rejects.toThrow('the disk is gone');
  });

  it('is of a zone that there is', () =>
    expect(() => toXlsx(told, inBatches<Told>(), { ...STYLE, zone: 'Mars/Olympus' }, [])).toThrow(RangeError));
});
