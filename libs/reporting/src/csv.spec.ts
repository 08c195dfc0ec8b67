import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { toCsv } from './csv';
import { inEveryLanguage as title, type Report } from './report';

async function* inBatches<Row>(...batches: readonly Row[][]): AsyncGenerator<readonly Row[]> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

async function joined(texts: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const text of texts) all += text;
  return all;
}

type Told = { readonly text: string | null; readonly phone: string | null };
const told: Report<Told> = {
  name: 'told',
  columns: [
    { title: title('Text, quoted "so"'), kind: 'text', value: (row) => row.text },
    { title: title('Phone'), kind: 'phone', value: (row) => row.phone },
  ],
};
const cell = async (row: Partial<Told>) => {
  const whole = await joined(toCsv(told, inBatches([{ text: null, phone: null, ...row }]), 'en'));
  return whole.slice(whole.indexOf('\r\n') + 2, -2);
};

describe('a CSV file', () => {
  it('begins with a mark and its titles, and is so when there are no rows', async () =>
    expect(await joined(toCsv(told, inBatches<Told>(), 'en'))).toBe('\uFEFF"Text, quoted ""so""",Phone\r\n'));

  it('ends every row with a return and a line feed', async () =>
    expect(await joined(toCsv(told, inBatches([{ text: 'a', phone: null }], [{ text: 'b', phone: null }]), 'en'))).toBe(
      '\uFEFF"Text, quoted ""so""",Phone\r\na,\r\nb,\r\n',
    ));

  it.each([
    ['plain', 'plain,'],
    ['with, comma', '"with, comma",'],
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

  it.each([
    ['-x', '-x'],
    ['a,b', '"a,b"'],
    [-1, '-1'],
    [0, '0'],
    [false, 'false'],
    [null, ''],
  ])('takes nothing of our own for a formula: %j', async (value, shown) => {
    const facts: Report<typeof value> = {
      name: 'facts',
      columns: [{ title: title('Fact'), kind: 'fact', value: (row) => row }],
    };
    expect(await joined(toCsv(facts, inBatches([value]), 'en'))).toBe(`\uFEFFFact\r\n${shown}\r\n`);
  });

  it('is read back as it was written', async () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', 'a', ' ', "'", 'é') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.record({ text: anyText, phone: anyText }))), async (batches) => {
        const written = await joined(toCsv(told, inBatches(...batches), 'en'));
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
        yield await Promise.resolve(Array.from({ length: 2500 }, () => ({ text: 'x', phone: null })));
      }
    }
    const texts = toCsv(told, endless(), 'en');
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
    const texts = toCsv(told, rows(), 'en');
    await texts.next();
    await texts.return();
    expect(open).toBe(false);
  });
});
