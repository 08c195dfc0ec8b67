import { Api } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { campaignBody, type Stage } from './stage';
import { makeIdleStage } from './tenants';
import { fileForm, uploadRead, verdictsOf } from './uploads';

interface Contact {
  readonly id: string;
  readonly phone: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly error: { readonly title: string } | null;
}

/** What people's spreadsheets and programs made of their contacts in the first trials. */
describe('files as people have them, over HTTP', () => {
  let engine: EngineProcess;
  let api: Api;
  let stage: Stage;

  beforeAll(async () => {
    engine = await startEngineProcess();
    api = new Api(engine.url, engine.adminKey);
    stage = await makeIdleStage(api, { text: 'Olá {{1}}!' });
  });

  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  async function draft(source: object): Promise<string> {
    const content = { type: 'template', templateId: stage.templateId, parameterMapping: { 1: source } };
    return (await api.make('/v1/campaigns', campaignBody(stage, { content }))).id;
  }

  async function upload(campaignId: string, contacts: string | object) {
    const body = typeof contacts === 'string' ? fileForm(new Blob([contacts])) : contacts;
    const { uploadId } = await api.make(`/v1/campaigns/${campaignId}/contacts`, body);
    const read = await uploadRead(api, uploadId);
    return { uploadId, read, verdicts: await verdictsOf(api, uploadId) };
  }

  const contactsOf = async (campaignId: string) =>
    (await api.get<{ items: Contact[] }>(`/v1/campaigns/${campaignId}/contacts?limit=500`)).body.items;
  const countersOf = async (campaignId: string) =>
    (await api.get<{ contacts: number; counters: Record<string, number> }>(`/v1/campaigns/${campaignId}`)).body;

  it('[04] count rows of delimiters as blank lines', async () => {
    const campaignId = await draft({ from: 'name' });
    const { read } = await upload(campaignId, `phone,name,amount\n+5511900081005,Ana,1\n${',,\n'.repeat(20)}`);
    expect(read).toMatchObject({ status: 'completed', rows: 1, accepted: 1, invalid: 0 });
    expect(await countersOf(campaignId)).toMatchObject({ contacts: 1 });
  });

  it.each([
    ['header.csv', 'phone,name,,\n+5511900031001,Ana,,\n+5511900031002,Bia,,\n'],
    ['rows.csv', 'phone,name\n+5511900031001,Ana,\n+5511900031002,Bia,,\n'],
    ['short.csv', 'phone,name,amount,note\n+5511900031001,Ana\n+5511900031002,Bia,10,x\n'],
  ])('[05] take empty columns at the end (%s)', async (_, content) => {
    const { read } = await upload(await draft({ from: 'name' }), content);
    expect(read).toMatchObject({ status: 'completed', rows: 2, accepted: 2 });
  });

  it('[05] refuse the row of a full cell without a header, and say which', async () => {
    const { verdicts } = await upload(
      await draft({ from: 'name' }),
      'phone,name,\n+5511900031001,Ana,x\n+5511900031002,Bia\n',
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['invalid', 'accepted']);
    expect(verdicts[0]!.reasons).toEqual([
      {
        code: 'row_malformed',
        message: 'Column 3 has a value in this row and no name in the header line.',
        column: '3',
      },
    ]);
  });

  it('[06] judge nobody by a column that is in no message', async () => {
    const campaignId = await draft({ from: 'name' });
    const notes = 'n'.repeat(1500);
    const file = `phone,name,notes\n+5511900052070,Ana,${notes}\n+5511900052071,Bia,short\n`;
    expect((await upload(campaignId, file)).read).toMatchObject({ rows: 2, accepted: 2 });
    const contacts = [
      { phone: '+5511900052072', name: 'Caio', parameters: { notes: 'n'.repeat(5000), bell: 'a\u0007b' } },
    ];
    expect((await upload(campaignId, { contacts })).read).toMatchObject({ rows: 1, accepted: 1 });
    expect((await contactsOf(campaignId))[0]).toMatchObject({ parameters: { notes } });
  });

  const TRIAL = {
    contacts: [
      { phone: '+5511900051001', parameters: { amount: 'a\nb' } },
      { phone: '+5511900051003', parameters: { amount: 'a     b' } },
      { phone: '+5511900051004', parameters: { amount: 'a\u00a0\u00a0\u00a0\u00a0\u00a0b' } },
      { phone: '+5511900051005', parameters: { amount: 'a\t \u2003b' } },
    ],
  };
  const asFile = `phone,amount\n${TRIAL.contacts.map(({ phone, parameters: { amount } }) => `${phone},"${amount}"`).join('\n')}\n`;
  it.each([
    ['JSON, required', TRIAL, { from: 'amount' }],
    ['JSON, with a default', TRIAL, { from: 'amount', default: 'x' }],
    ['a file, required', asFile, { from: 'amount' }],
    ['a file, with a default', asFile, { from: 'amount', default: 'x' }],
  ])('[07] clean line breaks and runs of blanks by one rule, and say so (%s)', async (_, contacts, source) => {
    const campaignId = await draft(source);
    const { uploadId, read, verdicts } = await upload(campaignId, contacts);
    expect(read).toMatchObject({ rows: 4, accepted: 4 });
    expect(verdicts.map(({ cleaned }) => cleaned)).toEqual(Array(4).fill(['amount']));
    expect((await contactsOf(campaignId)).map(({ parameters }) => parameters['amount'])).toEqual(Array(4).fill('a b'));
    const csv = await api.get<string>(`/v1/uploads/${uploadId}/verdicts.csv`);
    expect(csv.body.split('\r\n')[0]).toMatch(/,cleaned$/);
    expect(csv.body.split('\r\n')[1]).toMatch(/^1,accepted,.*,amount$/);
  });

  it('name Excel and the cure where it spoiled a number', async () => {
    const campaignId = await draft({ from: 'name' });
    const { verdicts } = await upload(campaignId, 'phone,name\n########,Ana\n5.5119E+12,Bia\n"5,5119E+12",Caio\n');
    for (const { reasons } of verdicts) {
      expect(reasons).toMatchObject([{ code: 'phone_invalid', column: 'phone' }]);
      expect(reasons[0]!.message).toMatch(/Excel.*export the file again/);
    }
    expect((await contactsOf(campaignId))[0]!.error!.title).toMatch(/Excel.*too narrow/);
  });

  it('count refused rows once, however often they come', async () => {
    const campaignId = await draft({ from: 'amount' });
    const file = 'phone,amount\nninguém,1\n+5511900031001,\n+5511900031002,2\n+5511900031003,3,x\nninguém,1\n';
    const first = await upload(campaignId, file);
    expect(first.read).toMatchObject({ rows: 5, accepted: 1, invalid: 3, duplicate: 1 });
    const second = await upload(campaignId, file);
    expect(second.read).toMatchObject({ rows: 5, accepted: 0, invalid: 0, duplicate: 5 });
    expect(second.verdicts.map(({ reasons, contactId }) => ({ reasons, contactId }))).toEqual(
      [0, 1, 2, 3, 0].map((row) => {
        const { reasons, contactId } = first.verdicts[row]!;
        return { reasons, contactId };
      }),
    );
    expect(second.verdicts[0]!.reasons).toMatchObject([{ code: 'phone_invalid', column: 'phone' }]);
    expect(await countersOf(campaignId)).toMatchObject({ contacts: 4, counters: { initial: 1, invalid_record: 3 } });
    const other = await upload(await draft({ from: 'amount' }), file);
    expect(other.read).toMatchObject({ accepted: 1, invalid: 3, duplicate: 1 });
  });

  it('refuse at upload what the template could not take', async () => {
    const campaignId = await draft({ from: 'amount' });
    const { verdicts } = await upload(campaignId, `phone,amount\n+5511900031001,${'x'.repeat(1020)}\n`);
    expect(verdicts[0]!.reasons).toEqual([
      {
        code: 'parameter_invalid',
        message: 'With this value the text of the message has more than the 1,024 characters that WhatsApp takes.',
        column: 'amount',
      },
    ]);
    const test = await api.post<{ errors: object[] }>(`/v1/campaigns/${campaignId}/test`, {
      phone: '+5511900031001',
      parameters: { amount: 'x'.repeat(1020) },
    });
    expect([test.status, test.body.errors]).toEqual([
      400,
      [{ path: 'parameters.amount', code: 'parameter_invalid', message: expect.stringContaining('1024') as string }],
    ]);
  });

  it('refuse a file or a body without contacts', async () => {
    const campaignId = await draft({ from: 'name' });
    const body = new FormData();
    body.append('file', new Blob(['phone,name\n,\n']), 'c.csv');
    const file = await api.post<{ errors: object[] }>(`/v1/campaigns/${campaignId}/contacts`, body);
    expect([file.status, file.body.errors]).toMatchObject([400, [{ path: 'file', code: 'file_empty' }]]);
    const json = await api.post<{ errors: object[] }>(`/v1/campaigns/${campaignId}/contacts`, { contacts: [] });
    expect([json.status, json.body.errors]).toMatchObject([400, [{ path: 'contacts', code: 'too_few' }]]);
    // Too long to be seen as empty while it arrives.
    const { read } = await upload(campaignId, `phone,name\n${',\n'.repeat(200_000)}`);
    expect(read).toMatchObject({ status: 'failed', rows: 0, error: { code: 'file_empty' } });
  });
});
