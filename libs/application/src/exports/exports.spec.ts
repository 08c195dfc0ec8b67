import { type Refusal, stream, uploadDecider } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { SnapshotLost } from '@arauto/read-models';
import {
  consolidatedReport,
  detailedReport,
  MOST_PDF_ROWS,
  recordsReport,
  toCsv,
  withColumns,
} from '@arauto/reporting';
import { ListEvents } from '../events/list-events';
import { ConsolidatedReport } from '../reports/consolidated-report';
import { StreamDetailedReport } from '../reports/stream-detailed-report';
import { StreamRecordsReport } from '../reports/stream-records-report';
import { StartCampaign } from '../campaigns/start-campaign';
import { exporting, writerHere } from '../testing/exporting';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { UploadContacts } from '../uploads/upload-contacts';
import { DiscardExport } from './discard-export';
import { ExportRefused } from './export-writer';
import { FetchExport } from './fetch-export';
import { GetExport } from './get-export';
import { ListExports } from './list-exports';
import { RequestExport, type RequestExportBody } from './request-export';

const DATES = { from: '2026-01-01', to: '2026-02-01' };
const detailed: RequestExportBody = { report: 'detailed', filters: DATES, format: 'csv' };

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;
let campaignId: string;
let uploadId: string;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
  campaignId = await makeCampaign(engine, tenant);
  uploadId = await uploadRows(engine, tenant, campaignId, [
    { phone: number(1), name: 'Ana' },
    { phone: number(2), name: 'Bia' },
    { phone: 'none', name: 'Eva' },
  ]);
  await engine.run(new StartCampaign(engine.command(), { campaignId }));
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  for (const n of [1, 2]) {
    await engine.clock.advance(1000);
    await sending.attempt(await contactIdOf(engine, tenant, number(n)));
    await sending.accept(await contactIdOf(engine, tenant, number(n)));
  }
  await engine.views.project();
});
afterEach(() => engine.close());

const own = (changes = {}) => principal({ id: 'key-7', name: 'bia', subaccountIds: [tenant.subaccountId], ...changes });

async function request(body: Partial<RequestExportBody> = {}, who = principal()): Promise<string> {
  const command = new RequestExport(engine.command({ principal: who }), { ...detailed, ...body });
  const { id } = await engine.run(command);
  await engine.views.project();
  return id;
}
const get = (exportId: string, who = principal()) =>
  engine.ask(new GetExport(engine.query({ principal: who }), { exportId }));
const fetch = (exportId: string, who = principal()) =>
  engine.run(new FetchExport(engine.command({ principal: who }), { exportId, justLooks: false }));
const discard = (exportId: string, who = principal()) =>
  engine.run(new DiscardExport(engine.command({ principal: who }), { exportId }));

async function contentOf(exportId: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await fetch(exportId)).open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function made(body: Partial<RequestExportBody> = {}, who = principal()): Promise<string> {
  const id = await request(body, who);
  await exporting(engine).look();
  expect(await get(id)).toMatchObject({ status: 'completed', error: null });
  return id;
}

async function textOf(texts: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const text of texts) all += text;
  return all;
}

async function everyEvent(): Promise<string> {
  let all = '';
  for await (const event of engine.store.readAll()) all += JSON.stringify(event);
  return all;
}

/** What the vault has of the filters of an export. */
async function keptOf(exportId: string): Promise<unknown[]> {
  const kept: unknown[] = [];
  for await (const entries of engine.vault.entries()) {
    kept.push(...entries.filter(({ ref }) => ref.startsWith(`${exportId}.filters`)).map(({ data }) => data));
  }
  return kept;
}

async function typesOf(exportId: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of await engine.store.readStream(stream.export(exportId))) types.push(type);
  return types;
}

const period = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-02-01T00:00:00Z') };

