import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { hasLibreOffice, NO_LIBREOFFICE, readBack, sheetsInLibreOffice, textOf } from '@arauto/reporting/testing';
import { type CellValue, Workbook } from 'exceljs';
import { parse } from 'csv-parse/sync';
import { systemClock } from '@arauto/clock';
import { Api, until } from './api';
import { campaignUntil, contactsOf } from './campaigns';
import { onStoresOf } from './engine-stores';
import { onProductionStores } from './production-stores';
import { Setting } from './setting';
import { campaignBody, PHONE_NUMBER_ID } from './stage';
import { makeKey } from './tenants';
import { uploadRead } from './uploads';

interface Export {
  readonly id: string;
  readonly status: string;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly fileName: string | null;
  readonly moment: { readonly at: string; readonly position: string } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

const PEOPLE = 200;
const PERIOD = { from: '2020-01-01', to: '2090-01-01' };
/** Of the numbers that reach nobody. */
const phoneOf = (n: number) => `+55119000${String(24_100 + n)}`;

/** What people are called, and write: every one of it is a way to break some file. */
const WORDS = [
  ...[
    '=1+1',
    '+5511900001234',
    '-1',
    '@SUM(A1)',
    '=HYPERLINK("http://x","y")',
    'a;b,c "d"',
    '007',
    '1e5',
    '2026-03-02',
  ],
  ...['ação 🎉', 'مرحبا بالعالم', '<&>', '_x0041_', 'TRUE', 'नमस्ते'],
];

/** Of exceljs, as the csv has it. It hands on what stands in an inline text; a spreadsheet reads `_xHHHH_` as the character. */
function textOfCell({ value, numFmt }: { readonly value: CellValue; readonly numFmt?: string }): string {
  if (typeof value === 'number' && numFmt?.endsWith('%')) return `${(value * 100).toFixed(1)}%`;
  if (value instanceof Date) return value.toISOString().replace('T', ' ').slice(0, 19);
  if (value === null) return '';
  return String(value).replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/**
 * Holds the process of an export when it has said that it began, as long as a file is there: whoever is killed then is killed in the middle of it, however
 * fast the machine is.
 */
const HELD = `
const { existsSync } = require('node:fs');
if (process.send && /exporter.main\\.js$/.test(process.argv[1]) && require('node:worker_threads').isMainThread) {
  const send = process.send.bind(process);
  process.send = (word, ...more) => {
    const sent = send(word, ...more);
    const clock = new Int32Array(new SharedArrayBuffer(4));
    if (word.began) while (existsSync(process.env.HELD)) Atomics.wait(clock, 0, 0, 20);
    return sent;
  };
}
`;

describe('exports', () => {
  let setting: Setting;
  let campaignId: string;
  let uploadId: string;
  const api = () => setting.api;

  beforeAll(async () => {
    setting = await Setting.make({ environment: { ARAUTO_EXPORTS_PER_KEY: '50' } });
    const { stage } = setting;
    campaignId = (await api().make('/v1/campaigns', campaignBody(stage))).id;
    const contacts = Array.from({ length: PEOPLE }, (_, n) => ({
      ...{ phone: phoneOf(n), name: WORDS[n - 1] ?? `Ana ${n}`, parameters: { amount: `${n}` } },
    }));
    uploadId = (
      await api().make(`/v1/campaigns/${campaignId}/contacts`, { contacts: [...contacts, { phone: 'none' }] })
    ).uploadId;
    await uploadRead(api(), uploadId);
    await api().make(`/v1/campaigns/${campaignId}/start`);
    await campaignUntil(api(), campaignId, ({ status }) => status === 'completed');
    await setting.truth.drained();
    for (const [n, text] of WORDS.entries()) {
      const message = { from: phoneOf(n), to: PHONE_NUMBER_ID, text };
      await setting.simulator.control('POST', '/__sim/inbound', message);
    }
    await until(
      () => pages<{ readonly campaignId: string | null }>(`/v1/reports/detailed?type=MO&${period}`),
      // All of them answer the campaign, and some seconds pass until that is known.
      (replies) => replies.length === WORDS.length && replies.every(({ campaignId }) => campaignId !== null),
    );
  }, 180_000);
  afterAll(() => setting.end());

  const ask = (body: object, by = api()) => by.make('/v1/exports', { filters: PERIOD, ...body });
  const ended = async (id: string, by = api()): Promise<Export> => {
    const { body } = await until(
      () => by.get<Export>(`/v1/exports/${id}`),
      ({ body: { status } }) => status !== 'queued' && status !== 'running',
      120_000,
    );
    return body;
  };
  const makeOne = async (body: object): Promise<Export> => {
    const found = await ended((await ask(body)).id);
    expect(found).toMatchObject({ status: 'completed', error: null });
    return found;
  };
  const authorization = () => ({ authorization: `Bearer ${setting.engine.adminKey}` });
  const raw = (id: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${setting.engine.url}/v1/exports/${id}/file`, {
      method,
      headers: { ...authorization(), ...headers },
    });
  const bytesOf = async (id: string) => Buffer.from(await (await raw(id)).arrayBuffer());

  /** Names of the files that are kept, wherever they are. */
  const keptFiles = () =>
    onStoresOf(setting.engine, async (stores) => {
      const files = await stores.openExportFiles(systemClock, false);
      return (await files.list()).map(({ name }) => name);
    });

  async function pages<Item>(path: string): Promise<Item[]> {
    const all: Item[] = [];
    let cursor = '';
    do {
      const answer = await fetch(`${setting.engine.url}${path}limit=500${cursor}`, { headers: authorization() });
      expect(answer.status).toBe(200);
      const body = (await answer.json()) as Page<Item>;
      all.push(...body.items);
      cursor = body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(body.nextCursor)}`;
    } while (cursor !== '');
    return all;
  }

  const period = 'from=2020-01-01&to=2090-01-01&';
  const csvOf = (bytes: Buffer) => parse(bytes.toString(), { bom: true, relax_column_count: true }) as string[][];
  const csvAt = async (path: string) => csvOf(Buffer.from((await api().get<string>(path)).body));

  const reports = (): Record<string, { body: object; rows: () => Promise<number> }> => ({
    detailed: {
      body: { report: 'detailed' },
      rows: async () => (await pages(`/v1/reports/detailed?${period}`)).length,
    },
    mo: {
      body: { report: 'detailed', filters: { ...PERIOD, type: 'MO' } },
      rows: async () => (await pages(`/v1/reports/detailed?type=MO&${period}`)).length,
    },
    consolidated: {
      body: { report: 'consolidated', filters: { ...PERIOD, groupBy: ['campaign', 'status'] } },
      rows: async () =>
        (await api().get<Page<unknown>>(`/v1/reports/consolidated?${period}groupBy=campaign&groupBy=status`)).body.items
          .length,
    },
    records: {
      body: { report: 'records', filters: { campaign: campaignId } },
      rows: async () => (await pages(`/v1/reports/records?campaign=${campaignId}&`)).length,
    },
    verdicts: {
      body: { report: 'verdicts', filters: { upload: uploadId } },
      rows: async () => (await pages(`/v1/uploads/${uploadId}/verdicts?`)).length,
    },
    contacts: {
      body: { report: 'contacts', filters: { campaign: campaignId } },
      rows: async () => (await contactsOf(api(), campaignId)).length,
    },
  });

  const FORMATS = ['csv', 'xlsx', 'pdf'] as const;
  type Files = Readonly<Record<(typeof FORMATS)[number], { readonly found: Export; readonly bytes: Buffer }>>;
  const files = new Map<string, Promise<Files>>();

  /** Made once, for all that is to be looked at in them. */
  function filesOf(name: string): Promise<Files> {
    const found = files.get(name) ?? makeFilesOf(name);
    files.set(name, found);
    return found;
  }

  async function makeFilesOf(name: string): Promise<Files> {
    const style = { language: 'es', timeZone: 'America/Sao_Paulo' };
    const one = async (format: (typeof FORMATS)[number]) => {
      const found = await makeOne({ ...reports()[name]!.body, ...style, format });
      return { found, bytes: await bytesOf(found.id) };
    };
    const [csv, xlsx, pdf] = await Promise.all([one('csv'), one('xlsx'), one('pdf')]);
    return { csv, xlsx, pdf };
  }

  it.each(['detailed', 'mo', 'consolidated', 'records', 'verdicts', 'contacts'])(
    'of %s come in every format, with as many rows as the pages have',
    async (name) => {
      const expected = await reports()[name]!.rows();
      const made = await filesOf(name);
      for (const format of FORMATS) {
        const { found, bytes } = made[format];
        expect([format, found.rows]).toEqual([format, expected]);
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(found.sha256);
        expect(bytes.length).toBe(found.bytes);
        expect(found.fileName).toMatch(new RegExp(`^[a-z0-9-]+(_[a-z0-9-]+)*\\.${format}$`));
      }
      expect(csvOf(made.csv.bytes).length - 1).toBe(expected);
      expect(made.pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const workbook = new Workbook();
      await workbook.xlsx.load(made.xlsx.bytes as never);
      expect(workbook.worksheets[0]!.actualRowCount - 1).toBe(expected);
      expect(JSON.stringify(workbook.worksheets.at(-1)!.getSheetValues())).toContain('Situación al');
    },
    180_000,
  );

  describe('are opened again by other programs', () => {
    /** A percentage as no language writes it: a workbook has a number, which each program writes in its own way. */
    const inNoLanguage = (cell: string) => cell.replace(/^(\d+)[.,](\d)\s?%$/, '$1.$2%');
    /** What a spreadsheet is to show: the rows of the csv, whose formulas have a mark before them. */
    const shownBy = (csv: string[][]) =>
      csv.map((row) => row.map((cell) => inNoLanguage(cell.replace(/^'(?=[=+\-@\t\r])/, ''))));

    it.each(['detailed', 'mo', 'consolidated', 'records', 'verdicts', 'contacts'])(
      'exceljs finds every cell of %s',
      async (name) => {
        const made = await filesOf(name);
        const [csv, xlsx] = [csvOf(made.csv.bytes), made.xlsx.bytes];
        const workbook = new Workbook();
        await workbook.xlsx.load(xlsx as never);
        const [sheet] = workbook.worksheets;
        const found = csv.map((row, at) => row.map((_, cell) => textOfCell(sheet!.getRow(at + 1).getCell(cell + 1))));
        expect(found).toEqual(shownBy(csv));
        expect(sheet!.rowCount).toBe(csv.length);
      },
      120_000,
    );

    (hasLibreOffice ? it : it.skip).each(['detailed', 'mo', 'consolidated', 'records', 'verdicts', 'contacts'])(
      `LibreOffice shows every cell of %s${hasLibreOffice ? '' : ` (${NO_LIBREOFFICE})`}`,
      async (name) => {
        const made = await filesOf(name);
        const [csv, xlsx] = [csvOf(made.csv.bytes), made.xlsx.bytes];
        const [[, cells]] = [...(await sheetsInLibreOffice(xlsx))].filter(([sheet]) => sheet !== 'Acerca de') as [
          [string, string[][]],
        ];
        expect(cells.map((row) => row.map(inNoLanguage))).toEqual(shownBy(csv));
      },
      120_000,
    );

    it.each(['detailed', 'mo', 'contacts'])(
      'pdf.js finds the people of %s, and what the rows come to',
      async (name) => {
        const made = await filesOf(name);
        const [titles, ...rows] = csvOf(made.csv.bytes);
        const { pages } = await readBack(Readable.from([made.pdf.bytes]));
        const all = pages.map(textOf).join('');
        const phones = titles!.findIndex((title) => ['Teléfono', 'Fuente'].includes(title));
        for (const row of rows) expect(all).toContain(row[phones]);
        const counted = titles!.findIndex((title) => ['Estado', 'Tipo de contenido'].includes(title));
        const column = name === 'mo' ? titles!.indexOf('Tipo de contenido') : counted;
        const counts = new Map([['Filas', rows.length]]);
        for (const row of rows) counts.set(row[column]!, (counts.get(row[column]!) ?? 0) + 1);
        const last = pages.at(-1)!.map(({ text }) => text);
        const sums = last.slice(last.lastIndexOf('Filas'));
        for (const [word, count] of counts) expect(sums).toEqual(expect.arrayContaining([word, String(count)]));
      },
      120_000,
    );
  });

  it('have the very rows of the files that are made while one waits', async () => {
    const detailed = await makeOne({
      report: 'detailed',
      format: 'csv',
      language: 'es',
      timeZone: 'America/Sao_Paulo',
    });
    const style = 'language=es&timeZone=America/Sao_Paulo';
    expect(csvOf(await bytesOf(detailed.id))).toEqual(await csvAt(`/v1/reports/detailed.csv?${period}${style}`));
    const records = await makeOne({
      report: 'records',
      filters: { campaign: campaignId },
      format: 'csv',
      delimiter: ',',
    });
    expect(csvOf(await bytesOf(records.id))).toEqual(await csvAt(`/v1/reports/records.csv?campaign=${campaignId}`));
    const verdicts = await makeOne({ report: 'verdicts', filters: { upload: uploadId }, format: 'csv' });
    expect(csvOf(await bytesOf(verdicts.id))).toEqual(await csvAt(`/v1/uploads/${uploadId}/verdicts.csv`));
  }, 60_000);

  it('have the events of a campaign as auditors read them', async () => {
    const { id, rows } = await makeOne({ report: 'events', filters: { campaign: campaignId }, format: 'ndjson' });
    const events = await pages<{ position: string }>(`/v1/events?campaign=${campaignId}&`);
    const lines = (await bytesOf(id)).toString().trimEnd().split('\n');
    expect(rows).toBe(lines.length);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(events);
  }, 60_000);

  it('are given in ranges, with a length, a checksum and a name, and once to who has them', async () => {
    const { id, sha256, bytes, fileName } = await makeOne({
      report: 'detailed',
      format: 'csv',
      filters: { ...PERIOD, campaign: campaignId },
    });
    const whole = await bytesOf(id);
    const head = await raw(id, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.headers.get('etag')]).toEqual([
      200,
      String(bytes),
      `"${sha256}"`,
    ]);
    expect(head.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
    expect(head.headers.get('repr-digest')).toBe(`sha-256=:${Buffer.from(sha256!, 'hex').toString('base64')}:`);
    const parts: Buffer[] = [];
    for (const range of ['bytes=0-99', 'bytes=100-4999', 'bytes=5000-']) {
      const part = await raw(id, { range, 'if-range': `"${sha256}"` });
      expect(part.status).toBe(206);
      parts.push(Buffer.from(await part.arrayBuffer()));
    }
    expect(Buffer.concat(parts).equals(whole)).toBe(true);
    expect(Buffer.from(await (await raw(id, { range: 'bytes=-50' })).arrayBuffer()).equals(whole.subarray(-50))).toBe(
      true,
    );
    const other = await raw(id, { range: 'bytes=0-9', 'if-range': '"another"' });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, bytes]);
    const beyond = await raw(id, { range: `bytes=${bytes}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes}`]);
    expect((await raw(id, { 'if-none-match': `"${sha256}"` })).status).toBe(304);
    const { items } = (await api().get<Page<{ type: string }>>(`/v1/streams/export-${id}?limit=100`)).body;
    expect(items.filter(({ type }) => type === 'ExportFetched')).toHaveLength(6);
  }, 60_000);

  it('are for the key that asked and for keys of every subaccount', async () => {
    const { secret } = await makeKey(api(), 'reporter', [setting.stage.subaccountId]);
    const reporter = new Api(setting.engine.url, secret);
    const neighbour = (await api().make('/v1/subaccounts', { name: 'Vizinha', defaultCountry: 'BR' })).id;
    const foreign = new Api(setting.engine.url, (await makeKey(api(), 'reporter', [neighbour])).secret);
    const { id } = await ask({ report: 'records', filters: { campaign: 'all' }, format: 'csv' }, reporter);
    expect(await ended(id, reporter)).toMatchObject({ status: 'completed' });
    expect((await api().get(`/v1/exports/${id}`)).status).toBe(200);
    for (const path of [`/v1/exports/${id}`, `/v1/exports/${id}/file`])
      expect((await foreign.get(path)).status).toBe(404);
    expect((await foreign.call('DELETE', `/v1/exports/${id}`)).status).toBe(404);
    const asked = { report: 'detailed', filters: { ...PERIOD, campaign: campaignId }, format: 'csv' };
    expect((await foreign.post('/v1/exports', asked)).status).toBe(404);
    const contacts = { report: 'contacts', filters: { campaign: campaignId }, format: 'csv' };
    expect((await reporter.post('/v1/exports', contacts)).status).toBe(403);
  }, 60_000);

  it('are discarded, and canceled', async () => {
    const { id } = await makeOne({ report: 'detailed', format: 'csv' });
    expect((await api().call('DELETE', `/v1/exports/${id}`)).status).toBe(200);
    expect((await api().get(`/v1/exports/${id}/file`)).status).toBe(410);
    const [, waiting] = [
      await ask({ report: 'detailed', format: 'xlsx' }),
      await ask({ report: 'detailed', format: 'pdf' }),
    ];
    await api().call('DELETE', `/v1/exports/${waiting.id}`);
    expect(await ended(waiting.id)).toMatchObject({ status: 'canceled' });
    await until(keptFiles, (names) => !names.some((name) => name.startsWith(id) || name.startsWith(waiting.id)));
    if (onProductionStores) return;
    const folder = join(setting.engine.dataDirectory, 'exports');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }, 60_000);

  it('hold nobody who was erased, also those that were there before', async () => {
    const [person] = (await contactsOf(api(), campaignId)).filter(({ phone }) => phone === phoneOf(0));
    const order = { report: 'contacts', filters: { campaign: campaignId }, format: 'csv' };
    const before = await makeOne(order);
    expect((await bytesOf(before.id)).toString()).toContain(phoneOf(0));
    await setting.engine.stop();
    await onStoresOf(setting.engine, async (stores) => {
      const vault = await stores.openVault(systemClock);
      expect(await vault.erase(person!.id)).toBeGreaterThan(0);
      await vault.close();
    });
    await setting.restart();
    expect((await api().get(`/v1/exports/${before.id}/file`)).status).toBe(410);
    // It is refused at once; that it is over is said a moment later.
    const gone = await until(
      () => api().get<Export>(`/v1/exports/${before.id}`),
      ({ body: { status } }) => status !== 'completed',
    );
    expect(gone.body).toMatchObject({ status: 'expired', expired: 'erasure' });
    const after = await makeOne(order);
    expect(after.rows).toBe(before.rows);
    expect((await bytesOf(after.id)).toString()).not.toContain(phoneOf(0));
    await until(keptFiles, (names) => !names.some((name) => name.startsWith(before.id)));
  }, 120_000);

  it('begin again by themselves after the engine was killed in the middle of five, and are whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-held-'));
    const [preload, held] = [join(folder, 'held.cjs'), join(folder, 'held')];
    writeFileSync(preload, HELD);
    writeFileSync(held, '');
    await setting.engine.stop();
    await setting.restart({ NODE_OPTIONS: `--require ${preload}`, HELD: held, ARAUTO_EXPORTS_AT_ONCE: '5' });
    const all = reports();
    const orders = [
      { ...all['detailed']!.body, format: 'csv' },
      { ...all['detailed']!.body, format: 'pdf' },
      { ...all['contacts']!.body, format: 'xlsx' },
      { ...all['verdicts']!.body, format: 'csv' },
      { ...all['records']!.body, format: 'csv' },
    ];
    const ids: string[] = [];
    for (const order of orders) ids.push((await ask(order)).id);
    const momentsOf = async () =>
      Promise.all(ids.map(async (id) => (await api().get<Export>(`/v1/exports/${id}`)).body.moment));
    const before = await until(momentsOf, (moments) => moments.every((moment) => moment !== null), 60_000);
    await setting.kill();
    rmSync(folder, { recursive: true });
    await setting.restart();
    for (const [n, id] of ids.entries()) {
      const found = await ended(id);
      expect([n, found.status, found.error]).toEqual([n, 'completed', null]);
      const file = await bytesOf(id);
      expect(createHash('sha256').update(file).digest('hex')).toBe(found.sha256);
    }
    for (const [n, again] of (await momentsOf()).entries()) {
      expect(Date.parse(again!.at)).toBeGreaterThan(Date.parse(before[n]!.at));
    }
    expect(csvOf(await bytesOf(ids[0]!))).toEqual(await csvAt(`/v1/reports/detailed.csv?${period}`));
    expect(csvOf(await bytesOf(ids[3]!))).toEqual(await csvAt(`/v1/uploads/${uploadId}/verdicts.csv`));
    expect(csvOf(await bytesOf(ids[4]!))).toEqual(await csvAt(`/v1/reports/records.csv?campaign=${campaignId}`));
    if (!onProductionStores) {
      const folder = join(setting.engine.dataDirectory, 'exports');
      expect(existsSync(folder) && readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    }
  }, 180_000);
});
