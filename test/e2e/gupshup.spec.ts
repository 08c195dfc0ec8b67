import { people, subscriber } from '../reports/people';
import { allOf, until } from './api';
import { campaignUntil, type ContactRow, contactsOf, verify } from './campaigns';
import { APP_CREDENTIALS, APP_ID, APP_NAME, APP_PHONE, setGupshupStage } from './gupshup-stage';
import { Setting } from './setting';
import { campaignBody, PHONE_NUMBER_ID, type Stage, uploadContacts } from './stage';

const COUNT = 150;
const AUDIENCE = people(COUNT, 1000, ['BR', 'MX', 'AR']);
const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';

const REMINDER = {
  name: 'lembrete',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [
    { type: 'BODY', text: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Já paguei' },
        { type: 'QUICK_REPLY', text: 'Depois' },
      ],
    },
  ],
};

type Provider = 'cloudApi' | 'gupshup';

interface Ending {
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly status: string;
  readonly result: string | null;
}

const READ: Ending = { state: 'read', attempts: 1, error: null, status: 'read', result: 'read' };
const failed = (state: string, error: string, status: string): Ending => ({
  ...{ state, attempts: 1, error, status, result: 'failed' },
});
/** Nobody knows, and only a person may say. */
const UNKNOWN: Ending = {
  ...{ state: 'in_progress', attempts: 1, error: 'ENG_AMBIGUOUS' },
  ...{ status: 'carrier_communication_failure', result: null },
};
const LATE: Ending = { ...READ, state: 'delivered', status: 'delivered', result: 'delivered' };

interface Expected {
  readonly digits: string;
  readonly what: string;
  readonly cloudApi: Ending;
  readonly gupshup: Ending;
}

const of = (digits: string, what: string, cloudApi: Ending, gupshup = cloudApi): Expected => ({
  ...{ digits, what, cloudApi, gupshup },
});

/** What must come of the last four digits of a phone: the same through both, unless Gupshup's is named. */
const ENDINGS: readonly Expected[] = [
  of('0001', 'no WhatsApp account', failed('sending_failed', '131026', 'invalid_destination')),
  of('0002', 'marketing cap', failed('delivery_failed', '131049', 'not_delivered')),
  of('0003', 'stopped marketing', failed('delivery_failed', '131050', 'opted_out')),
  of('0004', 'experiment', failed('delivery_failed', '130472', 'not_delivered')),
  of('0007', 'read without delivered', READ),
  of('0008', 'delivered, then a late failure', LATE),
  of('0009', 'failed, then delivered after all', LATE),
  of('0010', 'refused once, then fine', { ...READ, attempts: 2 }),
  // Its 429 is of the rate of the number, which costs no attempt; Meta's is of the pair.
  of('0011', 'too fast twice, then fine', { ...READ, attempts: 3 }, READ),
  // Gupshup gives nothing back of what it was given, so that its word of a message without an answer is of nobody.
  of('0012', 'the answer hangs, the message is sent', READ, UNKNOWN),
  of('0013', '500 before accepting', UNKNOWN),
  of('0014', 'replies PARAR', READ),
  of('0015', 'taps the first button', READ),
  of('0016', 'replies with text', READ),
  of('0017', 'replies with an image', READ),
  of('0018', 'the older form of the number', READ),
  of('0019', 'every callback three times', READ),
  of('0020', 'callbacks in reverse order', READ),
  of('0021', 'known to Gupshup as no WhatsApp account', READ, failed('sending_failed', '1002', 'invalid_destination')),
  of('0022', 'a callback before the answer', READ),
  of('0023', 'known by user id only', READ),
  of('0024', 'comes from an advertisement', READ),
];

const phoneOf = (digits: string) => `+551190000${digits}`;

interface Written {
  readonly phone: string;
  readonly campaignId: string | null;
  readonly contentType: string;
  readonly message: string | null;
  readonly buttonPayload: string | null;
}

interface Sent extends ContactRow {
  readonly messageId: string | null;
}

