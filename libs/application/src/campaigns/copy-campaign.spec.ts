import { type ColumnMapping, openContactFile } from '@arauto/contact-files';
import { stream, uploadAggregate } from '@arauto/domain';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { campaignOf } from '../testing/streams';
import { CommandRunner } from '../use-case/command-runner';
import type { ContentBody } from './campaign-content';
import { DuplicateCampaign } from './duplicate-campaign';
import { EditCampaign } from './edit-campaign';
import { type RetryFailedBody, RetryFailedCampaign } from './retry-failed-campaign';
import { StartCampaign } from './start-campaign';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;

const ROWS = [
  { phone: number(1), name: 'José Silva', correlationId: 'order-1', parameters: { amount: '10' } },
  { phone: number(2), name: 'Ana "A"', correlationId: 'order-2' },
  { phone: number(1), name: 'José again' },
  { phone: 'call me', name: 'Nobody' },
  { phone: number(3), name: 'Stop', suppressed: true },
];

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  campaignId = await makeCampaign(engine, tenant);
});
afterEach(() => engine.close());

const id = (n: number) => contactIdOf(engine, tenant, number(n));

describe('a copy', () => {
  it('has the settings, and the list as it stands if asked', async () => {
    await uploadRows(engine, tenant, campaignId, ROWS);
    const duplicate = new DuplicateCampaign(engine.command(), { campaignId, withContacts: true, name: 'Again' });
    const { id: copyId } = await engine.run(duplicate);
    expect(copyId).not.toBe(campaignId);
    expect([...engine.files.files.values()]).toEqual([
      'phone,name,correlation_id,parameter.amount\r\n' +
        `${number(1)},José Silva,order-1,10\r\n` +
        `${number(2)},"Ana ""A""",order-2,\r\n` +
        `${number(3)},Stop,,\r\n`,
    ]);
  });

  it.each<ContentBody>([
    { type: 'text', text: 'Olá {{name}}: {{amount}}' },
    {
      type: 'media',
      media: { type: 'document', link: 'https://files.example/a.pdf' },
      caption: '{{name}}',
      filename: 'a',
    },
  ])('says the same: %j', async (content) => {
    await engine.run(new EditCampaign(engine.command(), { campaignId, content }));
    await uploadRows(engine, tenant, campaignId, ROWS.slice(0, 1));
    const duplicate = new DuplicateCampaign(engine.command(), { campaignId, withContacts: true });
    const { id: copyId } = await engine.run(duplicate);
    const { settings } = await campaignOf(engine, copyId);
    expect(settings.content).toEqual({ ...content, parameterMapping: {} });
    const [uploadId] = engine.files.files.keys();
    const upload = (await engine.module.get(CommandRunner).load(uploadAggregate, uploadId!)).state;
    expect(upload).toMatchObject({ content: settings.content, required: expect.arrayContaining(['name']) as never });
  });

  it('of the failed takes the failed, of a completed campaign only', async () => {
    await uploadRows(engine, tenant, campaignId, ROWS.slice(0, 2));
    const retry = (input: RetryFailedBody = {}) =>
      engine.run(new RetryFailedCampaign(engine.command(), { campaignId, ...input }));
    await expect(retry()).rejects.toMatchObject({ code: 'wrong_status' });
    await engine.run(new StartCampaign(engine.command(), { campaignId }));
    const sending = sendingOf(engine, campaignId, tenant.senderId);
    for (const n of [1, 2]) await sending.attempt(await id(n));
    await sending.refuse(await id(1), '131026', 'no account');
    await sending.accept(await id(2));
    await sending.deliver(await id(2));
    await engine.complete(campaignId, 2);
    await expect(retry({ which: 'unsent' })).rejects.toMatchObject({ details: { errors: [{ code: 'nobody' }] } });
    await retry();
    const [file] = engine.files.files.values();
    expect(file).toContain(number(1));
    expect(file).not.toContain(number(2));
  });

  it('has the number that was sent to; of a list that an older program read, the one that its text meant', async () => {
    // A landline, whose digits after the code would be a mobile if the code were written twice.
    const landline = '+494915228817386';
    const uploadId = await uploadRows(engine, tenant, campaignId, [{ phone: landline }]);
    const copied = async () => {
      engine.files.files.clear();
      await engine.run(new DuplicateCampaign(engine.command(), { campaignId, withContacts: true }));
      return [...engine.files.files.values()].join();
    };
    expect(await copied()).toContain(`\n${landline},`);
    const opened = { id: engine.random.uuid(), type: 'UploadOpened', data: { uploadId, source: 'csv' } };
    await engine.store.append(stream.campaign(campaignId), [{ ...opened, metadata: { v: 1 } }], { expected: 'any' });
    expect(await copied()).toContain('\n+4915228817386,');
  });

  it('can be read back as it was written, whatever is in it', async () => {
    const awkward = {
      phone: number(4),
      name: ' a, "b"\u00e9',
      correlationId: '=1+1',
      parameters: { phone: 'x;y', name: 'n,m' },
    };
    await uploadRows(engine, tenant, campaignId, [awkward]);
    await engine.run(new DuplicateCampaign(engine.command(), { campaignId, withContacts: true }));
    const [[uploadId]] = [...engine.files.files] as [[string, string]];
    const { state } = await engine.module.get(CommandRunner).load(uploadAggregate, uploadId);
    if (state.status === 'none') throw new Error('there is no upload');
    const mapping = state.mapping as ColumnMapping;
    const file = await openContactFile(engine.files.open(uploadId), {
      mapping,
      defaultCountry: null,
      required: state.required,
    });
    const rows = [];
    for await (const batch of file.batches()) rows.push(...batch);
    expect(rows).toMatchObject([
      {
        phone: { e164: number(4) },
        name: awkward.name.trim(),
        correlationId: '=1+1',
        parameters: awkward.parameters,
        reasons: [],
      },
    ]);
  });
});
