import { campaignDecider, type KnownTemplate, stream, templateAggregate } from '@arauto/domain';
import { execute, load } from '@arauto/event-store';
import { PLATFORM_WORDS } from '@arauto/whatsapp/cloud-api';
import fc from 'fast-check';
import { PauseSender } from '../senders/pause-sender';
import { RegisterSender } from '../senders/register-sender';
import { RegisterTemplate } from '../templates/register-template';
import { templateId } from '../templates/template-id';
import {
  makeCampaign,
  makeTenant,
  nextSender,
  number,
  startCampaign,
  TEMPLATE,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { campaignOf, senderOf } from '../testing/streams';
import { openWebhooks, webhook } from '../testing/webhooks';

/** Tenants of `makeTenant` share an app secret and a business account unless a test says otherwise. */
const ACCOUNT = '200';
const NOW = Date.parse('2026-11-28T08:00:00Z');

let engine: SmallEngine;
let shop: Tenant;
/** Same account, same portfolio, other app: whoever it is. */
let stranger: Tenant;

beforeEach(async () => {
  engine = await openSmallEngine();
  await engine.clock.advance(NOW - engine.clock.now());
  shop = await makeTenant(engine);
  stranger = await strangerTo();
});
afterEach(() => engine.close());

async function strangerTo(): Promise<Tenant> {
  const { subaccountId } = await makeTenant(engine, 'Outra');
  const sender = nextSender(engine);
  const credentials = { ...sender.credentials, appSecret: 'secret-of-another-app' };
  const input = { ...sender, subaccountId, credentials };
  const { id: senderId } = await engine.run(new RegisterSender(engine.command(), input));
  const template = { subaccountId, senderId, ...TEMPLATE };
  return {
    subaccountId,
    senderId,
    templateId: (await engine.run(new RegisterTemplate(engine.command(), template))).id,
  };
}

async function sending(tenant: Tenant): Promise<string> {
  return (await startCampaign(engine, tenant, [{ phone: number(77) }])).campaignId;
}

async function templateOf(id: string): Promise<KnownTemplate> {
  return (await load(engine.store, templateAggregate, id)).state as KnownTemplate;
}

/** `ago` in hours before now. */
const hoursAgo = (ago: number) => Math.floor(NOW / 1000) - ago * 3600;
const accountUpdate = (value: object, time = hoursAgo(1), id = ACCOUNT) =>
  webhook('account_update', value, { id, time });
const ban = (waba_ban_state: string) => ({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state } });
const templateWord = (event: string, time: number, value: object = {}) =>
  webhook(
    'message_template_status_update',
    {
      ...{ event, message_template_id: 990011, reason: 'NONE', ...value },
      ...{ message_template_name: TEMPLATE.name, message_template_language: 'pt-BR' },
    },
    { id: ACCOUNT, time },
  );
const reasons = async (senderId: string) => (await senderOf(engine, senderId)).pauseReasons.map(({ reason }) => reason);

describe('an account that is given back', () => {
  // As recorded.
  const recorded = (value: object) => accountUpdate({ messaging_product: 'whatsapp', ...value }, 1795834800);
  const reinstate = recorded({
    event: 'DISABLED_UPDATE',
    ban_info: { waba_ban_state: 'REINSTATE', waba_ban_date: 'November 28, 2026' },
  });

  it('pauses nothing', async () => {
    const campaignId = await sending(shop);
    const { post } = await openWebhooks(engine);
    await post(shop.senderId, reinstate);
    expect(await senderOf(engine, shop.senderId)).toMatchObject({ status: 'connected' });
    expect(await campaignOf(engine, campaignId)).toMatchObject({ status: 'sending' });
  });

  it('pauses nothing either where no numbers may be added', async () => {
    const { post } = await openWebhooks(engine);
    const restriction = { restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', expiration: 1795921200 };
    await post(shop.senderId, recorded({ event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction] }));
    expect(await senderOf(engine, shop.senderId)).toMatchObject({ status: 'connected' });
  });

  it('frees the number of its own reason and no other; the campaign waits for a person', async () => {
    const campaignId = await sending(shop);
    const { post, consequences } = await openWebhooks(engine);
    await post(shop.senderId, accountUpdate(ban('DISABLE'), hoursAgo(6)));
    await consequences.pauseAccount(shop.senderId, '131031', 'Appeal.');
    await engine.run(new PauseSender(engine.command(), { senderId: shop.senderId, reason: 'holiday' }));
    expect(await reasons(shop.senderId)).toEqual(['error_disabled_update', 'error_131031', 'holiday']);
    await post(shop.senderId, reinstate);
    expect(await reasons(shop.senderId)).toEqual(['holiday']);
    expect(await campaignOf(engine, campaignId)).toMatchObject({ status: 'paused' });
  });

  it('is not disabled again by what was said before', async () => {
    const campaignId = await sending(shop);
    const { post } = await openWebhooks(engine);
    await post(shop.senderId, reinstate);
    await post(shop.senderId, accountUpdate(ban('DISABLE'), hoursAgo(24)));
    expect(await reasons(shop.senderId)).toEqual([]);
    expect(await campaignOf(engine, campaignId)).toMatchObject({ status: 'sending' });
  });
});

