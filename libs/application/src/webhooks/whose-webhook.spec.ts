import { callbackData, type SenderCommand, senderDecider, stream } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { ViewsBeingMade } from '@arauto/read-models';
import { EditSender } from '../senders/edit-sender';
import { GetSender } from '../senders/get-sender';
import { RegisterSender, type RegisterSenderBody } from '../senders/register-sender';
import { StartCampaign } from '../campaigns/start-campaign';
import { GetContact } from '../contacts/get-contact';
import { UnmatchedMatcher } from '../reactions/match-unmatched';
import {
  contactDoes,
  contactIdOf,
  makeCampaign,
  makeTenant,
  number,
  SENDER,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { senderOf, typesOf } from '../testing/streams';
import { openWebhooks, webhook } from '../testing/webhooks';

let engine: SmallEngine;
/** Two numbers of one app in one subaccount, a third of that app in another, and a number of another app. */
let shop: Tenant;
let branch: Tenant;
let stranger: Tenant;
let a: string;
let b: string;
let c: string;
let x: string;

const NUMBERS = { a: '700100200301', b: '700100200302', c: '700100200303', x: '700100200304' };

function register(
  subaccountId: string,
  phoneNumberId: string,
  phone: string,
  changes: Partial<RegisterSenderBody> = {},
) {
  const connection = { ...SENDER.connection, phoneNumberId, businessAccountId: '900800700' };
  const input = { ...SENDER, subaccountId, phone, connection, ...changes };
  return engine.run(new RegisterSender(engine.command(), input)).then(({ id }) => id);
}

beforeEach(async () => {
  engine = await openSmallEngine();
  await engine.clock.advance(Date.parse('2026-11-28T08:00:00Z') - engine.clock.now());
  [shop, branch, stranger] = [
    await makeTenant(engine),
    await makeTenant(engine, 'Filial'),
    await makeTenant(engine, 'Outra'),
  ];
  a = await register(shop.subaccountId, NUMBERS.a, '+5511900000001');
  b = await register(shop.subaccountId, NUMBERS.b, '+5531900000002');
  c = await register(branch.subaccountId, NUMBERS.c, '+525500000003');
  x = await register(stranger.subaccountId, NUMBERS.x, '+5511900000004', {
    credentials: { ...SENDER.credentials, appSecret: 'secret-of-another-app' },
  });
});
afterEach(() => engine.close());

/** A campaign of one contact, of whom an attempt has left by `senderId`. */
async function sentBy(tenant: Tenant, senderId: string, phone: string) {
  const campaignId = await makeCampaign(engine, { ...tenant, senderId });
  await uploadRows(engine, tenant, campaignId, [{ phone }]);
  await engine.run(new StartCampaign(engine.command(), { campaignId }));
  const contactId = await contactIdOf(engine, tenant, phone);
  await sendingOf(engine, campaignId, senderId).attempt(contactId);
  return { campaignId, contactId, phone };
}

type Sent = Awaited<ReturnType<typeof sentBy>>;

/** The recorded body of a delivery, with what the attempt put into it. */
function delivery(metadata: object, { campaignId, contactId, phone }: Sent) {
  return {
    messaging_product: 'whatsapp',
    metadata,
    statuses: [
      {
        id: `wamid.${contactId}`,
        status: 'delivered',
        timestamp: '1795834800',
        recipient_id: phone.slice(1),
        biz_opaque_callback_data: callbackData(campaignId, contactId, 1),
      },
    ],
  };
}

const stateOf = async ({ campaignId, contactId }: Sent) =>
  (await engine.ask(new GetContact(engine.query(), { campaignId, contactId }))).state;

async function unmatchedOf(senderId: string): Promise<string[]> {
  const reasons: string[] = [];
  const filter = { streamPrefixes: [stream.unmatched(senderId, '')], types: ['UnmatchedReceived'] };
  for await (const { data } of engine.store.readAll({ filter })) reasons.push(String(data['reason']));
  return reasons;
}

describe('of a campaign of several numbers', () => {
  it('each is told of its own attempts alone, also of those before the last', async () => {
    const phone = number(11_050);
    const campaignId = await makeCampaign(engine, shop, { senderIds: [a, b] });
    await uploadRows(engine, shop, campaignId, [{ phone }]);
    const contactId = await contactIdOf(engine, shop, phone);
    const sent = { campaignId, contactId, phone };
    const { post } = await openWebhooks(engine);
    const telling = (status: string, attempt: number) => ({
      statuses: [
        {
          ...{ id: `wamid.${contactId}.${attempt}`, status, timestamp: '1795834800' },
          biz_opaque_callback_data: callbackData(campaignId, contactId, attempt),
        },
      ],
    });
    await sendingOf(engine, campaignId, a).attempt(contactId);
    const error = { code: '131000' };
    const retry = { dueAt: '2026-11-28T08:00:05.000Z', class: 'server', consumesAttempt: true };
    await contactDoes(engine, campaignId, contactId, {
      type: 'RecordRefused',
      attempt: 1,
      error,
      retry,
      final: 'error',
    });
    await sendingOf(engine, campaignId, b).attempt(contactId);
    await post(b, webhook('messages', { metadata: { phone_number_id: NUMBERS.b }, ...telling('delivered', 1) }));
    await post(a, webhook('messages', { metadata: { phone_number_id: NUMBERS.a }, ...telling('delivered', 2) }));
    expect([await stateOf(sent), await unmatchedOf(a), await unmatchedOf(b)]).toEqual([
      'in_progress',
      ['foreign_callback'],
      ['foreign_callback'],
    ]);
    await post(a, webhook('messages', { metadata: { phone_number_id: NUMBERS.a }, ...telling('sent', 1) }));
    expect(await stateOf(sent)).toBe('sent');
    await post(b, webhook('messages', { metadata: { phone_number_id: NUMBERS.b }, ...telling('read', 2) }));
    expect(await stateOf(sent)).toBe('read');
  });
});

describe('what comes to the one callback address of an app', () => {
  it('is for the number it names: a status of B that comes to A', async () => {
    const sent = await sentBy(shop, b, number(11_001));
    const { post } = await openWebhooks(engine);
    const metadata = { display_phone_number: '5531900000002', phone_number_id: NUMBERS.b };
    await post(a, webhook('messages', delivery(metadata, sent), { id: '900800700' }));
    expect(await stateOf(sent)).toBe('delivered');
    expect(await unmatchedOf(a)).toEqual([]);
  });

  it('is for the number it names: also in another subaccount with the same secret', async () => {
    const sent = await sentBy({ ...branch, senderId: c }, c, number(11_002));
    const { post } = await openWebhooks(engine);
    await post(a, webhook('messages', delivery({ phone_number_id: NUMBERS.c }, sent)));
    expect(await stateOf(sent)).toBe('delivered');
  });

  it.each([
    ['5531900000002', 'b'],
    ['+55 31 90000-0002', 'b'],
    ['553100000002', 'b'],
    ['+525500000003', 'c'],
    ['5215500000003', 'c'],
    ['(11) 90000-0001', 'nobody'],
    ['+55 11 90000-0001', 'a'],
    ['+55 11 90000-0004', 'nobody'],
  ])('is for the number written as %s where no id stands: %s', async (display_phone_number, whose) => {
    const { post } = await openWebhooks(engine);
    const value = {
      metadata: { display_phone_number },
      messages: [{ id: 'wamid.1', from: '5511900000077', timestamp: '1795834800', type: 'text', text: { body: 'oi' } }],
    };
    await post(a, webhook('messages', value));
    const person = await contactIdOf(engine, whose === 'c' ? branch : shop, '+5511900000077');
    const conversations = { a, b, c };
    for (const [name, senderId] of Object.entries(conversations)) {
      const types = await typesOf(engine, stream.conversation(senderId, person));
      expect([name, types]).toEqual([name, name === whose ? ['MessageReceived'] : []]);
    }
    expect(await unmatchedOf(a)).toEqual(whose === 'nobody' ? ['foreign_number'] : []);
  });

  it('is the addressed number’s where none is named', async () => {
    const sent = await sentBy(shop, a, number(11_003));
    const { post } = await openWebhooks(engine);
    await post(a, webhook('messages', { statuses: delivery({}, sent).statuses }));
    expect(await stateOf(sent)).toBe('delivered');
  });

  it.each([
    ['of an account of another app', '900800799', []],
    ['of its own account', '900800700', ['PersonSuppressed']],
  ])('is the account’s where no number is named: a preference %s', async (_, id, suppressed) => {
    const { post } = await openWebhooks(engine);
    const preference = { wa_id: '5511900000077', category: 'marketing_messages', value: 'stop', timestamp: 1795834800 };
    await post(a, webhook('user_preferences', { user_preferences: [preference] }, { id }));
    const person = await contactIdOf(engine, shop, '+5511900000077');
    expect(await typesOf(engine, stream.suppression(shop.subaccountId, person))).toEqual(suppressed);
    expect(await unmatchedOf(a)).toEqual(suppressed.length === 0 ? ['foreign_number'] : []);
  });

  it('is durable for every one of a thousand elements, each with its own number', async () => {
    const sents = [await sentBy(shop, a, number(21_001)), await sentBy(shop, b, number(21_002))];
    const theirs = await sentBy({ ...branch, senderId: c }, c, number(21_003));
    const { post } = await openWebhooks(engine);
    const statuses = (metadata: object, sent: Sent) => ({
      ...delivery(metadata, sent),
      statuses: Array.from({ length: 333 }, () => delivery(metadata, sent).statuses[0]),
    });
    const changes = [
      statuses({ phone_number_id: NUMBERS.a }, sents[0]!),
      statuses({ phone_number_id: NUMBERS.b }, sents[1]!),
      statuses({ phone_number_id: NUMBERS.c }, theirs),
    ].map((value) => ({ field: 'messages', value }));
    await post(b, { object: 'whatsapp_business_account', entry: [{ id: '900800700', changes }] });
    for (const sent of [...sents, theirs]) {
      const types = await typesOf(engine, stream.contact(sent.campaignId, sent.contactId));
      expect(types.filter((type) => type === 'Delivered')).toHaveLength(1);
    }
  });

  it('is nobody’s when the number belongs to another app: kept, said, and not booked on anybody', async () => {
    const sent = await sentBy({ ...stranger, senderId: x }, x, number(11_004));
    const { post, foreign } = await openWebhooks(engine);
    const body = webhook('messages', delivery({ phone_number_id: NUMBERS.x }, sent), { id: '900800700' });
    await post(a, body);
    await post(a, body);
    expect(await stateOf(sent)).toBe('in_progress');
    // Delivered twice it is one element, however often it is counted as a sign that something is set up wrongly.
    expect(await unmatchedOf(a)).toEqual(['foreign_number']);
    expect(await unmatchedOf(x)).toEqual([]);
    expect(foreign.elements.get(a)).toBe(2);
    const { warnings } = await engine.ask(new GetSender(engine.query(), { senderId: a }));
    expect(warnings).toEqual([
      {
        code: 'foreign_callbacks',
        phoneNumberId: NUMBERS.x,
        businessAccountId: '900800700',
        text: expect.stringMatching(/^Callbacks of the number 700100200304 of .* arrive at \/webhooks\/cloud-api\//),
      },
    ]);
    expect(await typesOf(engine, stream.sender(a))).toEqual([
      'SenderRegistered',
      'SenderConnected',
      'ForeignCallbacksReceived',
    ]);
    expect((await engine.ask(new GetSender(engine.query(), { senderId: x }))).warnings).toEqual([]);
  });

  it('finds its number when that is registered later, and is said no longer to be nobody’s', async () => {
    const { post } = await openWebhooks(engine);
    const value = {
      metadata: { display_phone_number: '5511900000005', phone_number_id: '700100200305' },
      messages: [{ id: 'wamid.2', from: '5511900000078', timestamp: '1795834800', type: 'text', text: { body: 'oi' } }],
    };
    await post(a, webhook('messages', value));
    const later = await register(branch.subaccountId, '700100200305', '+5511900000005');
    const { receiver } = await openWebhooks(engine);
    const { store, vault, clock } = engine;
    const failed = (error: unknown) => {
      throw error;
    };
    const matcher = new UnmatchedMatcher(store, engine.views.operational, vault, receiver, clock);
    await clock.advance(1000);
    await matcher.look(new AbortController().signal, failed);
    const person = await contactIdOf(engine, branch, '+5511900000078');
    expect(await typesOf(engine, stream.conversation(later, person))).toEqual(['MessageReceived']);
    await engine.views.project();
    expect(await matcher.size()).toBe(0);
    expect((await engine.ask(new GetSender(engine.query(), { senderId: a }))).warnings).toEqual([]);
  });

  it('is found for what was put aside before names were read', async () => {
    const sent = await sentBy(shop, b, number(11_006));
    const { receiver } = await openWebhooks(engine);
    const kept = {
      ...{ kind: 'status', messageId: 'wamid.3', status: 'delivered', at: 1795834800000, phoneNumberId: NUMBERS.b },
      ...{ callbackData: callbackData(sent.campaignId, sent.contactId, 1), errors: [], freeEntryPoint: false },
    };
    const name = stream.contact(sent.campaignId, sent.contactId);
    expect(await receiver.matchAgain(a, await senderOf(engine, a), kept as never)).toBe(name);
    expect(await stateOf(sent)).toBe('delivered');
  });

  it('writes no number of a phone into the log where an element has no id', async () => {
    const { post } = await openWebhooks(engine);
    const value = { display_phone_number: '+55 11 90000-0099', event: 'FLAGGED' };
    await post(a, webhook('phone_number_quality_update', value, { id: '900800700' }));
    expect(await unmatchedOf(a)).toEqual(['foreign_number']);
    const log: string[] = [];
    for await (const event of engine.store.readAll()) log.push(JSON.stringify(event));
    expect(log.join()).not.toMatch(/90000-?0099/);
  });

  it('is the older sender’s where two have one number from before a number was registered once', async () => {
    const { connection } = await senderOf(engine, b);
    // As a log has it that knew no claims.
    const twin = { ...connection, phoneNumberId: NUMBERS.a };
    const event = { id: engine.random.uuid(), type: 'SenderEdited', data: { connection: twin }, metadata: { v: 1 } };
    await engine.store.append(stream.sender(b), [event], { expected: 'any' });
    const sent = await sentBy(shop, a, number(11_005));
    const { post } = await openWebhooks(engine);
    await post(b, webhook('messages', delivery({ phone_number_id: NUMBERS.a }, sent)));
    expect(await stateOf(sent)).toBe('delivered');
    const free = { ...SENDER.connection, phoneNumberId: '700100200399', businessAccountId: '900800700' };
    await engine.run(new EditSender(engine.command(), { senderId: b, connection: free }));
  });
});

describe('numbers of one owner', () => {
  it('are those of an account that have the same app secret, and count one tier', async () => {
    const { directory } = await openWebhooks(engine);
    expect([...(await directory.accountOf(a))].sort()).toEqual([a, b, c].sort());
    expect(await directory.accountOf(x)).toEqual([x]);
    const portfolios = await Promise.all(
      [a, b, c, x].map(async (id) => directory.portfolioOf(await senderOf(engine, id))),
    );
    expect(new Set(portfolios.slice(0, 3)).size).toBe(1);
    expect(portfolios[3]).not.toBe(portfolios[0]);
  });

  it('are known at the start although the views do not have them yet', async () => {
    engine.views.following = false;
    const late = await register(shop.subaccountId, '700100200306', '+5511900000006');
    const { directory } = await openWebhooks(engine);
    expect(directory.ofNumber('700100200306').map(({ senderId }) => senderId)).toEqual([late]);
    expect(directory.all().map(({ senderId }) => senderId)).toEqual(expect.arrayContaining([a, b, c, x, late]));
  });

  it('are known at the start although the views are being made', async () => {
    jest.spyOn(engine.views.operational, 'stream').mockImplementation(() => {
      throw new ViewsBeingMade('operational', '3', '9');
    });
    const { directory } = await openWebhooks(engine);
    expect([...(await directory.accountOf(a))].sort()).toEqual([a, b, c].sort());
    const all = directory.all().map(({ senderId }) => senderId);
    expect(all).toHaveLength(7);
    expect(all).toEqual(expect.arrayContaining([a, b, c, x]));
  });

  it('from before a number was registered once are claimed at the start, the older first', async () => {
    const phoneNumberId = '700100200307';
    const ids = ['older', 'younger'];
    for (const senderId of ids) {
      const { provider, credentialsRef, phoneRef, connection } = await senderOf(engine, a);
      const command: SenderCommand = {
        type: 'RegisterSender',
        ...{
          subaccountId: shop.subaccountId,
          name: senderId,
          portfolioId: 'pf-1',
          pace: null,
          provider,
          credentialsRef,
          phoneRef,
        },
        connection: { ...connection, phoneNumberId },
      };
      const name = stream.sender(senderId);
      await execute(engine.store, senderDecider, name, command, { eventId: () => engine.random.uuid() });
      await engine.clock.advance(1000);
    }
    const { failures } = await openWebhooks(engine);
    expect(failures).toContain('younger');
    expect(failures).not.toContain('older');
    const again = register(branch.subaccountId, phoneNumberId, '+5511900000007');
    await expect(again).rejects.toMatchObject({ code: 'already_registered' });
  });
});
