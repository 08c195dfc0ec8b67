import { type ContactFileOptions, openContactFile } from './contact-file';
import { chunked, readAll, verdict } from './reading.fixture';

const one = '+5511900001234';
const open = (content: string, options: Partial<ContactFileOptions> = {}) =>
  openContactFile(chunked(Buffer.from(content), 1 << 16), { defaultCountry: 'BR', required: [], ...options });

describe('contact file', () => {
  it('gives every row its number, its line and its contact', async () => {
    const rows = await readAll(
      `phone,name,correlation_id,amount,due_date\n\n${one},"José\nSilva",o-1,"1.234,56",2026-01-01\r\n\n11900001235,,, ,\n`,
    );
    expect(rows).toEqual([
      {
        row: 1,
        line: 3,
        rawText: null,
        rawCells: null,
        phoneText: one,
        phone: { ok: true, e164: one, canonical: '5511900001234' },
        name: 'José Silva',
        correlationId: 'o-1',
        parameters: { amount: '1.234,56', due_date: '2026-01-01' },
        reasons: [],
        cleaned: ['name'],
      },
      expect.objectContaining({ row: 2, line: 6, name: null, correlationId: null, parameters: {}, reasons: [] }),
    ]);
  });

  it.each([
    ['comma', `phone,name\n${one},Ana`],
    ['semicolon', `phone;name\n${one};Ana`],
    ['tab', `phone\tname\n${one}\tAna`],
    ['a line that says so', `sep=;\r\nphone;name\r\n${one};Ana`],
    ['semicolon with commas in quotes', `phone;name;"a,b,c,d"\n${one};Ana;`],
    ['semicolon with more commas outside', `phone;name;street, number, city, country\n${one};Ana;x`],
    ['returns only', `phone,name\r${one},Ana\r`],
    ['blank lines first', `\n\r\n  \nphone,name\n${one},Ana`],
    ['quoted headers', `"phone","name"\n"${one}","Ana"`],
  ])('is read with %s', async (_, content) => {
    for (const size of [1, 5, 1 << 16]) {
      const rows = await readAll(content, {}, size);
      expect(rows.map((row) => [verdict(row), row.name])).toEqual([['5511900001234', 'Ana']]);
    }
  });

  it.each(
    [
      'phone',
      'Phone Number',
      'PHONE_NUMBER',
      'Guest phone number',
      'Telefone',
      'Celular',
      'Número de telefone',
      'Teléfono',
      'Móvil',
    ].concat([
      'movil',
      'WhatsApp',
      'Número',
      'numero',
      'Número do WhatsApp',
      ' mobile ',
      'MSISDN',
      'TELEPHONE',
      'N\u00famero',
    ]),
  )('knows the phone column as %j', async (header) => {
    expect((await readAll(`Nome,${header}\nAna,${one}`)).map(verdict)).toEqual(['5511900001234']);
  });

  it('knows the other columns in three languages, and takes the rest for parameters', async () => {
    const rows = await readAll(`Celular;Nome Completo;ID de correlação;Valor;Número\n${one};Ana;c-1;10;77`);
    expect(rows[0]).toMatchObject({ name: 'Ana', correlationId: 'c-1', parameters: { Valor: '10', Número: '77' } });
    const spanish = await readAll(`Teléfono,Nombre,nome\n${one},Ana,x`);
    expect(spanish[0]).toMatchObject({ name: 'x', parameters: { Nombre: 'Ana' } });
  });

  it('gives a parameter the spelling that the campaign uses', async () => {
    const rows = await readAll(`phone,Due Date\n${one},tomorrow`, { required: ['due_date'] });
    expect(rows[0]).toMatchObject({ parameters: { due_date: 'tomorrow' }, reasons: [] });
  });

  it('follows a mapping', async () => {
    const mapping = {
      phone: 'celular',
      name: 'Quem',
      correlationId: 'Pedido',
      parameters: { amount: 'Valor', who: 'Quem' },
    };
    const rows = await readAll(`Telefone,Celular,Quem,Pedido,Valor,x\n1,${one},Ana,p-1,10,y`, { mapping });
    expect(rows[0]).toMatchObject({
      name: 'Ana',
      correlationId: 'p-1',
      parameters: { amount: '10', who: 'Ana', Telefone: '1', x: 'y' },
      reasons: [],
    });
  });

  it.each([
    ['', 'file_empty', 'empty', undefined],
    ['\n \r\n', 'file_empty', 'empty', undefined],
    ['name,amount\nAna,1', 'phone_column_missing', 'Found: "name", "amount"', 1],
    ['\n\nname|phone\n', 'phone_column_missing', '"name|phone"', 3],
    [`${one},Ana\n`, 'header_missing', 'first line holds a phone number', 1],
    ['phone,Celular\n1,2', 'phone_column_ambiguous', '"phone" and "Celular"', 1],
    ['número,numero\n1,2', 'phone_column_ambiguous', '"número" and "numero"', 1],
    ['phone,a,A\n', 'header_duplicate', 'Columns 2 and 3', 1],
    [',;|\n"",""\n', 'file_empty', 'empty', undefined],
    ['sep=;\n;;\n', 'file_empty', 'empty', undefined],
    ['phone,name\n', 'file_empty', 'no row follows its header', undefined],
    ['phone,name', 'file_empty', 'no row follows its header', undefined],
    ['phone,name\n,\n""," "\n;\n', 'file_empty', 'no row follows its header', undefined],
    ['\n,,\nname,x\nAna,1', 'phone_column_missing', 'Found: "name", "x"', 3],
    [',nome,\n', 'phone_column_missing', 'Found: "nome".', 1],
    ['phone,__proto__\n', 'header_invalid', 'column 2', 1],
    [`phone,${'x'.repeat(300)}\n`, 'header_invalid', 'column 2', 1],
    ['phone,"name\n1,2\n', 'header_invalid', 'quote', 1],
    ['phone,"a"b\n', 'header_invalid', 'closing quote', 1],
    ['x'.repeat(70_000), 'header_invalid', 'no end', 1],
    [`phone${',a'.repeat(1000)}\n`, 'header_invalid', '1001 columns', 1],
  ])('%j as a whole is refused as %s', async (content, code, message, line) => {
    for (const size of [7, 1 << 16]) {
      await expect(readAll(content, {}, size)).rejects.toMatchObject({
        name: 'ContactFileError',
        code,
        message: expect.stringContaining(message) as string,
        line,
      });
    }
  });

  it('refuses a mapping that does not fit, and never repeats data that stands in place of the header', async () => {
    await expect(open('a,b\n', { mapping: { phone: 'c' } })).rejects.toMatchObject({
      code: 'mapping_column_missing',
      message: 'The mapping\'s "phone" names the column "c", which the file does not have. Found: "a", "b".',
    });
    await expect(open('phone,b\n', { mapping: { parameters: { x: 'y' } } })).rejects.toMatchObject({
      code: 'mapping_column_missing',
      message: expect.stringContaining('"parameters.x"') as string,
    });
    await expect(open('phone,a,b\n', { mapping: { parameters: { b: 'a' } } })).rejects.toMatchObject({
      code: 'header_duplicate',
    });
    await expect(open(`Ana,${one}\n`)).rejects.toMatchObject({ message: expect.not.stringContaining(one) as string });
  });

  it('may be without a row where that is no mistake', async () => {
    expect(await readAll('phone,name\n', { mayBeEmpty: true })).toEqual([]);
  });

  it('gives every bad row its reasons, in the words of the file', async () => {
    const rows = await readAll(
      `Celular,Valor\n,1\n${one},\n,\n${one}\n${one},1,2\n${one},"1" x\n${one},a\0b\n"${one}\n${one},9\n,x,\n`,
      {
        mapping: { parameters: { amount: 'Valor' } },
        required: ['amount'],
      },
    );
    expect(rows.map((row) => row.reasons)).toEqual([
      [{ code: 'phone_missing', message: 'The phone number is missing.', column: 'Celular' }],
      [{ code: 'parameter_missing', message: 'The required parameter "amount" is missing.', column: 'Valor' }],
      [{ code: 'parameter_missing', message: 'The required parameter "amount" is missing.', column: 'Valor' }],
      [
        {
          code: 'row_malformed',
          message: 'The row (line 6) is malformed: column 3 holds a value and has no name in the header line.',
          column: '3',
          why: 'column_nameless',
        },
      ],
      [
        expect.objectContaining({
          code: 'row_malformed',
          message: expect.stringContaining('closing quote of cell 2') as string,
          why: 'quote_followed',
        }),
      ],
      [
        expect.objectContaining({
          code: 'row_malformed',
          message: expect.stringContaining('NUL') as string,
          why: 'row_holds_nul',
        }),
      ],
      [
        expect.objectContaining({
          code: 'row_malformed',
          message: expect.stringContaining('never closed') as string,
          why: 'quote_unclosed',
        }),
      ],
      [],
      [expect.objectContaining({ code: 'phone_missing' })],
    ]);
    expect(rows[3]).toMatchObject({
      row: 4,
      line: 6,
      phoneText: one,
      rawText: `${one},1,2`,
      rawCells: [one, '1', '2'],
    });
  });

  it('resumes at any row with the same verdicts', async () => {
    const content =
      'phone\n' + Array.from({ length: 50 }, (_, row) => (row % 7 ? `119000012${10 + row}\n` : '\n"x\n')).join('');
    const all = await readAll(content);
    for (const fromRow of [1, 2, 25, all.length, all.length + 1]) {
      expect(await readAll(content, { fromRow, batchRows: 3 }, 64)).toEqual(all.slice(fromRow - 1));
    }
  });

  it('hands out batches of the size asked for', async () => {
    const file = await open(`phone\n${`${one}\n`.repeat(25)}`, { batchRows: 10 });
    const sizes: number[] = [];
    for await (const batch of file.batches()) sizes.push(batch.length);
    expect(sizes).toEqual([10, 10, 5]);
  });

  it('ends a batch of wide rows with the row that fills it', async () => {
    const wide = `${one},${'x'.repeat(990)}\n`;
    const file = await open(`phone,note\n${wide.repeat(7)}${`${one},x\n`.repeat(9)}`, {
      batchRows: 8,
      batchCharacters: 2500,
    });
    const sizes: number[] = [];
    for await (const batch of file.batches()) sizes.push(batch.length);
    expect(sizes).toEqual([3, 3, 8, 2]);
  });

  it('ends its source when the reader stops, and when the header is refused', async () => {
    let ended = 0;
    async function* source(header: string) {
      try {
        yield Buffer.from(header);
        for (;;) {
          yield Buffer.from(`${one}\n`.repeat(5000));
          await Promise.resolve();
        }
      } finally {
        ended++;
      }
    }
    const file = await openContactFile(source('phone\n'), { defaultCountry: null, required: [] });
    for await (const batch of file.batches()) if (batch.length > 0) break;
    expect(ended).toBe(1);
    const refused = openContactFile(source('name\n'), { defaultCountry: null, required: [] });
    await expect(refused).rejects.toMatchObject({ code: 'phone_column_missing' });
    expect(ended).toBe(2);
  });

  it('passes on what goes wrong with its source', async () => {
    async function* source() {
      yield Buffer.from(`phone\n${`${one}\n`.repeat(100)}`);
      await Promise.resolve();
      throw new Error('connection lost');
    }
    const file = await openContactFile(source(), { defaultCountry: null, required: [] });
    await expect(file.batches().next()).rejects.toThrow('connection lost');
  });
});