describe.each(['v2', 'v3'] as const)('a number of Gupshup beside one of the Cloud API, callbacks of %s', (version) => {
  let setting: Setting;
  let stages: Readonly<Record<Provider, Stage>>;
  const SENDERS: Readonly<Record<Provider, string>> = { cloudApi: PHONE_NUMBER_ID, gupshup: APP_ID };
  const BOTH: readonly Provider[] = ['cloudApi', 'gupshup'];

  beforeAll(async () => {
    const environment = { ARAUTO_RETRY_SCALE: '0.02', ARAUTO_UNKNOWN_GRACE: '1s' };
    setting = await Setting.make({ speed: 1000, pace: 100, environment, knobs: { hangSeconds: 2 } });
    const { api, simulator, stage } = setting;
    const gupshup = await setGupshupStage(api, simulator, { callbackVersion: version, defaultCountry: 'MX' });
    stages = { cloudApi: stage, gupshup };
  }, 60_000);

  afterAll(() => setting.end());

  /** The same campaign of each number's own subaccount. Answers their ids. */
  async function startBoth(rows: readonly unknown[], withButtons = false): Promise<Readonly<Record<Provider, string>>> {
    const { api, simulator } = setting;
    const ids: Record<Provider, string> = { cloudApi: '', gupshup: '' };
    for (const provider of BOTH) {
      const stage = stages[provider];
      const template = { subaccountId: stage.subaccountId, senderId: stage.senderId, ...REMINDER };
      if (withButtons) await simulator.control('POST', `/__sim/template/${REMINDER.name}/approve`, template);
      const templateId = withButtons ? (await api.make('/v1/templates', template)).id : stage.templateId;
      ids[provider] = (await api.make('/v1/campaigns', campaignBody({ ...stage, templateId }))).id;
      await uploadContacts(api, ids[provider], rows);
    }
    for (const provider of BOTH) await api.make(`/v1/campaigns/${ids[provider]}/start`);
    return ids;
  }

  const sentOf = (id: string) => contactsOf(setting.api, id) as Promise<Sent[]>;
  const arrivalsAt = async (provider: Provider) =>
    (await setting.truth.ledger()).filter(({ sender }) => sender === SENDERS[provider]);
  const statusesOf = async (id: string) =>
    new Map(
      (
        await allOf<{ phone: string; status: string; attempts: number }>(
          setting.api,
          `/v1/reports/detailed?type=MT&${PERIOD}&campaign=${id}`,
        )
      ).map((row) => [row.phone, row]),
    );
  const recordsOf = async (id: string) =>
    new Map(
      (
        await allOf<{ telephone: string; result: string | null; error: string | null }>(
          setting.api,
          `/v1/reports/records?campaign=${id}`,
        )
      ).map((row) => [row.telephone, row]),
    );

  describe('the same campaign in three countries, the engine killed in the midst', () => {
    let ids: Readonly<Record<Provider, string>>;

    beforeAll(async () => {
      ids = await startBoth(AUDIENCE);
      for (const provider of BOTH) await campaignUntil(setting.api, ids[provider], ({ settled }) => settled > 30);
      await setting.kill();
      await setting.restart();
      for (const provider of BOTH)
        await campaignUntil(setting.api, ids[provider], ({ status }) => status === 'completed');
      await setting.truth.drained();
    }, 120_000);

    it.each(BOTH)('reaches everybody once, by the ledger of who really received it: %s', async (provider) => {
      const contacts = await sentOf(ids[provider]);
      const wanted = AUDIENCE.map(({ phone }) => subscriber(phone)).sort();
      expect(contacts.map(({ phone }) => phone).sort()).toEqual(wanted);
      const handsets = (await arrivalsAt(provider)).map(({ handset }) => handset);
      expect(new Set(handsets).size).toBe(handsets.length);
      // Whom the kill struck between the call and its answer, nobody is sent anything again.
      const lost = contacts.filter(({ needsAttention }) => needsAttention).map(({ phone }) => phone);
      expect(wanted.filter((phone) => !handsets.includes(phone) && !lost.includes(phone))).toEqual([]);
      expect(contacts.filter(({ state, needsAttention }) => state !== 'read' && !needsAttention)).toEqual([]);
      // A campaign of the Cloud API gets back what it was given, and knows it from the callbacks.
      if (provider === 'cloudApi') expect(lost.filter((phone) => handsets.includes(phone!))).toEqual([]);
    });

    it.each(BOTH)('is known by the ids that the provider answered: %s', async (provider) => {
      const received = new Map((await arrivalsAt(provider)).map(({ handset, messageId }) => [handset, messageId]));
      for (const { phone, messageId, needsAttention } of await sentOf(ids[provider])) {
        if (!needsAttention) expect([phone, messageId]).toEqual([phone, received.get(phone!)]);
      }
    });

    it.each(BOTH)('says the same in log, views and reports: %s', async (provider) => {
      const id = ids[provider];
      expect(await verify(setting.api, id)).toMatchObject({ ok: true, differences: [] });
      const [statuses, records] = [await statusesOf(id), await recordsOf(id)];
      expect([statuses.size, records.size]).toEqual([COUNT, COUNT]);
      for (const { phone, needsAttention } of await sentOf(id)) {
        if (needsAttention) continue;
        expect([statuses.get(phone!)?.status, records.get(phone!)?.result]).toEqual(['read', 'read']);
      }
    });
  });

  describe('people and platform that do whatever they can', () => {
    let ids: Readonly<Record<Provider, string>>;

    beforeAll(async () => {
      const rows = ENDINGS.map(({ digits }) => ({ phone: phoneOf(digits), parameters: { amount: '1' } }));
      ids = await startBoth(rows, true);
      for (const provider of BOTH)
        await campaignUntil(setting.api, ids[provider], ({ status }) => status === 'completed');
      await setting.truth.drained();
      for (const provider of BOTH)
        await until(
          async () => (await statusesOf(ids[provider])).get(phoneOf('0024')),
          (row) => row?.status === 'read',
        );
    }, 120_000);

    it.each(ENDINGS)('$digits: $what', async ({ digits, ...endings }) => {
      const phone = phoneOf(digits);
      for (const provider of BOTH) {
        const wanted = endings[provider];
        const contact = (await sentOf(ids[provider])).find(({ phone: own }) => own === phone);
        const row = (await statusesOf(ids[provider])).get(phone);
        const record = (await recordsOf(ids[provider])).get(phone);
        expect({
          ...{ provider, state: contact?.state, attempts: contact?.attempts, error: contact?.error?.code ?? null },
          ...{ needsAttention: contact?.needsAttention, status: row?.status, reported: row?.attempts },
          ...{ result: record?.result, why: record?.error?.split(' ')[0] ?? null },
        }).toEqual({
          ...{ provider, ...wanted, needsAttention: wanted === UNKNOWN },
          ...{ reported: wanted.attempts, why: wanted.error },
        });
      }
    });

    it('got nobody anything twice', async () => {
      for (const provider of BOTH) {
        const handsets = (await arrivalsAt(provider)).map(({ handset }) => handset);
        expect(new Set(handsets).size).toBe(handsets.length);
        expect(await verify(setting.api, ids[provider])).toMatchObject({ ok: true, differences: [] });
      }
    });

    it('wrote back, and each campaign has what answers it', async () => {
      for (const provider of BOTH) {
        const { subaccountId } = stages[provider];
        const written = await until(
          () => allOf<Written>(setting.api, `/v1/reports/detailed?type=MO&${PERIOD}&subaccount=${subaccountId}`),
          (rows) => rows.length >= 5,
        );
        const told = written.map(({ phone, campaignId, contentType, message, buttonPayload }) => [
          ...[phone.slice(-4), campaignId, contentType, message, buttonPayload],
        ]);
        const id = ids[provider];
        expect([provider, ...told.sort()]).toEqual([
          provider,
          ['0014', id, 'text', 'PARAR', null],
          ['0015', id, 'button', 'Já paguei', 'Já paguei'],
          ['0016', id, 'text', 'Obrigado, está tudo certo 👍', null],
          ['0017', id, 'image', 'Comprovante', null],
          ['0024', id, 'text', 'Olá! Vi o anúncio.', null],
        ]);
        const { body } = await setting.api.get<{ replies: { total: number; buttons: readonly { taps: number }[] } }>(
          `/v1/campaigns/${id}`,
        );
        expect([body.replies.total, body.replies.buttons.map(({ taps }) => taps)]).toEqual([5, [1, 0]]);
      }
    });

    it('opted out by word, of the one they wrote to', async () => {
      for (const provider of BOTH) {
        const query = new URLSearchParams({ subaccount: stages[provider].subaccountId, phone: phoneOf('0014') });
        const { body } = await setting.api.get<{ items: { source: string }[] }>(`/v1/suppressions?${query.toString()}`);
        expect([provider, body.items.map(({ source }) => source)]).toEqual([provider, ['word']]);
      }
    });
  });

  describe('a message that was only taken', () => {
    const PHONE = phoneOf('0006');
    let ids: Readonly<Record<Provider, string>>;
    let messageId: string;

    beforeAll(async () => {
      ids = await startBoth([{ phone: PHONE, parameters: { amount: '1' } }]);
      for (const provider of BOTH)
        await campaignUntil(setting.api, ids[provider], ({ counters }) => counters['sent'] === 1);
      messageId = (await sentOf(ids.gupshup))[0]!.messageId!;
    }, 60_000);

    /** Posts that it was delivered, of whatever number. */
    async function tell({ appName = APP_NAME, phone = APP_PHONE, token = APP_CREDENTIALS.webhookToken } = {}) {
      const ts = Math.floor(Date.now() / 1000);
      const payload = { id: 'gBEG-of-it', gsId: messageId, type: 'delivered', payload: { ts } };
      const metadata = { display_phone_number: phone, phone_number_id: '158072934066266' };
      const statuses = [{ id: 'gBEG-of-it', gs_id: messageId, status: 'delivered', timestamp: String(ts) }];
      const value = { messaging_product: 'whatsapp', metadata, statuses };
      const body =
        version === 'v2'
          ? { app: appName, timestamp: ts * 1000, version: 2, type: 'message-event', payload }
          : {
              ...{ object: 'whatsapp_business_account', gs_app_id: appName },
              entry: [{ id: '112535025189792', changes: [{ field: 'messages', value }] }],
            };
      const url = `${setting.api.url}/webhooks/gupshup/${stages.gupshup.senderId}/${token}`;
      return (
        await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status;
    }
    const resultOf = async (provider: Provider) => (await recordsOf(ids[provider])).get(PHONE)?.result;
    const foreign = async () =>
      (await allOf<{ data: { reason: string } }>(setting.api, '/v1/events?type=UnmatchedReceived')).filter(
        ({ data: { reason } }) => reason === 'foreign_number',
      );

    it('is Accepted at the one and Submitted at the other', async () => {
      for (const [provider, word] of [
        ['cloudApi', 'accepted'],
        ['gupshup', 'submitted'],
      ] as const) {
        expect(await until(() => resultOf(provider), (result) => result !== undefined)).toBe(word); // prettier-ignore
      }
    });

    it('is told of by nobody without the token, and by no other number', async () => {
      expect(await tell({ token: 'a-token-of-somebody-else' })).toBe(401);
      expect(await tell({ appName: 'OutraLoja', phone: '5511900000008' })).toBe(200);
      await until(foreign, (events) => events.length === 1);
      expect((await sentOf(ids.gupshup))[0]!.state).toBe('sent');
      expect(await tell()).toBe(200);
      await campaignUntil(setting.api, ids.gupshup, ({ counters }) => counters['delivered'] === 1);
      await until(() => resultOf('gupshup'), (result) => result === 'delivered'); // prettier-ignore
    });
  });

  describe('whatever persons can write, told twice, late and in reverse', () => {
    const LISTENERS = people(80, 20_000, ['BR', 'AR']);
    let ids: Readonly<Record<Provider, string>>;

    beforeAll(async () => {
      const always = { utilityRead: 1, receiptsOffRate: 0, utilityReply: 1, otherReplyShare: 0.9, utilityTap: 0.5 };
      const disorder = { duplicateRate: 0.3, reversedRate: 0.2, deliveredSkippedRate: 0.2, unknownWamidRate: 0.05 };
      await setting.simulator.control('PATCH', '/__sim/knobs', { ...always, ...disorder });
      ids = await startBoth(LISTENERS, true);
      for (const provider of BOTH)
        await campaignUntil(setting.api, ids[provider], ({ counters }) => counters['read'] === LISTENERS.length);
      await setting.truth.drained();
    }, 120_000);

    const countOf = (words: readonly unknown[]) =>
      Object.fromEntries([...new Set(words)].sort().map((word) => [word, words.filter((one) => one === word).length]));

    it.each(BOTH)('is received once, as what it is: %s', async (provider) => {
      const { subaccountId } = stages[provider];
      const listening = new Set(LISTENERS.map(({ phone }) => subscriber(phone)));
      // What corrects another message is none.
      const written = (await setting.truth.written()).filter(
        ({ number, handset, corrects }) => number === SENDERS[provider] && listening.has(handset) && corrects === null,
      );
      const read = await until(
        async () =>
          (
            await allOf<Written>(setting.api, `/v1/reports/detailed?type=MO&${PERIOD}&subaccount=${subaccountId}`)
          ).filter(({ phone }) => listening.has(phone)),
        // Whose answer it is is told a moment after it came.
        (rows) => rows.length >= written.length && rows.every(({ campaignId }) => campaignId !== null),
      );
      expect(countOf(read.map(({ contentType }) => contentType))).toEqual(countOf(written.map(({ type }) => type)));
      expect(new Set(read.map(({ campaignId }) => campaignId))).toEqual(new Set([ids[provider]]));
      const tapped = written.filter(({ type }) => type === 'button').length;
      // Of other views than the report's, which may be a moment behind them.
      const taps = await until(
        async () => {
          const { body } = await setting.api.get<{ replies: { buttons: readonly { taps: number }[] } }>(
            `/v1/campaigns/${ids[provider]}`,
          );
          return body.replies.buttons.reduce((sum, button) => sum + button.taps, 0);
        },
        (sum) => sum >= tapped,
      );
      expect(taps).toBe(tapped);
    });
  });
});
