import fc from 'fast-check';
import { openContactFile } from './contact-file';
import { readAll, verdict } from './reading.fixture';

const ana = '+5511900031001';
const bia = '+5511900031002';
const shown = async (content: string, options: Parameters<typeof readAll>[1] = {}, chunk?: number) =>
  (await readAll(content, options, chunk)).map((row) => [row.phoneText, verdict(row), row.name, row.parameters]);

/** What spreadsheets and address books make of rows that were emptied, and of columns at the end. */
describe('rows that are not as wide as the header', () => {
  it.each([
    [',', 'phone,name,amount'],
    [';', 'phone;name;amount'],
    ['\t', 'phone\tname\tamount'],
    ['|', 'sep=|\nphone|name|amount'],
    ['^', 'sep=^\nphone^name^amount'],
  ])('are none where they hold delimiters alone (%j)', async (delimiter, header) => {
    const row = [ana, 'Ana', '1'].join(delimiter);
    const blanks = [
      delimiter.repeat(2),
      `${delimiter} ${delimiter}`,
      `""${delimiter}""`,
      ',,',
      ';;',
      '\t\t',
      '||',
      '" "',
    ];
    for (const chunk of [1, 7, 1 << 16]) {
      const content = `${blanks.join('\r\n')}\r\n${header}\r\n${row}\r\n${blanks.join('\r\n')}`;
      // A line that says what the delimiter is stands first, or it is no such line.
      const text = header.startsWith('sep=') ? `${header}\n${row}\n${blanks.join('\n')}\n` : content;
      expect(await shown(text, {}, chunk)).toEqual([[ana, '5511900031001', 'Ana', { amount: '1' }]]);
    }
  });

  it('are read with columns at the end that have neither name nor value', async () => {
    const expected = [
      [ana, '5511900031001', 'Ana', {}],
      [bia, '5511900031002', 'Bia', {}],
    ];
    expect(await shown(`phone,name,,\n${ana},Ana,,\n${bia},Bia,,\n`)).toEqual(expected);
    expect(await shown(`phone,name\n${ana},Ana,\n${bia},Bia,,\n`)).toEqual(expected);
    expect(await shown(`phone,,name, ,""\n${ana},,Ana\n${bia},"",Bia, ,,"",,\n`)).toEqual(expected);
    // 16,384 columns are what a workbook has.
    expect(await shown(`phone,name${','.repeat(16_382)}\n${ana},Ana${','.repeat(16_382)}\n${bia},Bia\n`)).toEqual(
      expected,
    );
  });

  it('are read where the empty cells at their end were left out', async () => {
    expect(await shown(`phone,name,amount,note\n${ana},Ana\n${bia},Bia,10,x\n${ana}\n`)).toEqual([
      [ana, '5511900031001', 'Ana', {}],
      [bia, '5511900031002', 'Bia', { amount: '10', note: 'x' }],
      [ana, '5511900031001', null, {}],
    ]);
    expect(await shown(`name,amount,phone\nAna,1\n`)).toEqual([['', 'phone_missing', 'Ana', { amount: '1' }]]);
    expect(await shown(`phone,amount\n${ana}\n`, { required: ['amount'] })).toEqual([
      [ana, 'parameter_missing', null, {}],
    ]);
  });

  it('are read in several lines too, short or too long', async () => {
    expect(await shown(`phone,name,address,note\n${ana},Ana,"Rua 1, 5\nCentro, SP"\n${bia},Bia,"x\ny",z,,\n`)).toEqual([
      [ana, '5511900031001', 'Ana', { address: 'Rua 1, 5\nCentro, SP' }],
      [bia, '5511900031002', 'Bia', { address: 'x\ny', note: 'z' }],
    ]);
  });

  it('are whole where they end in empty columns and a line within a cell looks like a row', async () => {
    const rows = await shown(
      `phone,name,note,,\n${ana},Ana,"her son:\n5511900031002, in the evening",,\n${bia},Bia,x,,\n`,
    );
    expect(rows.map(([phone]) => phone)).toEqual([ana, bia]);
    expect(await shown(`phone,name\n${ana},"Ana\n${bia}",\n`)).toHaveLength(1);
  });

  it('lose a full cell without a header to nobody: its row is malformed and says where', async () => {
    const rows = await readAll(`phone,,name\n${ana},x,Ana\n${bia},,Bia,,y\n${ana},,Ana\n`);
    expect(rows.map(({ reasons }) => reasons.map(({ code, column, why }) => [code, column, why]))).toEqual([
      [['row_malformed', '2', 'column_nameless']],
      [['row_malformed', '5', 'column_nameless']],
      [],
    ]);
    expect(rows[1]).toMatchObject({ rawText: `${bia},,Bia,,y`, phoneText: bia });
  });

  it('are judged by their own cells alone, whatever the others are', async () => {
    const cell = fc.stringMatching(/^[a-z "\n]{0,6}$/);
    const row = fc.record({
      cells: fc.array(cell, { maxLength: 3 }),
      extra: fc.nat(3),
      blankBefore: fc.constantFrom('', ',,\n', '\n', '"",\n', ' ; \n'),
    });
    const quoted = (text: string) => (text === '' ? '' : `"${text.replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (given, chunk) => {
          const phone = (n: number) => `+55119000320${String(10 + n)}`;
          const lines = given.map(
            ({ cells, extra, blankBefore }, n) =>
              `${blankBefore}${[phone(n), ...cells.map(quoted)].join(',')}${cells.length === 3 ? ','.repeat(extra) : ''}\n`,
          );
          const rows = await readAll(`phone,a,b,c\n${lines.join('')}`, {}, chunk);
          expect(rows.map(({ row, phoneText, parameters, reasons }) => [row, phoneText, parameters, reasons])).toEqual(
            given.map(({ cells }, n) => {
              const named = ['a', 'b', 'c'].map((name, index) => [name, (cells[index] ?? '').trim()]);
              return [n + 1, phone(n), Object.fromEntries(named.filter(([, value]) => value !== '')), []];
            }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are counted as they once were where a reading was begun so', async () => {
    const content = `phone,name,note\n${ana},Ana,x\n,,\n"","",""\n\n${bia},"Bia\nLu"\n${bia},Bia,y\n`;
    const once = await readAll(content, { countedAsOnce: true });
    expect(once.map(({ row, phoneText }) => [row, phoneText])).toEqual([
      [1, ana],
      [2, ''],
      [3, ''],
      [4, bia],
      [5, 'Lu"'],
      [6, bia],
    ]);
    expect(await readAll(content, { countedAsOnce: true, fromRow: 6 })).toEqual(once.slice(5));
    expect((await readAll(content)).map(({ phoneText }) => phoneText)).toEqual([ana, bia, bia]);
  });

  it('before the header are no load on memory, however many', async () => {
    async function* source() {
      for (let n = 0; n < 2000; n++) {
        yield Buffer.from(',,,,,,,\r\n'.repeat(3000));
        await Promise.resolve();
      }
      yield Buffer.from(`phone\n${ana}\n`);
    }
    const file = await openContactFile(source(), { defaultCountry: null, required: [] });
    const { value } = await file.batches().next();
    expect(value).toMatchObject([{ row: 1, line: 6_000_002 }]);
  });
});
