import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import { FakeApp } from '../testing/fake-app';

type Cell = string | number | Date;
const HEADER = ['phone', 'name', 'due'];
const ANA: Cell[] = [5_511_900_001_234, 'Ana', new Date('2026-03-05')];
const CSV = '"phone","name","due"\n5511900001234,Ana,2026-03-05\n';
const OTHER = [['telefone'], ['+5511900001235']];

async function book(
  sheets: Readonly<Record<string, Cell[][]>> = { People: [HEADER, ANA], Antigos: OTHER },
): Promise<Buffer> {
  const made = new Workbook();
  for (const [name, rows] of Object.entries(sheets)) made.addWorksheet(name).addRows(rows);
  return Buffer.from(await made.xlsx.writeBuffer());
}

function form(file: Buffer, fields: Readonly<Record<string, string>> = {}, name = 'contacts.xlsx') {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(file)]), name);
  // Behind the file, where they are known last.
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  return body;
}

describe('uploading a workbook', () => {
  let fake: FakeApp;
  beforeEach(async () => {
    fake = await FakeApp.start();
    fake.answers['MaySuppressList'] = { subaccountId: 's1' };
    fake.answers['UploadContacts'] = ({ stored }: { stored: { uploadId: string } }) => {
      return { id: 'c1', revision: 1, position: '7', uploadId: stored.uploadId };
    };
  });
  afterEach(() => fake.stop());

  async function post(url: string, body: FormData, headers: Record<string, string> = {}) {
    const request = new Request('http://a.example', { method: 'POST', body });
    const type = { 'content-type': request.headers.get('content-type')! };
    return fake.inject({
      method: 'POST',
      url,
      headers: { ...type, ...headers },
      payload: Buffer.from(await request.arrayBuffer()),
    });
  }
  const upload = (body: FormData, headers?: Record<string, string>) => post('/v1/campaigns/c1/contacts', body, headers);
  const left = () => readdirSync(fake.folder).map((name) => readFileSync(join(fake.folder, name), 'utf8'));

  it('has its sheet as CSV on disk before the command knows of it, whatever the file is called', async () => {
    const file = await book();
    const answer = await upload(form(file, {}, 'contacts.csv'));
    expect(answer.statusCode).toBe(202);
    expect(left()).toEqual([CSV]);
    const stored = { uploadId: answer.json<{ uploadId: string }>().uploadId, bytes: file.length };
    expect(fake.dispatched[0]?.input).toEqual({
      ...{ campaignId: 'c1', source: 'xlsx', stored, mapping: null, fileName: 'contacts.csv' },
    });
  });

  it('takes the sheet that is named, and columns by a mapping', async () => {
    expect((await upload(form(await book(), { sheet: 'antigos', mapping: '{"phone":"telefone"}' }))).statusCode).toBe(
      202,
    );
    expect(left()).toEqual(['"telefone"\n+5511900001235\n']);
  });

  it('has another body hash for another sheet', async () => {
    const key = { 'idempotency-key': 'upload-0001' };
    const file = await book({ People: [HEADER, ANA], Others: [HEADER, ANA] });
    for (const sheet of ['People', 'People', 'Others']) await upload(form(file, { sheet }), key);
    const [first, second, third] = fake.dispatched.map(
      ({ context }) => (context['idempotency'] as { bodyHash: string }).bodyHash,
    );
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it.each<[string, () => Promise<Buffer>, Record<string, string>, string, string]>([
    ['a sheet that is not there', book, { sheet: 'Clientes' }, 'sheet', 'sheet_missing'],
    ['one that is cut off', async () => (await book()).subarray(0, 3000), {}, 'file', 'workbook_damaged'],
    ['one without a phone', () => book({ A: [['name'], ['Ana']] }), {}, 'file', 'phone_column_missing'],
    ['one without a row', () => book({ A: [HEADER] }), {}, 'file', 'file_empty'],
    ['one without a cell', () => book({ A: [] }), {}, 'file', 'file_empty'],
    [
      'a mapping to a column that is not there',
      book,
      { mapping: '{"phone":"Celular"}' },
      'mapping',
      'mapping_column_missing',
    ],
  ])(
    'refuses %s, in an upload, a dry run and a list of persons, and leaves nothing',
    async (_, file, fields, path, code) => {
      for (const url of ['/v1/campaigns/c1/contacts', '/v1/suppressions/upload?subaccount=s1']) {
        const answer = await post(url, form(await file(), fields));
        expect(answer.json()).toMatchObject({ status: 400, errors: [{ path, code }] });
      }
      expect(fake.dispatched.filter(({ name }) => !name.startsWith('May'))).toEqual([]);
      expect(left()).toEqual([]);
    },
  );

  it('asks in a dry run with the beginning of the sheet, and leaves no file', async () => {
    fake.answers['TryContacts'] = { rows: [] };
    expect((await post('/v1/campaigns/c1/contacts?dryRun=true', form(await book()))).statusCode).toBe(200);
    expect(fake.dispatched.map(({ name }) => name)).toEqual(['TryContacts']);
    const { contacts } = fake.dispatched[0]!.input as { contacts: { beginning: Buffer[] } };
    expect(Buffer.concat(contacts.beginning).toString()).toBe(CSV);
    expect(contacts).toMatchObject({
      isWhole: true,
      mapping: null,
      workbook: { sheet: 'People', sheets: ['People', 'Antigos'] },
    });
    expect(left()).toEqual([]);
  });

  it('holds about a mebibyte of a long sheet in a dry run', async () => {
    const rows = Array.from({ length: 3000 }, (_, row): Cell[] => [`+55119${10_000_000 + row}`, 'x'.repeat(1000)]);
    await post('/v1/campaigns/c1/contacts?dryRun=true', form(await book({ A: [HEADER, ...rows] })));
    const { contacts } = fake.dispatched[0]!.input as { contacts: { beginning: Buffer[]; isWhole: boolean } };
    expect(contacts.isWhole).toBe(false);
    expect(Buffer.concat(contacts.beginning).length).toBeLessThan(1.5 * 1024 * 1024);
  });

  it('says in a dry run what is wrong with the workbook', async () => {
    const url = '/v1/campaigns/c1/contacts?dryRun=true';
    expect((await post(url, form(await book(), { sheet: 'x' }))).json()).toMatchObject({
      errors: [
        { path: 'sheet', code: 'sheet_missing', message: 'The workbook has no sheet "x". Found: "People", "Antigos".' },
      ],
    });
    expect((await post(url, form((await book()).subarray(0, 2000)))).json()).toMatchObject({
      errors: [{ path: 'file', code: 'workbook_damaged' }],
    });
    expect(left()).toEqual([]);
  });

  it('suppresses whoever is in the sheet', async () => {
    const taken: unknown[] = [];
    fake.answers['SuppressList'] = (input: { stored: { uploadId: string } }) => {
      taken.push(readFileSync(join(fake.folder, input.stored.uploadId), 'utf8'));
      return { id: 's1', rows: 1 };
    };
    await post('/v1/suppressions/upload?subaccount=s1', form(await book()));
    expect(taken).toEqual([CSV]);
    expect(fake.dispatched.at(-1)?.input).toMatchObject({ isSheet: true });
  });

  it('reads several that come at once, each to its end', async () => {
    const file = await book();
    const answers = await Promise.all(Array.from({ length: 4 }, () => upload(form(file))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202]);
    expect(left()).toEqual([CSV, CSV, CSV, CSV]);
  });
});
