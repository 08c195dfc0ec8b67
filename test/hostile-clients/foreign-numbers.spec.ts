import { campaignUntil, contactsOf, verify } from '../e2e/campaigns';
import { Setting } from '../e2e/setting';
import { contacts, CREDENTIALS, PHONE_NUMBER_ID, setStage, startCampaign, type Stage } from '../e2e/stage';
import { postWebhook, webhookBody } from '../e2e/webhook';

/** A tenant knows the secret of its own app, and can sign whatever it likes with it. */
const OWN_SECRET = 'secret-of-the-attacker';
/** What the victim's number is called at the platform; anybody can write it into a body, or claim it for a number of theirs. */
const VICTIM = { phone: '5511900000000', businessAccountId: '900800700', portfolioId: 'pf-1' };
const NAMED = { display_phone_number: VICTIM.phone, phone_number_id: PHONE_NUMBER_ID };
const SECONDS = () => String(Math.floor(Date.now() / 1000));

interface Sender {
  readonly webhookPath: string;
  readonly status: string;
  readonly tier: number | null;
  readonly quality: string | null;
}

describe('foreign numbers', () => {
  let setting: Setting;
  let victim: Stage;
  let attacker: Stage;
  let campaignId: string;

  beforeAll(async () => {
    setting = await Setting.make();
    victim = setting.stage;
    attacker = await setStage(setting.api, setting.simulator, {
      ...{ ...VICTIM, phone: '5551900000004', phoneNumberId: '700100200304' },
      credentials: { ...CREDENTIALS, appSecret: OWN_SECRET },
    });
    campaignId = await startCampaign(setting.api, victim, contacts(3, 1000));
    await campaignUntil(setting.api, campaignId, ({ counters }) => counters['read'] === 3);
    await setting.truth.drained();
  }, 60_000);

  afterAll(() => setting.end());

  const senderOf = async ({ senderId }: Stage) => (await setting.api.get<Sender>(`/v1/senders/${senderId}`)).body;

  /** Says something about the victim at an address, signed with a secret. */
  async function say(at: Stage, secret: string, field: string, value: object): Promise<number> {
    const body = webhookBody(field, value, { id: VICTIM.businessAccountId, time: Number(SECONDS()) });
    const { webhookPath } = await senderOf(at);
    return (await postWebhook(setting.api.url + webhookPath, body, secret)).status;
  }

  /** Everything that could have changed, once the views have what was said. */
  async function standing(): Promise<object> {
    const { api } = setting;
    expect(await verify(api, campaignId)).toMatchObject({ ok: true, differences: [] });
    const { status, tier, quality } = await senderOf(victim);
    const query = `subaccount=${victim.subaccountId}`;
    const suppressions = (await api.get<{ items: unknown[] }>(`/v1/suppressions?${query}`)).body.items.length;
    const templates = (await api.get<{ items: { status: string; category: string }[] }>(`/v1/templates?${query}`)).body;
    const people = (await contactsOf(api, campaignId)).map(({ state, error }) => [state, error]);
    const replies = await api.get<{ items: { data: { senderId: string } }[] }>(
      '/v1/events?type=MessageReceived&limit=500',
    );
    return {
      ...{ status, tier, quality, suppressions, people },
      templates: templates.items.map((template) => [template.status, template.category]),
      replies: replies.body.items.filter(({ data }) => data.senderId === victim.senderId).length,
    };
  }

  const firstContact = () =>
    setting.api.get<{ items: { id: string }[] }>(`/v1/campaigns/${campaignId}/contacts?limit=1`);

  /** Words about somebody else's number, account, template, message and people; each has its effect where the owner's app says it. */
  async function words(): Promise<readonly (readonly [field: string, value: object])[]> {
    const contactId = (await firstContact()).body.items[0]!.id;
    const from = contacts(1, 1001)[0]!.phone.slice(1);
    const told = { id: 'wamid.attack', recipient_id: from, timestamp: SECONDS() };
    const status = { ...told, status: 'failed', biz_opaque_callback_data: `m1|${campaignId}|${contactId}|a1` };
    const stop = { id: 'wamid.stop', from, timestamp: SECONDS(), type: 'text', text: { body: 'PARAR' } };
    const preference = { wa_id: from, category: 'marketing_messages', value: 'stop', timestamp: Number(SECONDS()) };
    const template = { message_template_name: 'aviso_de_fatura', message_template_language: 'pt_BR' };
    return [
      ['messages', { metadata: NAMED, statuses: [{ ...status, errors: [{ code: 131050 }] }] }],
      ['messages', { metadata: NAMED, messages: [stop] }],
      ['user_preferences', { metadata: NAMED, user_preferences: [preference] }],
      [
        'phone_number_quality_update',
        { display_phone_number: VICTIM.phone, event: 'FLAGGED', current_limit: 'TIER_250' },
      ],
      ['message_template_status_update', { ...template, event: 'DISABLED', message_template_id: 1 }],
      ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }],
    ];
  }

  it('are not moved by whoever claims their account, portfolio and people, and signs with a secret of their own', async () => {
    const before = await standing();
    for (const [field, value] of await words())
      expect([field, await say(attacker, OWN_SECRET, field, value)]).toEqual([field, 200]);
    expect(await standing()).toEqual(before);
  }, 60_000);

  it('take nothing at their own address that is signed with another secret', async () => {
    const before = await standing();
    for (const [field, value] of await words())
      expect([field, await say(victim, OWN_SECRET, field, value)]).toEqual([field, 401]);
    expect(await standing()).toEqual(before);
  }, 60_000);

  it('cannot be registered again, and nobody learns whose they are', async () => {
    const registration = {
      ...{ subaccountId: attacker.subaccountId, name: 'Minha', provider: 'cloud-api' },
      ...{ phone: `+${VICTIM.phone}`, portfolioId: VICTIM.portfolioId, credentials: CREDENTIALS },
      connection: {
        ...{ baseUrl: setting.simulator.url, apiVersion: 'v25.0' },
        ...{ phoneNumberId: PHONE_NUMBER_ID, businessAccountId: VICTIM.businessAccountId },
      },
    };
    const { connection } = registration;
    const answers = [
      await setting.api.post('/v1/senders', registration),
      await setting.api.call('PATCH', `/v1/senders/${attacker.senderId}`, { connection }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(409);
      expect(JSON.stringify(body)).not.toMatch(`${victim.senderId}|${victim.subaccountId}`);
    }
  });

  it('are moved by each of these words of their own app, so that the tests above can fail', async () => {
    const before = await standing();
    for (const [field, value] of await words())
      expect(await say(victim, CREDENTIALS.appSecret, field, value)).toBe(200);
    const after = await standing();
    for (const field of ['status', 'tier', 'suppressions', 'templates', 'replies'] as const) {
      expect([field, after[field as never]]).not.toEqual([field, before[field as never]]);
    }
  }, 60_000);
});