describe('the file of an export', () => {
  it('has the rows of its report, its moment, its length, its checksum and a name', async () => {
    const id = await made({
      language: 'es',
      timeZone: 'America/Sao_Paulo',
      delimiter: ';',
      filters: { ...DATES, campaign: campaignId },
    });
    const { rows } = await engine.ask(
      new StreamDetailedReport(engine.query(), { ...period, campaign: campaignId, language: 'es' }),
    );
    const style = { language: 'es', zone: 'America/Sao_Paulo', delimiter: ';' } as const;
    const expected = await textOf(toCsv(withColumns(detailedReport, undefined), rows as never, style));
    expect((await contentOf(id)).toString()).toBe(expected);
    expect(await get(id)).toMatchObject({
      moment: { at: '2026-01-05T12:00:02.000Z', position: expect.stringMatching(/^\d{16}$/) },
      ...{ rows: 3, progress: 1, bytes: Buffer.byteLength(expected) },
      fileName: 'detailed-mt_1-cobranca-de-marco_2026-01-01_2026-02-01.csv',
      expiresAt: '2026-01-12T12:00:02.000Z',
      requestedBy: { id: 'key-1', name: 'ana' },
    });
  });

  it.each(['csv', 'xlsx', 'pdf'] as const)('is made of every report as %s', async (format) => {
    const bodies: Partial<RequestExportBody>[] = [
      { report: 'detailed', filters: { ...DATES, type: 'MO' } },
      { report: 'consolidated', filters: { ...DATES, groupBy: ['day', 'status'] } },
      { report: 'records', filters: { campaign: 'all' } },
      { report: 'verdicts', filters: { upload: uploadId, verdict: ['accepted'] } },
      { report: 'contacts', filters: { campaign: campaignId, q: 'ana' } },
    ];
    const rows: (number | null)[] = [];
    for (const body of bodies) {
      const id = await made({ ...body, format });
      rows.push((await get(id)).rows);
      const begin = { csv: '\ufeff', xlsx: 'PK', pdf: '%PDF' }[format];
      expect((await contentOf(id)).toString().startsWith(begin)).toBe(true);
    }
    expect(rows).toEqual([0, 2, 2, 2, 1]);
  });

  it('has of consolidated and records what the pages have', async () => {
    const groupBy = ['campaign', 'status'] as const;
    const { items } = await engine.ask(new ConsolidatedReport(engine.query(), { ...period, groupBy }));
    const consolidated = await made({ report: 'consolidated', filters: { ...DATES, groupBy: [...groupBy] } });
    const style = { language: 'en', zone: 'UTC' } as const;
    expect((await contentOf(consolidated)).toString()).toBe(
      await textOf(toCsv(consolidatedReport('MT', groupBy), once(items), style)),
    );
    const records = await made({ report: 'records', filters: { campaign: campaignId } });
    const rows = await engine.ask(new StreamRecordsReport(engine.query(), { campaign: campaignId }));
    expect((await contentOf(records)).toString()).toBe(await textOf(toCsv(recordsReport, rows, style)));
  });

  it('has the events of a campaign a line each, as auditors read them', async () => {
    const id = await made({ report: 'events', filters: { campaign: campaignId }, format: 'ndjson' });
    const { items } = await engine.ask(new ListEvents(engine.query(), { campaign: campaignId, limit: 500 }));
    const lines = (await contentOf(id)).toString().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items);
  });

  it('is for nobody who may not read what is in it, though they see the export', async () => {
    const id = await request({ report: 'contacts', filters: { campaign: campaignId } }, own({ roles: ['operator'] }));
    await exporting(engine).look();
    await expect(fetch(id, own({ roles: ['reporter'] }))).rejects.toThrow('An export of contacts needs contact:read');
  });
});