it('pauses a number that may not write first, and says until when', async () => {
  const campaignId = await sending(shop);
  const { post } = await openWebhooks(engine);
  const restriction = { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1795921200 };
  await post(shop.senderId, accountUpdate({ event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction] }));
  const remedy = expect.stringContaining('until 2026-11-29 03:00 UTC') as string;
  expect(await senderOf(engine, shop.senderId)).toMatchObject({
    status: 'paused',
    pauseReasons: [{ by: 'system', reason: 'error_account_restriction', remedy }],
  });
  expect(await campaignOf(engine, campaignId)).toMatchObject({ status: 'paused', pauseReasons: [{ remedy }] });
});

it('pauses the campaigns of a utility template that may not be sent, and leaves the number', async () => {
  const utility = await sending(shop);
  const marketing = { ...shop, templateId: await marketingTemplate() };
  const other = await sending(marketing);
  const { post } = await openWebhooks(engine);
  const restricted = { restriction_type: 'RESTRICTED_UTILITY_TEMPLATES' };
  await post(shop.senderId, accountUpdate({ event: 'ACCOUNT_RESTRICTION', restriction_info: [restricted] }));
  expect(await senderOf(engine, shop.senderId)).toMatchObject({ status: 'connected' });
  expect(await campaignOf(engine, utility)).toMatchObject({ status: 'paused' });
  expect(await campaignOf(engine, other)).toMatchObject({ status: 'sending' });
});

async function marketingTemplate(): Promise<string> {
  const { subaccountId, senderId } = shop;
  const input = { subaccountId, senderId, ...TEMPLATE, name: 'oferta', category: 'MARKETING' } as const;
  return (await engine.run(new RegisterTemplate(engine.command(), input))).id;
}

describe('what one app is told', () => {
  it('pauses its own numbers of the account, in every subaccount, and no other app’s', async () => {
    const twin = await makeTenant(engine, 'Filial');
    const elsewhere = await makeTenant(engine, 'Longe');
    const { connection } = await senderOf(engine, elsewhere.senderId);
    const moved = { ...connection, businessAccountId: '201' };
    const event = { id: engine.random.uuid(), type: 'SenderEdited', data: { connection: moved }, metadata: { v: 1 } };
    await engine.store.append(stream.sender(elsewhere.senderId), [event], { expected: 'any' });
    const { post } = await openWebhooks(engine);
    await post(stranger.senderId, accountUpdate(ban('DISABLE')));
    expect(await reasons(stranger.senderId)).toEqual(['error_disabled_update']);
    for (const tenant of [shop, twin, elsewhere]) expect(await reasons(tenant.senderId)).toEqual([]);
    await post(twin.senderId, accountUpdate(ban('DISABLE')));
    for (const tenant of [shop, twin]) expect(await reasons(tenant.senderId)).toEqual(['error_disabled_update']);
    expect(await reasons(elsewhere.senderId)).toEqual([]);
  });

  it('is for the account it names, whatever address it came to', async () => {
    const { post } = await openWebhooks(engine);
    await post(shop.senderId, accountUpdate(ban('DISABLE'), hoursAgo(1), '999'));
    expect(await reasons(shop.senderId)).toEqual([]);
    expect(await senderOf(engine, shop.senderId)).toMatchObject({
      foreign: [{ phoneNumberId: null, businessAccountId: '999' }],
    });
  });

  it('by an answer of the provider pauses its own numbers only: error 190', async () => {
    const twin = await makeTenant(engine, 'Filial');
    const { consequences } = await openWebhooks(engine);
    await consequences.pauseAccount(stranger.senderId, '190', 'Give the sender a new access token.');
    expect(await reasons(stranger.senderId)).toEqual(['error_190']);
    for (const tenant of [shop, twin]) expect(await reasons(tenant.senderId)).toEqual([]);
  });

  it('of a limit of the account is taken for its own numbers, and of a number for that number', async () => {
    const twin = await makeTenant(engine, 'Filial');
    const { post } = await openWebhooks(engine);
    const tiers = () =>
      Promise.all([shop, twin, stranger].map(async ({ senderId }) => (await senderOf(engine, senderId)).facts?.tier));
    const capability = (max_daily_conversations_per_business: unknown, time: number) =>
      webhook('business_capability_update', { max_daily_conversations_per_business }, { id: ACCOUNT, time });
    await post(stranger.senderId, capability(250, hoursAgo(3)));
    expect(await tiers()).toEqual([1000, 1000, 250]);
    await post(shop.senderId, capability(-1, hoursAgo(2)));
    expect(await tiers()).toEqual([null, null, 250]);
    await post(shop.senderId, capability('TIER_2K', hoursAgo(3)));
    expect(await tiers()).toEqual([null, null, 250]);
  });

  it('of a number at the address of another changes the one it names', async () => {
    const { id: second } = await engine.run(
      new RegisterSender(engine.command(), {
        ...nextSender(engine),
        ...{ subaccountId: shop.subaccountId, phone: '+5531900000002' },
      }),
    );
    const { post } = await openWebhooks(engine);
    const said = (event: string, max: string) =>
      webhook(
        'phone_number_quality_update',
        { display_phone_number: '553100000002', event, max_daily_conversations_per_business: max },
        { id: ACCOUNT, time: hoursAgo(1) },
      );
    await post(shop.senderId, said('DOWNGRADE', 'TIER_250'));
    await post(shop.senderId, said('FLAGGED', 'TIER_NOT_SET'));
    await post(shop.senderId, said('THROUGHPUT_UPGRADE', 'TIER_NOT_SET'));
    expect((await senderOf(engine, second)).facts).toEqual({ quality: 'RED', tier: 250, throughput: 1000 });
    expect((await senderOf(engine, shop.senderId)).facts).toEqual({ quality: 'GREEN', tier: 1000, throughput: 80 });
  });
});

