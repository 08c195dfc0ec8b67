import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ContactFileError } from '@arauto/contact-files';
import { FakeApp } from '../testing/fake-app';

const BOUNDARY = 'b0undary';
const CSV = 'phone;name\r\n+5511900001234;Ana\r\n';

interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly content: string | Buffer;
}

function multipart(parts: readonly Part[], end = `--${BOUNDARY}--\r\n`): Buffer {
  const chunks = parts.flatMap(({ name, filename, content }) => [
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n`,
    `${filename === undefined ? '' : 'content-type: text/csv\r\n'}\r\n`,
    content,
    '\r\n',
  ]);
  return Buffer.concat([...chunks, end].map((chunk) => Buffer.from(chunk)));
}

describe('uploading contacts', () => {
  let fake: FakeApp;
  beforeEach(async () => {
    fake = await FakeApp.start({ maxFileBytes: 400_000_000 });
  });
  afterEach(() => fake.stop());

  const upload = (body: Buffer, headers: Record<string, string> = {}) =>
    fake.inject({
      method: 'POST',
      url: '/v1/campaigns/c1/contacts',
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
      payload: body,
    });
  const file = (content: string | Buffer = CSV): Part => ({ name: 'file', filename: 'contacts.csv', content });
  const mapping = (content: string): Part => ({ name: 'mapping', content });
  const left = () => readdirSync(fake.folder);

  it.each([
    ['../../etc/lista.csv', 'lista.csv'],
    ['C:\\\\Maria\\\\lista.csv', 'lista.csv'],
    ['lista\u202e de\u0007 março.csv', 'lista de março.csv'],
    [' .csv', '.csv'],
    ['x'.repeat(400), 'x'.repeat(255)],
  ])('knows a file called %j as %j', async (filename, known) => {
    await upload(multipart([{ name: 'file', filename, content: CSV }]));
    expect(fake.dispatched[0]?.input).toMatchObject({ fileName: known });
  });

  describe('a dry run', () => {
    const dry = (query: string, payload: Buffer | object, headers: Record<string, string> = {}) =>
      fake.inject({ method: 'POST', url: `/v1/campaigns/c1/contacts?${query}`, headers, payload });
    const TYPE = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

    it.each([
      ['before', [mapping('{"phone":"phone"}'), file()]],
      ['behind', [file(), mapping('{"phone":"phone"}')]],
    ])('asks with the beginning of the file, the mapping %s it, and leaves none', async (_, parts) => {
      fake.answers['TryContacts'] = { rows: [] };
      const answer = await dry('dryRun=true&rows=7', multipart(parts), TYPE);
      expect([answer.statusCode, answer.json()]).toEqual([200, { rows: [] }]);
      expect(fake.dispatched.map(({ name }) => name)).toEqual(['TryContacts']);
      const { rows, contacts } = fake.dispatched[0]!.input as {
        rows: number;
        contacts: { beginning: Buffer[]; isWhole: boolean; mapping: object };
      };
      expect([rows, Buffer.concat(contacts.beginning).toString(), contacts.isWhole]).toEqual([7, CSV, true]);
      expect(contacts.mapping).toEqual({ phone: 'phone' });
      expect(left()).toEqual([]);
    });

    it('holds a mebibyte of a long file, and 50 rows where nobody says how many', async () => {
      const long = Buffer.alloc(5_000_000, 'x');
      expect((await dry('dryRun=true', multipart([file(long)]), TYPE)).statusCode).toBe(200);
      const { rows, contacts } = fake.dispatched[0]!.input as {
        rows: number;
        contacts: { beginning: Buffer[]; isWhole: boolean };
      };
      const held = Buffer.concat(contacts.beginning).length;
      expect([rows, contacts.isWhole, held]).toEqual([50, false, 1 << 20]);
    });

    it('takes contacts in JSON, too', async () => {
      const contacts = [{ phone: '+5511900001234' }];
      expect((await dry('dryRun=true', { contacts })).statusCode).toBe(200);
      expect(fake.dispatched[0]?.input).toEqual({ campaignId: 'c1', rows: 50, contacts: { json: contacts } });
    });

    it('says what is wrong with the file, and with the request', async () => {
      fake.answers['TryContacts'] = new ContactFileError('phone_column_missing', 'No phone.');
      expect((await dry('dryRun=true', multipart([file()]), TYPE)).json()).toMatchObject({
        status: 400,
        errors: [{ path: 'file', code: 'phone_column_missing' }],
      });
      for (const [query, path] of [
        ['rows=5', 'rows'],
        ['dryRun=true&rows=501', 'rows'],
        ['dryRun=1', 'dryRun'],
      ] as const) {
        expect((await dry(query, multipart([file()]), TYPE)).json()).toMatchObject({ status: 400, errors: [{ path }] });
      }
      expect((await dry('dryRun=true', multipart([mapping('{}')]), TYPE)).json()).toMatchObject({
        errors: [{ path: 'file', code: 'required' }],
      });
      expect((await dry('dryRun=true', multipart([file('')]), TYPE)).json()).toMatchObject({
        errors: [{ path: 'file', code: 'empty' }],
      });
    });
  });

  it('has the file on disk before the command knows of it', async () => {
    let found = '';
    fake.answers['UploadContacts'] = ({ stored }: { stored: { uploadId: string } }) => {
      found = readFileSync(join(fake.folder, stored.uploadId), 'utf8');
      return { id: 'c1', revision: 1, position: '7', uploadId: stored.uploadId };
    };
    const answer = await upload(multipart([mapping('{"phone":"Celular"}'), file(CSV.replace('phone', 'Celular'))]));
    expect(answer.statusCode).toBe(202);
    expect(found).toBe(CSV.replace('phone', 'Celular'));
    expect(answer.headers['etag']).toBe('"1"');
    expect(fake.dispatched[0]?.input).toEqual({
      campaignId: 'c1',
      source: 'csv',
      stored: { uploadId: answer.json<{ uploadId: string }>().uploadId, bytes: CSV.length + 2 },
      mapping: { phone: 'Celular' },
      fileName: 'contacts.csv',
    });
  });

  it('takes JSON contacts the same way', async () => {
    const contacts = [
      { phone: '+5511900001234', parameters: { amount: '10' } },
      { phone: '', name: null },
    ];
    const answer = await fake.inject({ method: 'POST', url: '/v1/campaigns/c1/contacts', payload: { contacts } });
    expect(answer.statusCode).toBe(202);
    const lines = readFileSync(join(fake.folder, left()[0]!), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(contacts);
    expect(fake.dispatched[0]?.input).toMatchObject({ source: 'json', mapping: null });
  });

  it('makes the same body hash of the same file and mapping, and another of others', async () => {
    const key = { 'idempotency-key': 'upload-0001' };
    await upload(multipart([file()]), key);
    await upload(multipart([file()]), key);
    await upload(multipart([file(), mapping('{"phone":"phone"}')]), key);
    await upload(multipart([file(`${CSV}x`)]), key);
    const [first, second, ...others] = fake.dispatched.map(
      ({ context }) => context['idempotency'] as { commandId: string; bodyHash: string },
    );
    expect(second).toEqual(first);
    expect(new Set([first!, ...others].map(({ bodyHash }) => bodyHash)).size).toBe(3);
    expect(new Set(others.map(({ commandId }) => commandId))).toEqual(new Set([first!.commandId]));
  });

  it.each<readonly [string, Buffer, string, string, string]>([
    ['no part at all', multipart([]), 'file', 'required', 'The part file is missing: send the file in it.'],
    [
      'only a mapping',
      multipart([mapping('{}')]),
      'file',
      'required',
      'The part file is missing: send the file in it.',
    ],
    [
      'a file of another name',
      multipart([{ ...file(), name: 'upload' }]),
      'upload',
      'unknown_field',
      'The file is called "upload": it must be called file.',
    ],
    [
      'two files',
      multipart([file(), file()]),
      'file',
      'repeated',
      'The request has two files: send one request per file.',
    ],
    [
      'a file that is a field',
      multipart([{ name: 'file', content: CSV }]),
      'file',
      'not_a_file',
      'The part file has no file name: send it as a file, not as a field.',
    ],
    ['an empty file', multipart([file('')]), 'file', 'empty', 'The file is empty.'],
    [
      'what is called a workbook',
      multipart([{ ...file(), filename: 'Contacts.XLSX' }]),
      'file',
      'file_not_workbook',
      'The file is no Excel workbook, whatever it is called. Upload an .xlsx workbook or a CSV file.',
    ],
    [
      'half a workbook',
      multipart([file('PK\u0003\u0004 …')]),
      'file',
      'workbook_damaged',
      'The workbook is damaged or not complete. Open it in a spreadsheet program, save it again and upload that.',
    ],
    [
      'a sheet of a CSV file',
      multipart([{ name: 'sheet', content: 'People' }, file()]),
      'sheet',
      'not_of_this_file',
      'The file is no workbook and has no sheets: leave the field sheet out.',
    ],
    [
      'two sheets',
      multipart([{ name: 'sheet', content: 'a' }, { name: 'sheet', content: 'b' }, file()]),
      'sheet',
      'repeated',
      'The request names two sheets.',
    ],
    [
      'a sheet without a name',
      multipart([{ name: 'sheet', content: ' ' }, file()]),
      'sheet',
      'empty',
      'The sheet has no name: leave the field out for the first sheet.',
    ],
    [
      'a PDF',
      multipart([file('%PDF-1.7 …')]),
      'file',
      'file_not_csv',
      'The file is a PDF, not CSV. Export it as CSV and upload that.',
    ],
    [
      'a mapping to a column that is not there',
      multipart([file(), mapping('{"phone":"Celular"}')]),
      'mapping',
      'mapping_column_missing',
      'The mapping\'s "phone" names the column "Celular", which the file does not have. Found: "phone", "name".',
    ],
    [
      'a mapping that is no JSON',
      multipart([file(), mapping('phone=x')]),
      'mapping',
      'not_json',
      'The mapping is not JSON.',
    ],
    [
      'a mapping that is a list',
      multipart([mapping('[]'), file()]),
      'mapping',
      'not_an_object',
      'mapping must be a JSON object.',
    ],
    [
      'a mapping of the unknown',
      multipart([mapping('{"telefone":"x"}'), file()]),
      'mapping.telefone',
      'unknown_field',
      'mapping.telefone is no field of this request.',
    ],
    [
      'two mappings',
      multipart([mapping('{}'), mapping('{}'), file()]),
      'mapping',
      'repeated',
      'The request has two mappings.',
    ],
    [
      'a large mapping',
      multipart([mapping(`{"phone":"${'x'.repeat(70_000)}"}`), file()]),
      'mapping',
      'too_long',
      'The mapping is larger than 64 KiB.',
    ],
    [
      'an unknown field',
      multipart([file(), { name: 'country', content: 'BR' }]),
      'country',
      'unknown_field',
      'The field is called "country": it must be called file.',
    ],
    ...['__proto__', 'constructor'].map(
      (name) =>
        [
          `a field called ${name}`,
          multipart([{ name, content: '1' }, file()]),
          '',
          'unknown_field',
          'A part is called like a property of every object: it must be called file.',
        ] as const,
    ),
    ['no end', multipart([file()], ''), '', 'unreadable', 'The multipart body ends too early or is damaged.'],
  ])('refuses %s and leaves nothing', async (_, body, path, code, message) => {
    const answer = await upload(body);
    expect(answer.json()).toMatchObject({ status: 400, code: 'validation_failed', errors: [{ path, code, message }] });
    expect(left()).toEqual([]);
    expect(fake.dispatched).toEqual([]);
  });

  it.each([
    ['no', ''],
    ['an endless', `; boundary=${'x'.repeat(300)}`],
  ])('refuses a multipart body with %s boundary', async (_, boundary) => {
    const answer = await upload(multipart([file()]), { 'content-type': `multipart/form-data${boundary}` });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'validation_failed']);
  });

  it('leaves nothing of an upload that is cut off', async () => {
    await fake.app.listen(0, '127.0.0.1');
    const { port } = fake.app.getHttpServer().address() as AddressInfo;
    const sent = httpRequest({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/v1/campaigns/c1/contacts',
      headers: { authorization: 'Bearer admin', 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    });
    sent.on('error', () => undefined);
    sent.write(multipart([file(Buffer.alloc(300_000, 'x'))], ''));
    await until(() => left().length === 1);
    sent.destroy();
    await until(() => left().length === 0);
    expect(fake.dispatched).toEqual([]);
  });

  it('takes a large file in constant memory', async () => {
    await fake.app.listen(0, '127.0.0.1');
    const { port } = fake.app.getHttpServer().address() as AddressInfo;
    const row = Buffer.from(`+5511900001234;${'x'.repeat(1009)}\n`.repeat(64));
    const rows = 4000;
    global.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        {
          host: '127.0.0.1',
          port,
          method: 'POST',
          path: '/v1/campaigns/c1/contacts',
          headers: { authorization: 'Bearer admin', 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      sent.on('error', reject);
      sent.write(multipart([file('phone;name\n')], '').subarray(0, -2));
      let at = 0;
      const more = () => {
        while (at < rows) {
          at++;
          peak = Math.max(peak, process.memoryUsage().rss);
          if (!sent.write(row)) {
            sent.once('drain', more);
            return;
          }
        }
        sent.end(`\r\n--${BOUNDARY}--\r\n`);
      };
      more();
    });
    expect(status).toBe(202);
    expect(fake.dispatched[0]?.input).toMatchObject({ stored: { bytes: 11 + rows * row.length } });
    // 262 MB went through; client and server share this process.
    expect(peak - before).toBeLessThan(120 * 1024 * 1024);
  });

  it('refuses a file above the limit while it arrives', async () => {
    await fake.stop();
    fake = await FakeApp.start({ maxFileBytes: 1000 });
    const answer = await upload(multipart([file('x'.repeat(1001))]));
    expect(answer.json()).toMatchObject({ status: 413, code: 'payload_too_large' });
    expect(left()).toEqual([]);
  });
});

/** Looks again with every turn of the event loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
