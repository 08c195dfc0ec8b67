import { nextSecond, until } from './api';
import { campaignUntil, contactsOf } from './campaigns';
import { Setting } from './setting';
import { campaignBody, contacts, PHONE_NUMBER_ID, type Stage, startCampaign, uploadContacts } from './stage';
import { senderBody } from './tenants';
import { verdictsOf } from './uploads';
import { postWebhook, webhookBody } from './webhook';

const PROMOTION = {
  name: 'promocao',
  language: 'pt_BR',
  category: 'MARKETING',
  parameterFormat: 'positional',
  components: [{ type: 'BODY', text: 'Olá {{1}}, só hoje {{2}}.' }],
};

interface Suppression {
  readonly phone: string | null;
  readonly source: string;
  readonly evidence: string | null;
  readonly kinds: readonly { readonly kind: string }[];
}

describe('opt-outs', () => {
  let setting: Setting;
  let marketing: string;

  beforeAll(async () => {
    setting = await Setting.make();
    const { api, simulator, stage } = setting;
    const template = { subaccountId: stage.subaccountId, senderId: stage.senderId, ...PROMOTION };
    await simulator.control('POST', `/__sim/template/${PROMOTION.name}/approve`, template);
    marketing = (await api.make('/v1/templates', template)).id;
  }, 60_000);

  afterAll(() => setting.end());

  const about = async (phone: string, { subaccountId }: Pick<Stage, 'subaccountId'> = setting.stage) => {
    const query = new URLSearchParams({ subaccount: subaccountId, phone });
    return (await setting.api.get<{ items: Suppression[] }>(`/v1/suppressions?${query.toString()}`)).body.items;
  };
  const isListed = (phone: string) =>
    until(
      () => about(phone),
      (items) => items.length > 0,
    );

  /** What a person writes, or taps, at the handset. */
  const writes = (phone: string, message: object) =>
    setting.simulator.control('POST', '/__sim/inbound', { from: phone, to: PHONE_NUMBER_ID, ...message });

  /** A webhook as the platform signs it. */
  async function post(field: string, value: object, time?: number, senderId = setting.stage.senderId): Promise<void> {
    const metadata = { display_phone_number: '5511900000000', phone_number_id: PHONE_NUMBER_ID };
    const body = webhookBody(field, { messaging_product: 'whatsapp', metadata, ...value }, { id: '900800700', time });
    const sender = await setting.api.get<{ webhookPath: string }>(`/v1/senders/${senderId}`);
    const answer = await postWebhook(setting.api.url + sender.body.webhookPath, body);
    expect(answer.status).toBe(200);
  }

  const preference = (who: object, value: 'stop' | 'resume', timestamp: number) =>
    post('user_preferences', {
      user_preferences: [{ ...who, detail: 'x', category: 'marketing_messages', value, timestamp }],
    });

  /** What an upload to a marketing campaign says of each number. */
  async function verdicts(phones: readonly string[], templateId = marketing): Promise<Record<string, string>> {
    const { api, stage } = setting;
    const { id } = await api.make('/v1/campaigns', campaignBody({ ...stage, templateId }));
    const rows = phones.map((phone) => ({ phone, parameters: { amount: '10%' } }));
    const uploadId = await uploadContacts(api, id, rows);
    const items = await verdictsOf(api, uploadId);
    return Object.fromEntries(items.map(({ row, verdict }) => [phones[row - 1]!, verdict]));
  }

  const seconds = (ago: number) => Math.floor(Date.now() / 1000) - ago;

  it('are heard by word and by button from three countries; a button of a reminder is none', async () => {
    const [brazilian, mexican, argentine, patient, writer] = [
      ...['+5511900021101', '+525550001102', '+5491120001103', '+5511900021104', '+5511900021105'],
    ] as const;
    await writes(brazilian!, { text: 'Sair!' });
    await writes(mexican!, { text: 'BAJA' });
    await writes(argentine!, { button: { text: 'Parar promoções', payload: 'P1' } });
    await writes(patient!, { button: { text: 'Cancelar', payload: 'CANCELAR' } });
    await writes(writer!, { media: { type: 'image', mimeType: 'image/jpeg', caption: 'SAIR' } });
    for (const phone of [brazilian!, mexican!, argentine!]) await isListed(phone);
    const [heard] = await about(brazilian!);
    expect(heard).toMatchObject({ phone: brazilian, source: 'word', kinds: [{ kind: 'person' }] });
    expect(heard!.evidence).toMatch(/^conversation-\S+ \S+$/);
    expect(await verdicts([brazilian!, mexican!, argentine!, patient!, writer!])).toEqual({
      [brazilian!]: 'suppressed',
      [mexican!]: 'suppressed',
      [argentine!]: 'suppressed',
      [patient!]: 'accepted',
      [writer!]: 'accepted',
    });
    expect(await verdicts([brazilian!], setting.stage.templateId)).toEqual({ [brazilian!]: 'accepted' });
    await nextSecond();
    await writes(brazilian!, { text: 'sim' });
    await writes(mexican!, { text: 'Volver' });
    await until(
      () => about(mexican!),
      (items) => items.length === 0,
    );
    expect(await verdicts([brazilian!, mexican!])).toEqual({ [brazilian!]: 'suppressed', [mexican!]: 'accepted' });
  }, 60_000);

  it('that arrive out of order are judged by when they were said', async () => {
    const [stopped, resumed] = ['+5511900021001', '+5511900021002'] as const;
    await preference({ wa_id: stopped.slice(1) }, 'stop', seconds(3600));
    await preference({ wa_id: stopped.slice(1) }, 'resume', seconds(7200));
    await preference({ wa_id: resumed.slice(1) }, 'resume', seconds(3600));
    await preference({ wa_id: resumed.slice(1) }, 'stop', seconds(7200));
    expect(await verdicts([stopped, resumed])).toEqual({ [stopped]: 'suppressed', [resumed]: 'accepted' });
    expect(await about(stopped)).toMatchObject([{ phone: stopped, source: 'platform' }]);
    expect(await about(resumed)).toEqual([]);
  });

  it('of one tenant are none of another', async () => {
    const { api } = setting;
    const { id: subaccountId } = await api.make('/v1/subaccounts', { name: 'Outra', defaultCountry: 'MX' });
    const { id: senderId } = await api.make('/v1/senders', senderBody(subaccountId, '3001'));
    const phone = '+5511900021108';
    const message = { from: phone.slice(1), id: 'wamid.other', timestamp: String(seconds(60)), type: 'text' };
    const metadata = { display_phone_number: '551190000301', phone_number_id: '73001' };
    await post('messages', { metadata, messages: [{ ...message, text: { body: 'STOP' } }] }, undefined, senderId);
    await until(
      () => about(phone, { subaccountId }),
      (items) => items.length > 0,
    );
    expect(await about(phone)).toEqual([]);
    expect(await verdicts([phone])).toEqual({ [phone]: 'accepted' });
  });

  it('that name only the user id are the person’s whose phone came with it, also after a restart', async () => {
    const { stage } = setting;
    const phone = '+5511900021004';
    const id = await startCampaign(setting.api, stage, [{ phone, name: 'A', parameters: { amount: 'R$ 1' } }]);
    await campaignUntil(setting.api, id, ({ counters }) => counters['read'] === 1);
    const ledger = await setting.simulator.control('GET', `/__sim/ledger?phone=${encodeURIComponent(phone)}`);
    const { messageId } = JSON.parse(ledger.trim().split('\n')[0]!) as { messageId: string };
    const status = { id: messageId, status: 'read', timestamp: String(seconds(60)) };
    await post('messages', {
      contacts: [{ wa_id: phone.slice(1), user_id: 'BR.99000021004' }],
      statuses: [{ ...status, recipient_id: phone.slice(1), recipient_user_id: 'BR.99000021004' }],
    });
    await setting.kill();
    await setting.restart();
    await preference({ user_id: 'BR.99000021004' }, 'stop', seconds(30));
    expect(await verdicts([phone])).toEqual({ [phone]: 'suppressed' });
    expect(await about(phone)).toMatchObject([{ phone, source: 'platform', kinds: [{ kind: 'platform' }] }]);
    await setting.api.call('DELETE', '/v1/suppressions', { subaccountId: stage.subaccountId, phone });
    expect(await verdicts([phone])).toEqual({ [phone]: 'accepted' });
  }, 60_000);

  it('and categories that change while messages wait are obeyed from then on', async () => {
    const { api, stage } = setting;
    const pace = { messagesPerSecond: 4 };
    const { id } = await api.make('/v1/campaigns', campaignBody(stage, { pace }));
    const rows = contacts(40, 3000);
    const [writer, suppressed] = [rows[38]!.phone, rows[39]!.phone];
    const { subaccountId } = stage;
    await api.make('/v1/suppressions', { subaccountId, phone: suppressed, category: 'marketing' });
    await uploadContacts(api, id, rows);
    await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, id, ({ settled }) => settled > 0);
    await writes(writer, { text: 'Não quero mais' });
    const language = 'pt_BR';
    await post('template_category_update', {
      ...{ message_template_id: 1, message_template_name: 'aviso_de_fatura', message_template_language: language },
      ...{ previous_category: 'UTILITY', new_category: 'MARKETING' },
    });
    await campaignUntil(api, id, ({ status }) => status === 'completed');
    const ended = (await contactsOf(api, id)).filter(({ state }) => state === 'error');
    expect(ended.map(({ phone }) => phone).sort()).toEqual([writer, suppressed].sort());
    const refused = await setting.simulator.control('GET', '/__sim/ledger');
    expect(refused).not.toContain(writer);
    expect(refused).not.toContain(suppressed);
  }, 90_000);
});