describe('a template', () => {
  it('is that of the account, name and language, and of the same app', async () => {
    const { post } = await openWebhooks(engine);
    await post(shop.senderId, templateWord('PAUSED', hoursAgo(1)));
    expect((await templateOf(shop.templateId)).status).toBe('paused');
    expect((await templateOf(stranger.templateId)).status).toBe('approved');
  });

  it('of another account of the same subaccount is another template, whatever its name', async () => {
    const sender = nextSender(engine);
    const connection = { ...sender.connection, businessAccountId: '201' };
    const { subaccountId } = shop;
    const { id: senderId } = await engine.run(
      new RegisterSender(engine.command(), { ...sender, subaccountId, connection }),
    );
    await engine.run(new RegisterTemplate(engine.command(), { subaccountId, senderId, ...TEMPLATE }));
    const { post } = await openWebhooks(engine);
    await post(senderId, templateWord('PAUSED', hoursAgo(1)));
    expect((await templateOf(shop.templateId)).status).toBe('paused');
    expect((await templateOf(templateId(senderId, TEMPLATE.name, TEMPLATE.language))).status).toBe('approved');
  });

  it('is not paused by a word that is an hour older than its approval, nor is its campaign', async () => {
    const campaignId = await sending(shop);
    const { post } = await openWebhooks(engine);
    await post(shop.senderId, templateWord('APPROVED', hoursAgo(1), { other_info: { title: 'UNPAUSE' } }));
    await post(shop.senderId, templateWord('PAUSED', hoursAgo(2), { other_info: { title: 'FIRST_PAUSE' } }));
    expect((await templateOf(shop.templateId)).status).toBe('approved');
    expect(await campaignOf(engine, campaignId)).toMatchObject({ status: 'sending' });
  });

  it('is taken for said now when its stamp is ahead of our clock', async () => {
    const { post } = await openWebhooks(engine);
    await post(shop.senderId, templateWord('APPROVED', hoursAgo(-24)));
    await engine.clock.advance(1000);
    await post(shop.senderId, templateWord('PAUSED', Math.floor(engine.clock.now() / 1000)));
    expect((await templateOf(shop.templateId)).status).toBe('paused');
  });

  it('pauses its campaigns also when the word comes again, because the first time may have ended between the two', async () => {
    const { post } = await openWebhooks(engine);
    await post(shop.senderId, templateWord('PAUSED', hoursAgo(1)));
    const campaignId = await sendingAnyway(shop);
    await post(shop.senderId, templateWord('PAUSED', hoursAgo(1)));
    expect(await campaignOf(engine, campaignId)).toMatchObject({
      status: 'paused',
      pauseReasons: [{ reason: 'template_paused' }],
    });
  });

  async function sendingAnyway(tenant: Tenant): Promise<string> {
    const campaignId = await makeCampaign(engine, tenant);
    await uploadRows(engine, tenant, campaignId, [{ phone: number(77) }]);
    const now = new Date(engine.clock.now()).toISOString();
    const template = { ...TEMPLATE, parameterFormat: 'positional' as const };
    const start = { type: 'StartCampaign', now, user: 'ana', template, problems: [], scheduled: false } as const;
    await execute(engine.store, campaignDecider, stream.campaign(campaignId), start, {
      eventId: () => engine.random.uuid(),
    });
    return campaignId;
  }

  it('that nobody here has is no trouble', async () => {
    const { post } = await openWebhooks(engine);
    const body = templateWord('PAUSED', hoursAgo(1), { message_template_id: 1 });
    await post(shop.senderId, JSON.parse(JSON.stringify(body).replace(TEMPLATE.name, 'nunca_vista')));
  });

  const STATUSES = {
    ...{ APPROVED: 'approved', REINSTATED: 'approved', UNPAUSE: 'approved', UNARCHIVED: 'approved', PAUSED: 'paused' },
    ...{ PENDING: 'pending', IN_APPEAL: 'pending', REJECTED: 'rejected', DISABLED: 'disabled', DELETED: 'disabled' },
    ...{ PENDING_DELETION: 'disabled', ARCHIVED: 'disabled', FLAGGED: 'approved', LIMIT_EXCEEDED: 'approved' },
    ...{ LOCKED: 'approved', FIRST_PAUSE: 'paused', SECOND_PAUSE: 'paused', RATE_LIMITING_PAUSE: 'paused' },
  };

  it('heeds every word of the platform', async () => {
    expect(Object.keys(STATUSES).sort()).toEqual(Object.keys(PLATFORM_WORDS.message_template_status_update).sort());
    let hours = 100;
    const { post } = await openWebhooks(engine);
    for (const [word, status] of Object.entries(STATUSES)) {
      await post(shop.senderId, templateWord('UNARCHIVED', hoursAgo(hours--)));
      await post(shop.senderId, templateWord('APPROVED', hoursAgo(hours--)));
      await post(shop.senderId, templateWord(word, hoursAgo(hours--)));
      expect([word, (await templateOf(shop.templateId)).status]).toEqual([word, status]);
    }
  });
});

