import { until } from './api';
import { campaignUntil, contactsOf, summaryOf, verify } from './campaigns';
import { Setting } from './setting';
import { campaignBody, contacts, uploadContacts } from './stage';

interface Outcome {
  readonly number: string;
  readonly what: string;
  readonly state: string;
  readonly attempts: number;
  readonly status: string;
  readonly result: string | null;
  readonly error?: string;
  readonly needsAttention?: boolean;
}

/** What the last four digits of a phone make certain, and what must come of it. */
const OUTCOMES: readonly Outcome[] = [
  {
    number: '0001',
    what: 'no WhatsApp account',
    state: 'sending_failed',
    attempts: 1,
    status: 'invalid_destination',
    result: 'failed',
    error: '131026',
  },
  {
    number: '0002',
    what: 'marketing cap',
    state: 'delivery_failed',
    attempts: 1,
    status: 'not_delivered',
    result: 'failed',
    error: '131049',
  },
  {
    number: '0003',
    what: 'stopped marketing',
    state: 'delivery_failed',
    attempts: 1,
    status: 'opted_out',
    result: 'failed',
    error: '131050',
  },
  {
    number: '0004',
    what: 'experiment',
    state: 'delivery_failed',
    attempts: 1,
    status: 'not_delivered',
    result: 'failed',
    error: '130472',
  },
  {
    number: '0005',
    what: 'delivered after it had expired',
    state: 'read',
    attempts: 1,
    status: 'read',
    result: 'read',
  },
  {
    number: '0006',
    what: 'never delivered, silently',
    state: 'delivery_failed',
    attempts: 1,
    status: 'ttl_expired',
    result: 'failed',
    error: 'ENG_TTL_EXPIRED',
  },
  { number: '0007', what: 'read without delivered', state: 'read', attempts: 1, status: 'read', result: 'read' },
  {
    number: '0008',
    what: 'delivered, then a late failure',
    state: 'delivered',
    attempts: 1,
    status: 'delivered',
    result: 'delivered',
  },
  {
    number: '0009',
    what: 'failed, then delivered after all',
    state: 'delivered',
    attempts: 1,
    status: 'delivered',
    result: 'delivered',
  },
  { number: '0010', what: 'refused once, then fine', state: 'read', attempts: 2, status: 'read', result: 'read' },
  { number: '0011', what: 'pair limit twice, then fine', state: 'read', attempts: 3, status: 'read', result: 'read' },
  {
    number: '0012',
    what: 'the answer hangs, the message is sent',
    state: 'read',
    attempts: 1,
    status: 'read',
    result: 'read',
  },
  {
    number: '0013',
    what: '500 before accepting: nobody knows',
    state: 'in_progress',
    attempts: 1,
    status: 'carrier_communication_failure',
    result: null,
    error: 'ENG_AMBIGUOUS',
    needsAttention: true,
  },
  { number: '0018', what: 'the older form of the number', state: 'read', attempts: 1, status: 'read', result: 'read' },
  { number: '0019', what: 'every webhook three times', state: 'read', attempts: 1, status: 'read', result: 'read' },
  { number: '0020', what: 'webhooks in reverse order', state: 'read', attempts: 1, status: 'read', result: 'read' },
  { number: '0022', what: 'a webhook before the answer', state: 'read', attempts: 1, status: 'read', result: 'read' },
  { number: '0023', what: 'known by user id only', state: 'read', attempts: 1, status: 'read', result: 'read' },
];

