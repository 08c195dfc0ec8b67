import { instant } from '@arauto/clock';
import { numberDecider, stream } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { sendersView } from '@arauto/read-models/operational';
import { StartCampaign } from '../campaigns/start-campaign';
import { ProviderConnections } from '../sending/provider-connections';
import { refusal } from '../testing/refusal';
import { makeCampaign, makeTenant, nextSender, number, SENDER, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { openWebhooks } from '../testing/webhooks';
import { EditSender } from './edit-sender';
import { GetSender } from './get-sender';
import { ListSenders } from './list-senders';
import { PauseSender } from './pause-sender';
import { PlanWarmUp, type PlanWarmUpBody } from './plan-warm-up';
import { RegisterSender, type RegisterSenderBody } from './register-sender';
import { ResumeSender } from './resume-sender';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
});
afterAll(() => engine.close());

const own = (changes = {}) => principal({ id: 'key-7', subaccountIds: [tenant.subaccountId], ...changes });

async function everyEvent(): Promise<string> {
  const events = [];
  for await (const event of engine.store.readAll()) events.push(event);
  return JSON.stringify(events);
}

describe('senders', () => {
  const get = (senderId = tenant.senderId) => engine.ask(new GetSender(engine.query(), { senderId }));
  const register = (changes: Partial<RegisterSenderBody>) =>
    engine.run(
      new RegisterSender(engine.command(), { subaccountId: tenant.subaccountId, ...nextSender(engine), ...changes }),
    );

  it('are shown with what the platform says of them, and never with credentials', async () => {
    expect(await get()).toEqual({
      id: tenant.senderId,
      subaccountId: tenant.subaccountId,
      name: 'Vendas',
      provider: 'cloud-api',
      phone: number(1),
      portfolioId: 'pf-1',
      connection: SENDER.connection,
      credentials: { set: true },
      pace: null,
      status: 'connected',
      statusReason: null,
      remedy: null,
      quality: 'GREEN',
      tier: 1000,
      tierUsed: null,
      tierFreesAt: null,
      warmUp: null,
      webhookPath: `/webhooks/cloud-api/${tenant.senderId}`,
      webhooks: { lastAt: null },
      warnings: [],
      createdAt: expect.any(String),
      revision: 1,
    });
    const { items } = await engine.ask(new ListSenders(engine.query({ principal: own() }), {}));
    expect(items.map(({ id }) => id)).toEqual([tenant.senderId]);
  });

  it('say how much of the tier is used, and when the next place is free, as who sends knows it', async () => {
    engine.floor.tierUse = { used: 950, freesAt: Date.parse('2026-03-01T12:00:00Z') };
    const told = { tierUsed: 950, tierFreesAt: '2026-03-01T12:00:00.000Z' };
    expect(await get()).toMatchObject(told);
    const { items } = await engine.ask(new ListSenders(engine.query({ principal: own() }), {}));
    expect(items[0]).toMatchObject(told);
    engine.floor.tierUse = null;
  });

  it('warm up by a plan of days or by a curve, which is shown until it is over or ended', async () => {
    const { id: senderId } = await register({});
    const plan = (body: PlanWarmUpBody) => engine.run(new PlanWarmUp(engine.command(), { ...body, senderId }));
    for (const body of [{}, { limits: [10], curve: { from: 1, to: 2, days: 3 } }]) {
      await expect(plan(body)).rejects.toMatchObject({ details: { errors: [{ path: 'limits', code: 'ambiguous' }] } });
    }
    await plan({ curve: { from: 10, to: 1000, days: 3 } });
    const startsAt = instant(engine.clock.now());
    const limits = [10, 100, 1000];
    const until = (days: number) => instant(Date.parse(startsAt) + days * 86_400_000);
    expect((await get(senderId)).warmUp).toEqual({ startsAt, limits, day: 1, limit: 10, until: until(1) });
    await plan({ limits: null });
    expect((await get(senderId)).warmUp).toBeNull();
    await expect(
      engine.run(new PlanWarmUp(engine.command({ principal: own() }), { senderId: other.senderId, limits: [5] })),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leave neither number nor credentials in the log', async () => {
    const log = await everyEvent();
    for (const secret of ['11900000001', 'token-of-the-sender', 'secret-of-the-app']) expect(log).not.toContain(secret);
  });

  it('keep credentials that can be opened again', async () => {
    const [sender] = await engine.views.operational.getMany(sendersView, [tenant.senderId]);
    const { vault, secrets, identities, clock } = engine;
    const nobody = () => Promise.reject(new Error('nothing is sent here'));
    const connections = new ProviderConnections(vault, secrets, identities, nobody, clock);
    const opened = await connections.credentialsOf(tenant.senderId, String(sender!['credentialsRef']));
    expect(opened).toEqual(SENDER.credentials);
  });

  it('stay registered until the platform confirms them, and a campaign waits for that', async () => {
    const { facts } = engine.platform;
    engine.platform.facts = { error: { code: '190', details: 'token expired' } };
    const { id: senderId } = await register({ name: 'Unconfirmed' });
    engine.platform.facts = facts;
    expect(await get(senderId)).toMatchObject({ status: 'registered', quality: null });
    const campaignId = await makeCampaign(engine, { ...tenant, senderId });
    await uploadRows(engine, tenant, campaignId, [{ phone: number(5) }]);
    const start = () => engine.run(new StartCampaign(engine.command(), { campaignId }));
    await expect(start()).rejects.toMatchObject(refusal('preflight_failed', 'senderIds[0]', 'sender_not_connected'));
    await engine.run(new EditSender(engine.command(), { senderId, credentials: SENDER.credentials }));
    expect(await get(senderId)).toMatchObject({ status: 'connected' });
    await engine.run(new PauseSender(engine.command(), { senderId, reason: 'holiday' }));
    expect(await get(senderId)).toMatchObject({ status: 'paused', statusReason: 'holiday' });
    await expect(start()).rejects.toMatchObject(refusal('preflight_failed', 'senderIds[0]', 'sender_paused'));
    await engine.run(new ResumeSender(engine.command(), { senderId }));
    await start();
  });

  it.each<[string, string, Partial<RegisterSenderBody>]>([
    ['phone', 'phone_invalid', { phone: 'x' }],
    ['connection.baseUrl', 'invalid', { connection: { ...SENDER.connection, baseUrl: 'graph' } }],
    ['connection.baseUrl', 'invalid', { connection: { ...SENDER.connection, baseUrl: 'http://example.com' } }],
    ['connection.baseUrl', 'invalid', { connection: { ...SENDER.connection, baseUrl: 'ftp://127.0.0.1' } }],
    ['connection.apiVersion', 'invalid', { connection: { ...SENDER.connection, apiVersion: '25' } }],
    ['connection.phoneNumberId', 'invalid', { connection: { ...SENDER.connection, phoneNumberId: 'a/b' } }],
    ['credentials.appSecret', 'required', { credentials: { ...SENDER.credentials, appSecret: '' } }],
  ])('are refused with a wrong %s: %s', async (path, code, changes) => {
    await expect(register(changes)).rejects.toMatchObject(refusal('validation_failed', path, code));
  });

  describe('of another provider', () => {
    const GUPSHUP = {
      ...{ provider: 'gupshup', phone: '+551133330000' },
      credentials: { apiKey: 'key-of-the-account', webhookToken: 'a-token-of-our-own' },
    };
    const app = (appName: string) => ({
      connection: { baseUrl: 'http://127.0.0.1:4010', appName, source: '551133330000' },
    });
    afterEach(() => (engine.platform.facts = { connected: true, quality: 'GREEN', tier: 1000, throughput: 80 }));

    it('are shown with its settings, and with the place of their token in the address, never with the token', async () => {
      const { id: senderId } = await register({ ...GUPSHUP, ...app('AuroraLoja') });
      const shown = await get(senderId);
      expect(shown).toMatchObject({
        ...{ provider: 'gupshup', ...app('AuroraLoja'), status: 'connected' },
        webhookPath: `/webhooks/gupshup/${senderId}/{webhookToken}`,
      });
      expect(JSON.stringify(shown)).not.toContain(GUPSHUP.credentials.webhookToken);
    });

    it('are registered once, by the name of their app', async () => {
      await register({ ...GUPSHUP, ...app('BorealLoja') });
      const taken = refusal('already_registered', 'connection.appName', 'already_registered');
      await expect(register({ ...GUPSHUP, ...app('BorealLoja') })).rejects.toMatchObject(taken);
      const { id: senderId } = await register({ ...GUPSHUP, ...app('CeruleaLoja') });
      const moved = engine.run(new EditSender(engine.command(), { senderId, ...app('BorealLoja') }));
      await expect(moved).rejects.toMatchObject(taken);
    });

    it('keep what was heard of them, where the platform tells nobody who asks', async () => {
      const lowest = { connected: true, quality: 'UNKNOWN', tier: 250, throughput: 20 } as const;
      engine.platform.facts = { ...lowest, untold: ['quality', 'tier', 'throughput'] };
      const { id: senderId } = await register({ ...GUPSHUP, ...app('DouradaLoja') });
      expect(await get(senderId)).toMatchObject({ quality: 'UNKNOWN', tier: 250 });
      const { post } = await openWebhooks(engine);
      const payload = { type: 'tier-event', payload: { event: 'UPGRADE', newTier: 'TIER_10K' } };
      const timestamp = engine.clock.now();
      await post(senderId, { app: 'DouradaLoja', timestamp, version: 2, type: 'account-event', payload });
      await engine.run(new EditSender(engine.command(), { senderId, credentials: GUPSHUP.credentials }));
      expect(await get(senderId)).toMatchObject({ quality: 'UNKNOWN', tier: 10_000 });
      engine.platform.facts = { ...lowest, tier: 2000, untold: ['quality', 'throughput'] };
      await engine.run(new EditSender(engine.command(), { senderId, credentials: GUPSHUP.credentials }));
      expect(await get(senderId)).toMatchObject({ tier: 2000 });
    });

    it.each<[string, string, Partial<RegisterSenderBody>]>([
      ['connection.appName', 'required', { connection: { ...app('').connection } }],
      [
        'connection.phoneNumberId',
        'invalid',
        { connection: { ...app('EsmeraldaLoja').connection, phoneNumberId: '1' } },
      ],
      ['credentials.webhookToken', 'invalid', { credentials: { apiKey: 'key', webhookToken: 'short' } }],
    ])('are refused with a wrong %s: %s', async (path, code, changes) => {
      const sender = { ...GUPSHUP, ...app('EsmeraldaLoja'), ...changes };
      await expect(register(sender)).rejects.toMatchObject(refusal('validation_failed', path, code));
    });
  });

  describe('with a number of the platform', () => {
    const withNumber = (phoneNumberId: string) => ({ connection: { ...SENDER.connection, phoneNumberId } });
    const edit = (senderId: string, phoneNumberId: string) =>
      engine.run(new EditSender(engine.command(), { senderId, ...withNumber(phoneNumberId) }));
    const taken = refusal('already_registered', 'connection.phoneNumberId', 'already_registered');
    const inOther = { subaccountId: '' };
    beforeAll(() => (inOther.subaccountId = other.subaccountId));

    it('are registered once, in whatever subaccount, and it is not said whose it is', async () => {
      const { id } = await register(withNumber('700100200301'));
      await expect(register(withNumber('700100200301'))).rejects.toMatchObject(taken);
      const foreign = await register({ ...inOther, ...withNumber('700100200301') }).catch((error: Error) => error);
      expect(foreign).toMatchObject(taken);
      expect(JSON.stringify(foreign)).not.toMatch(new RegExp(`${id}|${tenant.subaccountId}|Vendas`));
    });

    it('are one when two are registered at once', async () => {
      const both = await Promise.allSettled([
        register(withNumber('700100200302')),
        register({ ...inOther, ...withNumber('700100200302') }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: taken });
    });

    it('cannot be given a number that another has, and store nothing then', async () => {
      const { id } = await register(withNumber('700100200303'));
      await expect(edit(id, '700100200301')).rejects.toMatchObject(taken);
      expect(await get(id)).toMatchObject({ connection: { phoneNumberId: '700100200303' } });
      await edit(id, '700100200303');
    });

    it('let go of the number that they no longer have', async () => {
      const { id } = await register(withNumber('700100200304'));
      await edit(id, '700100200305');
      const { id: next } = await register(withNumber('700100200304'));
      await expect(edit(id, '700100200304')).rejects.toMatchObject(taken);
      await edit(next, '700100200306');
      await edit(id, '700100200304');
    });

    it('keep no number for an edit that is refused', async () => {
      const { id: senderId, revision } = await register(withNumber('700100200311'));
      const context = engine.command({ expectedRevision: revision + 7 });
      const moved = engine.run(new EditSender(context, { senderId, ...withNumber('700100200312') }));
      await expect(moved).rejects.toMatchObject({ expected: revision + 7 });
      await register(withNumber('700100200312'));
    });

    it('get one whose claim a crash has left behind, once nobody can be at work on it', async () => {
      const name = stream.number('700100200307');
      const at = new Date(engine.clock.now()).toISOString();
      const claim = { type: 'ClaimNumber', senderId: 'never-made', at, setting: 'phoneNumberId' } as const;
      await execute(engine.store, numberDecider, name, claim, { eventId: () => engine.random.uuid() });
      await expect(register(withNumber('700100200307'))).rejects.toMatchObject(taken);
      await engine.clock.advance(61_000);
      await register(withNumber('700100200307'));
    });

    it('are made once by a command that comes again', async () => {
      const idempotency = { commandId: 'register-twice', bodyHash: 'x' };
      const input = { subaccountId: tenant.subaccountId, ...SENDER, ...withNumber('700100200308') };
      const once = await engine.run(new RegisterSender(engine.command({ idempotency }), input));
      expect(await engine.run(new RegisterSender(engine.command({ idempotency }), input))).toMatchObject({
        id: once.id,
      });
    });
  });

  it('show every reason for which they are paused, and lose all of them by an admin', async () => {
    const { id: senderId } = await register({});
    await engine.run(new PauseSender(engine.command(), { senderId, reason: 'holiday' }));
    const { consequences } = await openWebhooks(engine);
    await consequences.pauseSender(senderId, '190', 'Give the sender a new access token.');
    expect(await get(senderId)).toMatchObject({
      status: 'paused',
      statusReason: 'holiday, error_190',
      remedy: 'Resume the sender. Give the sender a new access token.',
    });
    await engine.run(new ResumeSender(engine.command(), { senderId }));
    expect(await get(senderId)).toMatchObject({ status: 'connected', statusReason: null, remedy: null });
  });

  const UNFIT: readonly (readonly [string, string, Partial<Pick<RegisterSenderBody, 'connection' | 'credentials'>>])[] =
    [
      [
        'credentials.accessToken',
        'invalid',
        { credentials: { ...SENDER.credentials, accessToken: 'token-of-the-sender ' } },
      ],
      ['credentials.accessToken', 'required', { credentials: { ...SENDER.credentials, accessToken: ' ' } }],
      ['credentials.accessToken', 'invalid', { credentials: { ...SENDER.credentials, accessToken: 'to\r\nken' } }],
      ['credentials.appSecret', 'invalid', { credentials: { ...SENDER.credentials, appSecret: 'secret of the app' } }],
      ['credentials.verifyToken', 'invalid', { credentials: { ...SENDER.credentials, verifyToken: '\tverify' } }],
      [
        'connection.baseUrl',
        'invalid',
        { connection: { ...SENDER.connection, baseUrl: 'https://graph.example/?a=1' } },
      ],
      ['connection.baseUrl', 'invalid', { connection: { ...SENDER.connection, baseUrl: 'https://graph.example/#a' } }],
      ['connection.baseUrl', 'invalid', { connection: { ...SENDER.connection, baseUrl: 'https://me@graph.example' } }],
      ['connection.phoneNumberId', 'invalid', { connection: { ...SENDER.connection, phoneNumberId: '1/2' } }],
      ['connection.phoneNumberId', 'invalid', { connection: { ...SENDER.connection, phoneNumberId: 'number' } }],
      ['connection.apiVersion', 'invalid', { connection: { ...SENDER.connection, apiVersion: 'v25.0/..' } }],
    ];

  it.each(UNFIT)(
    'are neither made nor edited with what the adapter refuses, and nothing is kept: %s, %s',
    async (path, code, changes) => {
      const { senderId } = tenant;
      const before = await everyEvent();
      const put = jest.spyOn(engine.vault, 'put');
      await expect(register(changes)).rejects.toMatchObject(refusal('validation_failed', path, code));
      const edit = engine.run(new EditSender(engine.command(), { senderId, ...changes }));
      await expect(edit).rejects.toMatchObject(refusal('validation_failed', path, code));
      expect(put).not.toHaveBeenCalled();
      put.mockRestore();
      expect(await everyEvent()).toBe(before);
    },
  );

  it('keep nothing of a command at another revision, nor of another body under a used key', async () => {
    const { senderId } = tenant;
    const { credentials } = SENDER;
    const key = (bodyHash: string) => engine.command({ idempotency: { commandId: 'sender-once', bodyHash } });
    const connection = { ...SENDER.connection, phoneNumberId: '7001' };
    const body = { subaccountId: tenant.subaccountId, ...SENDER, connection };
    const first = await engine.run(new RegisterSender(key('a'), body));
    const before = await everyEvent();
    const put = jest.spyOn(engine.vault, 'put');
    const stale = engine.run(new EditSender(engine.command({ expectedRevision: 70 }), { senderId, credentials }));
    await expect(stale).rejects.toMatchObject({ name: 'RevisionConflict' });
    const other = engine.run(new RegisterSender(key('b'), { ...body, name: 'Outro' }));
    await expect(other).rejects.toMatchObject({ name: 'IdempotencyMismatch' });
    expect((await engine.run(new RegisterSender(key('a'), body))).id).toBe(first.id);
    expect(put).not.toHaveBeenCalled();
    put.mockRestore();
    expect(await everyEvent()).toBe(before);
  });

  it('are asked about with the settings that were just given, whatever was last heard', async () => {
    const { senderId } = tenant;
    const connection = { ...SENDER.connection, phoneNumberId: '4242' };
    await engine.run(new EditSender(engine.command(), { senderId, connection }));
    expect(engine.platform.inspected.at(-1)).toMatchObject({ senderId, sender: { connection } });
  });

  it('do not exist for others', async () => {
    const { senderId } = other;
    const context = engine.command({ principal: own() });
    for (const attempt of [
      () => engine.run(new PauseSender(context, { senderId })),
      () => engine.run(new ResumeSender(context, { senderId })),
      () => engine.run(new EditSender(context, { senderId, name: 'mine' })),
      () => engine.ask(new GetSender(engine.query({ principal: own() }), { senderId })),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