it('comes to the same whatever the order in which webhooks arrive', async () => {
  const words = [
    ...['DISABLE', 'REINSTATE', 'SCHEDULE_FOR_DISABLE'].map((word) => (time: number) => accountUpdate(ban(word), time)),
    ...['ACCOUNT_OFFBOARDED', 'ACCOUNT_RECONNECTED'].map((event) => (time: number) => accountUpdate({ event }, time)),
    ...['PAUSED', 'APPROVED', 'ARCHIVED', 'UNARCHIVED'].map((word) => (time: number) => templateWord(word, time)),
    ...[250, 2000, -1].map((limit) => (time: number) => {
      const value = { max_daily_conversations_per_business: limit };
      return webhook('business_capability_update', value, { id: ACCOUNT, time });
    }),
  ];
  const anySaid = fc.tuple(fc.constantFrom(...words), fc.integer({ min: 1, max: 4 }));
  const result = async ({ senderId, templateId: id }: Tenant, bodies: readonly object[]) => {
    const { post } = await openWebhooks(engine);
    for (const body of bodies) await post(senderId, body);
    const { standing, facts, status } = await senderOf(engine, senderId);
    return { standing, facts, status, template: (await templateOf(id)).status };
  };
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(anySaid, { maxLength: 6 })
        .chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length }))),
      async ([said, shuffled]) => {
        // Each run has an account of its own, so that no run hears of another.
        const [one, other] = [await makeAccount(), await makeAccount()];
        const bodiesFor = (account: string, list: typeof said) =>
          list.map(
            ([word, ago]) =>
              JSON.parse(JSON.stringify(word(hoursAgo(ago))).replace(`"${ACCOUNT}"`, `"${account}"`)) as object,
          );
        expect(await result(one.tenant, bodiesFor(one.account, said))).toEqual(
          await result(other.tenant, bodiesFor(other.account, shuffled)),
        );
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

async function makeAccount(): Promise<{ readonly tenant: Tenant; readonly account: string }> {
  const sender = nextSender(engine);
  const account = `acc-${sender.connection.phoneNumberId}`;
  const connection = { ...sender.connection, businessAccountId: account };
  const { subaccountId } = shop;
  const { id: senderId } = await engine.run(
    new RegisterSender(engine.command(), { ...sender, subaccountId, connection }),
  );
  const { id } = await engine.run(new RegisterTemplate(engine.command(), { subaccountId, senderId, ...TEMPLATE }));
  return { tenant: { subaccountId, senderId, templateId: id }, account };
}