describe('an export', () => {
  it('needs the permission to read what is in it', async () => {
    const reporter = own({ roles: ['reporter'] });
    const contacts = request({ report: 'contacts', filters: { campaign: campaignId } }, reporter);
    await expect(contacts).rejects.toThrow(
      'An export of contacts needs contact:read, which the roles of this key do not have.',
    );
    const events = request(
      { report: 'events', filters: { campaign: campaignId }, format: 'ndjson' },
      own({ roles: ['operator'] }),
    );
    await expect(events).rejects.toMatchObject({ name: 'Forbidden' });
    await request({}, reporter);
  });

  it('is there for the key that asked and for keys of every subaccount, and for nobody else', async () => {
    const id = await made({}, own());
    expect(await get(id, own())).toMatchObject({ id });
    expect(await get(id)).toMatchObject({ id });
    for (const who of [own({ id: 'key-8' }), own({ id: 'key-9', subaccountIds: [other.subaccountId] })]) {
      await expect(get(id, who)).rejects.toMatchObject({ code: 'not_found' });
      await expect(fetch(id, who)).rejects.toMatchObject({ code: 'not_found' });
      await expect(discard(id, who)).rejects.toMatchObject({ code: 'not_found' });
      expect((await engine.ask(new ListExports(engine.query({ principal: who }), {}))).items).toEqual([]);
    }
    await made({}, principal());
    expect((await engine.ask(new ListExports(engine.query({ principal: own() }), {}))).items).toHaveLength(1);
    const page = await engine.ask(new ListExports(engine.query(), { limit: 1 }));
    const rest = await engine.ask(new ListExports(engine.query(), { limit: 5, cursor: page.nextCursor }));
    expect([...page.items, ...rest.items]).toHaveLength(2);
  });

  it.each<[string, Partial<RequestExportBody>, string]>([
    ['filters.from is missing.', { filters: { to: '2026-02-01' } }, 'validation_failed'],
    [
      'filters.from must be a time like 2026-03-01T00:00:00Z, or a day like 2026-03-01.',
      { filters: { ...DATES, from: 'x' } },
      'validation_failed',
    ],
    ['filters.fone is no filter of this report.', { filters: { ...DATES, fone: '1' } }, 'validation_failed'],
    [
      'filters.language is a field beside the filters, if it is one, and no filter.',
      { filters: { ...DATES, language: 'en' } },
      'validation_failed',
    ],
    ['filters.button is a filter of type=MO only.', { filters: { ...DATES, button: 'Sim' } }, 'validation_failed'],
    ['There is no such campaign.', { filters: { ...DATES, campaign: 'unknown' } }, 'not_found'],
    ['There is no such upload.', { report: 'verdicts', filters: { upload: 'unknown' } }, 'not_found'],
    ['An export of detailed comes as csv, xlsx, pdf.', { format: 'ndjson' }, 'validation_failed'],
    ['An export of events comes as ndjson.', { report: 'events', filters: { campaign: 'c' } }, 'validation_failed'],
    [
      'columns are chosen of the detailed report only.',
      { report: 'records', filters: { campaign: 'all' }, columns: ['phone'] },
      'validation_failed',
    ],
    ['delimiter is for csv only.', { format: 'pdf', delimiter: ';' }, 'validation_failed'],
  ])('is refused at once: %s', async (message, body, code) => {
    await expect(request(body)).rejects.toMatchObject({ code, message });
  });

  it.each<[string, string, Partial<RequestExportBody>]>([
    ['filters.button', 'not_of_this_type', { filters: { ...DATES, button: 'Sim' } }],
    ['filters.to', 'out_of_range', { filters: { from: '2026-02-01', to: '2026-01-01' } }],
    [
      'filters.to',
      'out_of_range',
      { report: 'records', filters: { campaign: 'all', from: '2026-02-01', to: '2026-01-01' } },
    ],
    ['filters.from', 'not_a_time', { filters: { ...DATES, from: 1.5 } }],
    ['filters.to', 'not_a_time', { filters: { ...DATES, to: 1e17 } }],
    ['filters.to', 'not_a_time', { filters: { ...DATES, to: period.to } }],
    ['filters.groupBy', 'repeated', { report: 'consolidated', filters: { ...DATES, groupBy: ['day', 'day'] } }],
    ['filters.status[0]', 'unknown_value', { filters: { ...DATES, status: 'lost' } }],
    ['columns', 'not_of_this_type', { filters: DATES, columns: ['answeredAt'] }],
  ])('says that %s is wrong (%s), as it stands in the body', async (path, code, body) => {
    for (const format of ['csv', 'pdf'] as const) {
      await expect(request({ ...body, format })).rejects.toMatchObject({ details: { errors: [{ path, code }] } });
    }
  });

  it('of another tenant’s campaign is refused as of one that is not there', async () => {
    const who = own({ subaccountIds: [other.subaccountId] });
    await expect(request({ filters: { ...DATES, campaign: campaignId } }, who)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('waits for others of its key, as many as may', async () => {
    for (let n = 0; n < 3; n++) await request({}, own());
    await expect(request({}, own())).rejects.toMatchObject({
      code: 'too_many_exports',
      message: '3 exports of this key wait or are being made already, and 3 may. Wait for one of them, or cancel one.',
    });
    await request({}, own({ id: 'key-8' }));
  });

  it('waits for those too that the views do not show yet, however fast they are asked for', async () => {
    const ask = () => engine.run(new RequestExport(engine.command({ principal: own() }), detailed));
    for (let n = 0; n < 2; n++) await ask();
    const outcomes = await Promise.allSettled([ask(), ask(), ask()]);
    expect(
      outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Refusal).code : 'asked')),
    ).toEqual(['asked', 'too_many_exports', 'too_many_exports']);
    await expect(ask()).rejects.toMatchObject({ code: 'too_many_exports' });
    await exporting(engine).look();
    await engine.views.project();
    await ask();
  });

  it('is one for a repeated command, also when no other may wait', async () => {
    const keyed = () =>
      engine.run(new RequestExport(engine.command({ idempotency: { commandId: 'c-1', bodyHash: 'b' } }), detailed));
    const first = await keyed();
    await request();
    await request();
    expect(await keyed()).toEqual(first);
  });

  it('is filtered by whom it was asked for, whatever comes under its key later', async () => {
    const keyed = (n: number, bodyHash: string) => {
      const context = engine.command({ idempotency: { commandId: 'c-1', bodyHash } });
      return engine.run(new RequestExport(context, { ...detailed, filters: { ...DATES, phone: [number(n)] } }));
    };
    const { id } = await keyed(1, 'one');
    await expect(keyed(2, 'two')).rejects.toMatchObject({ name: 'IdempotencyMismatch' });
    await exporting(engine).look();
    const text = (await contentOf(id)).toString();
    expect([text.includes(number(1)), text.includes(number(2))]).toEqual([true, false]);
    await discard(id);
    await exporting(engine).look();
    await keyed(1, 'one');
    expect(await keptOf(id)).toEqual([]);
  });

  it('keeps whom it is filtered by in the vault until it is over', async () => {
    const id = await request({ filters: { ...DATES, phone: [number(1)] } });
    expect(await everyEvent()).not.toContain(number(1).slice(1));
    await exporting(engine).look();
    expect(await get(id)).toMatchObject({ rows: 1, filters: DATES });
    expect(await keptOf(id)).toContain(number(1));
    await discard(id);
    await exporting(engine).look();
    expect(await keptOf(id)).toEqual([]);
  });

  it.each<[string, () => Partial<RequestExportBody>, () => Promise<string>]>([
    [
      'by one phone',
      () => ({ filters: { ...DATES, phone: [number(1)] } }),
      () => contactIdOf(engine, tenant, number(1)),
    ],
    [
      'by two phones',
      () => ({ filters: { ...DATES, phone: [number(1), number(2)] } }),
      () => contactIdOf(engine, tenant, number(2)),
    ],
    [
      'by the phone of whom another subaccount knows',
      () => ({ filters: { ...DATES, phone: [number(1)] } }),
      () => contactIdOf(engine, other, number(1)),
    ],
    [
      'by a name',
      () => ({ filters: { ...DATES, campaign: campaignId, name: 'Bia' } }),
      () => contactIdOf(engine, tenant, number(2)),
    ],
    [
      'by what contacts are looked for by',
      () => ({ report: 'contacts', filters: { campaign: campaignId, q: number(2) } }),
      () => contactIdOf(engine, tenant, number(2)),
    ],
  ])('that is filtered %s fails where that is erased before it began', async (_, body, person) => {
    const id = await request(body());
    await engine.vault.erase(await person());
    await exporting(engine).look();
    expect(await get(id)).toMatchObject({ status: 'failed', error: { code: 'filters_erased' } });
    await exporting(engine).look();
    expect(await keptOf(id)).toEqual([]);
  });

  it('fails where any of whom it is filtered by is erased while it is made, and prints nobody', async () => {
    const id = await request({ filters: { ...DATES, phone: [number(1), number(2)] }, format: 'xlsx' });
    const here = writerHere(engine);
    const { look } = exporting(engine, {
      async write(job, heard, signal) {
        const written = await here.write(job, heard, signal);
        await engine.vault.erase(await contactIdOf(engine, tenant, number(2)));
        return written;
      },
    });
    await look();
    await engine.clock.advance(60_000);
    await look();
    expect(await get(id)).toMatchObject({ status: 'failed', error: { code: 'filters_erased' } });
    expect(engine.exportFiles.files.size).toBe(0);
  });

  it('as pdf is refused at once where its columns do not fit on a page, and says which are too many', async () => {
    const columns = detailedReport.columns.map(({ key }) => key);
    const body = { report: 'detailed', filters: DATES, format: 'pdf', columns } as const;
    await expect(request(body)).rejects.toMatchObject({
      message: expect.stringMatching(/the first \d+ do: leave out .*button or others/),
      details: { errors: [{ path: 'columns', code: 'too_many_columns' }] },
    });
    await request({ ...body, format: 'csv' });
    await request({ ...body, columns: columns.slice(0, 12) });
  });

  it('as pdf is refused at once where so many rows are known to be too many', async () => {
    const large = engine.random.id();
    const context = engine.command();
    const stored = { uploadId: large, bytes: 100 };
    const another = await makeCampaign(engine, tenant);
    await engine.run(new UploadContacts(context, { campaignId: another, source: 'json', stored, mapping: null }));
    const verdicts = 'i'.repeat(MOST_PDF_ROWS + 1);
    for (const command of [
      { type: 'JudgeRows', from: 1, verdicts },
      { type: 'FinishReading', error: null },
    ] as const) {
      await execute(engine.store, uploadDecider, stream.upload(large), command, {
        eventId: () => engine.random.uuid(),
      });
    }
    await engine.views.project();
    const body = { report: 'verdicts', filters: { upload: large }, format: 'pdf' } as const;
    await expect(request(body)).rejects.toMatchObject({ details: { errors: [{ code: 'too_many_rows' }] } });
    await request({ ...body, format: 'csv' });
  });
});

