import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Workbook } from 'exceljs';
import { Api } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { campaignBody, type Stage } from './stage';
import { makeIdleStage } from './tenants';
import { uploadRead, verdictsOf } from './uploads';

/** Without the few rows whose quotes are faulty: a sheet cannot hold such. */
const SAMPLE = readFileSync(join(__dirname, '../../../config/samples/contacts.csv'), 'utf8');

describe('a workbook, over HTTP', () => {
  let engine: EngineProcess;
  let api: Api;
  let stage: Stage;

  beforeAll(async () => {
    engine = await startEngineProcess();
    api = new Api(engine.url, engine.adminKey);
    stage = await makeIdleStage(api, { text: 'Olá {{1}}, {{2}}' });
  });

  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  async function draft(): Promise<string> {
    const parameterMapping = { 1: { from: 'name' }, 2: { from: 'amount' } };
    const content = { type: 'template', templateId: stage.templateId, parameterMapping };
    return (await api.make('/v1/campaigns', campaignBody(stage, { content }))).id;
  }

  async function uploaded(file: Buffer, name: string) {
    const campaignId = await draft();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), name);
    const tried = await api.post<{ rows: object[] }>(`/v1/campaigns/${campaignId}/contacts?dryRun=true&rows=500`, form);
    const { uploadId } = await api.make(`/v1/campaigns/${campaignId}/contacts`, form);
    const { status, rows, accepted, duplicate, invalid } = await uploadRead(api, uploadId);
    const verdicts = (await verdictsOf(api, uploadId)).map(({ contactId, ...verdict }) => ({
      ...verdict,
      isContact: contactId !== null,
    }));
    return { tried: tried.body.rows, counts: { status, rows, accepted, duplicate, invalid }, verdicts };
  }

  it('has the verdicts of the CSV file it was made of, row by row, tried and uploaded', async () => {
    const cells = parse(SAMPLE, { relax_column_count: true, skip_records_with_error: true });
    const book = new Workbook();
    // Characters that XML has no way to write are left out by exceljs.
    const texts = cells.map((row) => row.map((cell) => cell.replace(/[\x00-\x08\x0b-\x1f]/g, ' ')));
    book.addWorksheet('Clientes').addRows(texts);
    const csv = texts.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

    const ofCsv = await uploaded(Buffer.from(csv), 'contacts.csv');
    const ofBook = await uploaded(Buffer.from(await book.xlsx.writeBuffer()), 'contacts.xlsx');
    expect(ofCsv.counts).toMatchObject({ status: 'completed' });
    expect(ofCsv.counts.rows).toBeGreaterThan(400);
    expect(ofCsv.counts.invalid).toBeGreaterThan(0);
    expect(ofBook).toEqual(ofCsv);
  });
});
