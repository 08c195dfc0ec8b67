import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { toCsv } from './csv';
import type { FileStyle } from './file-style';
import { inEveryLanguage as title, type Column, type Report } from './report';

async function* inBatches<Row>(...batches: readonly Row[][]): AsyncGenerator<readonly Row[]> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

async function joined(texts: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const text of texts) all += text;
  return all;
}

const STYLE: FileStyle = { language: 'en', zone: 'UTC' };

type Told = { readonly text: string | null; readonly phone: string | null };
const told: Report<Told> = {
  name: 'told',
  columns: [
    { title: title('Text, quoted "so"'), kind: 'text', value: (row) => row.text },
    { title: title('Phone'), kind: 'phone', value: (row) => row.phone },
  ],
};
const cell = async (row: Partial<Told>) => {
  const whole = await joined(toCsv(told, inBatches([{ text: null, phone: null, ...row }]), STYLE));
  return whole.slice(whole.indexOf('\r\n') + 2, -2);
};

describe('a CSV file', () => {
  it('begins with a mark and its titles, and is so when there are no rows', async () =>
    expect(await joined(toCsv(told, inBatches<Told>(), STYLE))).toBe('\uFEFF"Text, quoted ""so""",Phone\r\n'));

  it('ends every row with a return and a line feed', async () =>
    expect(
      await joined(toCsv(told, inBatches([{ text: 'a', phone: null }], [{ text: 'b', phone: null }]), STYLE)),
    ).toBe('\uFEFF"Text, quoted ""so""",Phone\r\na,\r\nb,\r\n'));

  it.each([
    ['plain', 'plain,'],
    ['with, comma', '"with, comma",'],
    ['a;=1+1', '"a;=1+1",'],
    ['with "quotes"', '"with ""quotes""",'],
    ['two\nlines', '"two\nlines",'],
    ['two\r\nlines', '"two\r\nlines",'],
    ['', ','],
    ['ação 🎉', 'ação 🎉,'],
  ])('quotes only what needs it: %j', async (text, line) => expect(await cell({ text })).toBe(line));

  it.each([
    ['=1+1', "'=1+1,"],
    ['+5511900001234', "'+5511900001234,"],
    ['-1', "'-1,"],
    ['@SUM(A1)', "'@SUM(A1),"],
    ['\tx', "'\tx,"],
    ['\rx', `"'\rx",`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")",`],
    ['a=1', 'a=1,'],
    ["'=1", "'=1,"],
  ])('hands no formula to a spreadsheet: %j', async (text, line) => expect(await cell({ text })).toBe(line));

  it.each([
    ['+5511900001234', ',+5511900001234'],
    ['+55 (11) 90000-1234', ',+55 (11) 90000-1234'],
    ['=cmd|x', ",'=cmd|x"],
    ['+1+cmd|x', ",'+1+cmd|x"],
    ['(11) 90000-1234', ',(11) 90000-1234'],
  ])('leaves a phone as it is, and only a phone: %j', async (phone, line) => expect(await cell({ phone })).toBe(line));

  /** The only cell of a file with one column and one row. */
  async function only<Value>(column: Pick<Column<Value>, 'kind'>, value: Value, style = STYLE): Promise<string> {
    const report = {
      name: 'only',
      columns: [{ ...column, title: title('T'), value: (row: Value) => row } as Column<Value>],
    };
    return (await joined(toCsv(report, inBatches([value]), style))).slice('\uFEFFT\r\n'.length, -2);
  }

  it.each([
    ['code', '-o8JM7RGWQQ', "'-o8JM7RGWQQ"],
    ['code', '=1+1', "'=1+1"],
    ['code', 'a,b', '"a,b"'],
    ['number', -1, '-1'],
    ['number', 0, '0'],
    ['number', 1234567.5, '1234567.5'],
    ['number', Number.NaN, ''],
    ['flag', true, 'Yes'],
    ['flag', false, 'No'],
    ['instant', '2026-03-02T12:00:00.999Z', '2026-03-02 12:00:00'],
    ['instant', '=1+1', "'=1+1"],
    ['code', null, ''],
    ['number', null, ''],
    ['flag', null, ''],
    ['instant', null, ''],
  ] as const)('shows a %s as what it is: %j', async (kind, value, shown) =>
    expect(await only({ kind }, value)).toBe(shown),
  );

  it('says the language and the clock that are asked for', async () => {
    const style = { language: 'pt-BR', zone: 'Asia/Kathmandu' } as const;
    expect(await only({ kind: 'flag' }, true, style)).toBe('Sim');
    expect(await only({ kind: 'flag' }, true, { ...style, language: 'es' })).toBe('Sí');
    expect(await only({ kind: 'instant' }, '2026-03-02T20:00:00.000Z', style)).toBe('2026-03-03 01:45:00');
    await expect(only({ kind: 'flag' }, true, { ...style, zone: 'Mars/Olympus' })).rejects.toThrow(RangeError);
  });

  it('parts cells by semicolons for whom a comma is a decimal one', async () => {
    const style = { ...STYLE, delimiter: ';' } as const;
    const written = await joined(toCsv(told, inBatches([{ text: 'a;b', phone: '1,5' }]), style));
    expect(written).toBe('\uFEFF"Text, quoted ""so""";Phone\r\n"a;b";"1,5"\r\n');
  });

  it('is read back as it was written', async () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', 'a', ' ', "'", 'é') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.record({ text: anyText, phone: anyText }))), async (batches) => {
        const written = await joined(toCsv(told, inBatches(...batches), STYLE));
        const read = parse(written, { bom: true, record_delimiter: '\r\n', relax_column_count: false });
        const wanted = batches
          .flat()
          .map((row) => [row.text, row.phone].map((it) => (/^[=+\-@\t\r]/.test(it) ? `'${it}` : it)));
        const phones = batches.flat().map(({ phone }) => /^\+?[\d ().-]*$/.test(phone));
        wanted.forEach((row, index) => phones[index] && (row[1] = batches.flat()[index]!.phone));
        expect(read.slice(1)).toEqual(wanted);
      }),
    );
  });

  it('reads on only as it is pulled, so that memory does not grow with the rows', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield await Promise.resolve(Array.from({ length: 250 }, () => ({ text: 'x', phone: null })));
      }
    }
    const texts = toCsv(told, endless(), STYLE);
    await texts.next();
    expect(read).toBe(1);
    for (let pulls = 0; pulls < 3; pulls += 1) await texts.next();
    expect(read).toBe(2);
    await texts.return();
  });

  it('lets go of the rows when the reader gives up after the first text', async () => {
    let open = true;
    async function* rows() {
      try {
        for (;;) yield await Promise.resolve([{ text: 'x', phone: null }]);
      } finally {
        open = false;
      }
    }
    const texts = toCsv(told, rows(), STYLE);
    await texts.next();
    await texts.return();
    expect(open).toBe(false);
  });
});