describe('what becomes of a contact, by what the provider does', () => {
  let setting: Setting;
  let campaignId: string;
  const phone = (number: string) => `+551190000${number}`;

  beforeAll(async () => {
    const environment = { ARAUTO_RETRY_SCALE: '0.02', ARAUTO_UNKNOWN_GRACE: '1s', ARAUTO_HORIZON: '4s' };
    setting = await Setting.make({ speed: 1000, environment });
    const { api, stage } = setting;
    ({ id: campaignId } = await api.make('/v1/campaigns', campaignBody(stage)));
    const rows = OUTCOMES.map(({ number }) => ({ phone: phone(number), name: number, parameters: { amount: '1' } }));
    await uploadContacts(api, campaignId, rows);
    await api.make(`/v1/campaigns/${campaignId}/start`);
    await campaignUntil(api, campaignId, ({ status }) => status === 'completed', 40_000);
    await setting.truth.drained();
    await until(
      async () => (await contactsOf(api, campaignId)).find(({ phone: own }) => own === phone('0005')),
      (contact) => contact?.state === 'read',
    );
  }, 90_000);

  afterAll(() => setting.end());

  it.each(OUTCOMES)('$number: $what', async (expected) => {
    const { api } = setting;
    const contact = (await contactsOf(api, campaignId)).find(({ phone: own }) => own === phone(expected.number));
    const from = new Date(Date.now() - 3600_000).toISOString();
    const to = new Date(Date.now() + 3600_000).toISOString();
    const number = encodeURIComponent(phone(expected.number));
    const detailed = await api.get<{ items: { status: string; attempts: number }[] }>(
      `/v1/reports/detailed?type=MT&from=${from}&to=${to}&campaign=${campaignId}&phone=${number}`,
    );
    const records = await api.get<{ items: { telephone: string; result: string; error: string | null }[] }>(
      `/v1/reports/records?campaign=${campaignId}&limit=100`,
    );
    const record = records.body.items.find(({ telephone }) => telephone === phone(expected.number));
    const [row] = detailed.body.items;
    expect({
      state: contact?.state,
      attempts: contact?.attempts,
      needsAttention: contact?.needsAttention,
      error: contact?.error?.code ?? null,
      status: row?.status,
      reported: row?.attempts,
      result: record?.result,
      why: record?.error?.split(' ')[0] ?? null,
    }).toEqual({
      state: expected.state,
      attempts: expected.attempts,
      needsAttention: expected.needsAttention ?? false,
      error: expected.error ?? null,
      status: expected.status,
      reported: expected.attempts,
      result: expected.result,
      why: expected.error ?? null,
    });
  });

  it('sent no handset anything twice, and counts as the log does', async () => {
    expect(await setting.truth.summary()).toMatchObject({ doubles: 0 });
    expect(await verify(setting.api, campaignId)).toMatchObject({ ok: true, differences: [] });
  });

  it('settles an unknown outcome as a person assumes it, and never sends again', async () => {
    const { api, truth } = setting;
    const [unknown] = await contactsOf(api, campaignId, '&needsAttention=true');
    const sent = (await truth.sends()).length;
    const path = `/v1/campaigns/${campaignId}/contacts/${unknown!.id}`;
    const { position } = await api.make(`${path}/assume`, { outcome: 'not_sent' });
    const { body } = await api.get<{ state: string; needsAttention: boolean }>(`${path}?after=${position}`);
    expect(body).toMatchObject({ state: 'error', needsAttention: false });
    expect((await summaryOf(api, campaignId)).needsAttention).toBe(0);
    expect((await truth.sends()).length).toBe(sent);
  });

  it('suppresses whoever stopped marketing, and whoever a person asks to, before and after an upload', async () => {
    const { api, simulator, stage } = setting;
    const { subaccountId, senderId } = stage;
    const template = {
      ...{ subaccountId, senderId, name: 'promocao', language: 'pt_BR', category: 'MARKETING' },
      parameterFormat: 'positional',
      components: [{ type: 'BODY', text: 'Olá {{1}}, há novidades.' }],
    };
    await simulator.control('POST', '/__sim/template/promocao/approve', template);
    const { id: templateId } = await api.make('/v1/templates', template);
    const content = { type: 'template', templateId, parameterMapping: { 1: { from: 'name', default: 'cliente' } } };
    const { id } = await api.make('/v1/campaigns', campaignBody(stage, { content }));
    const [before, after, other] = contacts(3, 5000);
    const suppress = (number: string) => api.make('/v1/suppressions', { subaccountId, phone: number, category: 'all' });
    await suppress(before!.phone);
    await uploadContacts(api, id, [{ phone: phone('0003') }, before, after, other]);
    await suppress(after!.phone);
    await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, id, ({ status }) => status === 'completed');
    const states = new Map((await contactsOf(api, id)).map((row) => [row.phone, [row.state, row.error?.code ?? null]]));
    expect(states.get(phone('0003'))).toEqual(['error', 'ENG_OPTED_OUT']);
    expect(states.get(before!.phone)).toEqual(['error', 'ENG_OPTED_OUT']);
    expect(states.get(after!.phone)).toEqual(['error', 'ENG_OPTED_OUT']);
    expect(states.get(other!.phone)?.[1]).toBeNull();
    const told = (await setting.truth.sends()).filter(({ callbackData }) => callbackData?.includes(id));
    expect(told.map(({ to }) => to)).toEqual([other!.phone]);
  });
});