describe('the making of exports', () => {
  it('begins again with another moment after a run that never ended', async () => {
    const id = await request();
    const dying = exporting(engine, {
      write: (_, { began }) => {
        began({ at: '2026-01-05T12:00:00.000Z', position: '7' });
        return new Promise(() => undefined);
      },
    });
    void dying.look();
    while ((await typesOf(id)).length < 2) await engine.clock.endOfTick();
    await exporting(engine).look();
    expect(await typesOf(id)).toEqual(['ExportRequested', 'ExportBegun', 'ExportBegun', 'ExportCompleted']);
    expect((await get(id)).moment?.position).not.toBe('7');
  });

  it.each([
    [new SnapshotLost('too old'), 'snapshot_lost', 3],
    [new Error('disk on fire'), 'cannot_be_made', 3],
    [new ExportRefused('too_many_rows', 'Too many.'), 'too_many_rows', 1],
  ])('fails after %s, with a reason', async (error, code, tries) => {
    const id = await request();
    let tried = 0;
    const { look, failures } = exporting(engine, {
      write: () => {
        tried++;
        return Promise.reject(error);
      },
    });
    for (let n = 0; n < 4; n++) {
      await look();
      await engine.clock.advance(60_000);
    }
    expect(tried).toBe(tries);
    expect(failures).toHaveLength(tries - 1);
    expect(await get(id)).toMatchObject({ status: 'failed', error: { code } });
  });

  it.each([
    ['ENOTDIR', 'is no folder'],
    ['EACCES', 'may not be written to'],
    ['EIO', 'fails'],
  ])('fails where its folder is out of reach (%s), and leaves room for others', async (code, reason) => {
    const id = await request({}, own());
    const broken = () => Promise.reject(Object.assign(new Error(`${code}: open '/data/exports/x'`), { code }));
    const discarding = jest.spyOn(engine.exportFiles, 'discard').mockImplementation(broken);
    const keeping = jest.spyOn(engine.exportFiles, 'keep').mockImplementation(broken);
    const { look } = exporting(engine);
    for (let n = 0; n < 3; n++) {
      await look();
      await engine.clock.advance(60_000);
    }
    for (const each of [discarding, keeping]) each.mockRestore();
    const { status, error } = await get(id, own());
    expect([status, error?.code]).toEqual(['failed', 'files_unreachable']);
    expect(error?.message).toContain(reason);
    expect(error?.message).not.toContain('/data');
    for (let n = 0; n < 3; n++) await request({}, own());
  });

  it('ends soon after it was canceled, and leaves nothing', async () => {
    const id = await request();
    let ended: (error: Error) => void = () => undefined;
    const { look, reactions } = exporting(engine, {
      write: (_, { began }, signal) => {
        began({ at: '2026-01-05T12:00:00.000Z', position: '7' });
        return new Promise((_, reject) => {
          ended = reject;
          signal.addEventListener('abort', () => ended(signal.reason as Error));
        });
      },
    });
    const looking = look();
    while ((await typesOf(id)).length < 2) await engine.clock.endOfTick();
    await discard(id);
    for await (const event of await engine.store.readStream(stream.export(id))) reactions.apply(event);
    await looking;
    expect(await typesOf(id)).toEqual(['ExportRequested', 'ExportBegun', 'ExportCanceled']);
    expect(engine.exportFiles.files.size).toBe(0);
  });

  it('begins again where a person was erased meanwhile', async () => {
    const id = await request();
    const here = writerHere(engine);
    let runs = 0;
    const { look } = exporting(engine, {
      async write(job, heard, signal) {
        const written = await here.write(job, heard, signal);
        if (runs++ === 0) await engine.vault.erase(await contactIdOf(engine, tenant, number(2)));
        return written;
      },
    });
    await look();
    await engine.clock.advance(60_000);
    await look();
    expect(runs).toBe(2);
    expect((await contentOf(id)).toString()).not.toContain(number(2));
    expect(engine.exportFiles.files.size).toBe(1);
  });
});

describe('a file that is there', () => {
  it('is fetched by whom the log says', async () => {
    const id = await made();
    await contentOf(id);
    await engine.run(new FetchExport(engine.command(), { exportId: id, justLooks: true }));
    expect((await typesOf(id)).filter((type) => type === 'ExportFetched')).toHaveLength(1);
  });

  it('is gone after its days, for who fetches it as for the sweep', async () => {
    const id = await made();
    const kept = await made();
    await engine.clock.advance(7 * 86_400_000);
    await expect(fetch(id)).rejects.toMatchObject({ code: 'export_expired' });
    await exporting(engine).look();
    expect(await get(kept)).toMatchObject({ status: 'expired', expired: 'age' });
    await exporting(engine).look();
    expect(engine.exportFiles.files.size).toBe(0);
  });

  it('is gone once a person was erased who may be in it', async () => {
    const id = await made();
    await engine.vault.erase(await contactIdOf(engine, tenant, number(2)));
    await expect(fetch(id)).rejects.toMatchObject({ code: 'export_expired' });
    await exporting(engine).look();
    expect(await get(id)).toMatchObject({ status: 'expired', expired: 'erasure' });
    expect(engine.exportFiles.files.size).toBe(0);
    const again = await made();
    expect((await contentOf(again)).toString()).not.toContain(number(2));
  });

  it('is gone where somebody removed it, and the export says so', async () => {
    const id = await made();
    engine.exportFiles.files.clear();
    const missing = {
      code: 'export_file_missing',
      message: expect.stringContaining('not where it was kept') as string,
    };
    await expect(fetch(id)).rejects.toMatchObject(missing);
    await expect(fetch(id)).rejects.toMatchObject(missing);
    await engine.views.project();
    expect(await get(id)).toMatchObject({ status: 'expired', expired: 'missing' });
    expect(await typesOf(id)).not.toContain('ExportFetched');
  });

  it('is not taken for removed where it cannot be reached', async () => {
    const id = await made();
    const opening = jest.spyOn(engine.exportFiles, 'open').mockImplementation(async function* () {
      yield* await Promise.reject<Uint8Array[]>(new Error('EIO'));
    });
    await expect(fetch(id)).rejects.toThrow('EIO');
    opening.mockRestore();
    expect((await contentOf(id)).length).toBeGreaterThan(0);
  });

  it('of records has the campaign’s number and name, by whichever it was asked', async () => {
    const [byId, byNumber] = [campaignId, '1'].map(
      (campaign) => () => made({ report: 'records', filters: { campaign }, format: 'csv' }),
    );
    const names = [await get(await byId!()), await get(await byNumber!())].map(({ fileName }) => fileName);
    expect(names).toEqual(Array(2).fill('records_1-cobranca-de-marco_2026-01-05.csv'));
  });

  it('is discarded when somebody asks for it', async () => {
    const id = await made();
    await discard(id);
    await expect(fetch(id)).rejects.toMatchObject({ code: 'export_expired' });
    await exporting(engine).look();
    expect(engine.exportFiles.files.size).toBe(0);
  });

  it('that no export has is swept, and none that has one', async () => {
    const id = await made();
    engine.exportFiles.files.set(`${id}_another-run`, Buffer.from('x'));
    engine.exportFiles.files.set('unknown_run', Buffer.from('x'));
    await exporting(engine).look();
    expect([...engine.exportFiles.files.keys()]).toEqual([expect.stringMatching(`^${id}_`)]);
    expect((await contentOf(id)).length).toBeGreaterThan(0);
  });
});

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(rows);
}
