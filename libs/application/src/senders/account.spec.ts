import { sendersView } from '@arauto/read-models/operational';
import { CreateKey } from '../keys/create-key';
import { ListKeys } from '../keys/list-keys';
import { RevokeKey } from '../keys/revoke-key';
import { CreateSubaccount, type CreateSubaccountInput } from '../subaccounts/create-subaccount';
import { LiftSuppression } from '../suppressions/lift-suppression';
import { ListSuppressions } from '../suppressions/list-suppressions';
import { SuppressPerson } from '../suppressions/suppress-person';
import { GetTemplate } from '../templates/get-template';
import { ListTemplates } from '../templates/list-templates';
import { RegisterTemplate, type RegisterTemplateInput } from '../templates/register-template';
import { SyncTemplates } from '../templates/sync-templates';
import { makeCampaign, makeTenant, number, SENDER, TEMPLATE, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { StartCampaign } from '../campaigns/start-campaign';
import { SendTestMessage } from '../campaigns/send-test-message';
import { ListEvents, type ListEventsInput } from '../events/list-events';
import { ReadStream } from '../events/read-stream';
import { EditSender } from './edit-sender';
import { GetSender } from './get-sender';
import { ListSenders } from './list-senders';
import { PauseSender } from './pause-sender';
import { RegisterSender, type RegisterSenderInput } from './register-sender';
import { ResumeSender } from './resume-sender';
import { SenderSecrets } from './sender-secrets';

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
const refusal = (code: string, path: string, problem: string) => ({
  code,
  details: { errors: expect.arrayContaining([expect.objectContaining({ path, code: problem })]) },
});

async function everyEvent(): Promise<string> {
  const events = [];
  for await (const event of engine.store.readAll()) events.push(event);
  return JSON.stringify(events);
}

describe('senders', () => {
  const get = (senderId = tenant.senderId) => engine.ask(new GetSender(engine.query(), { senderId }));
  const register = (changes: Partial<RegisterSenderInput>) =>
    engine.run(new RegisterSender(engine.command(), { subaccountId: tenant.subaccountId, ...SENDER, ...changes }));

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
      webhookPath: `/webhooks/cloud-api/${tenant.senderId}`,
      createdAt: expect.any(String),
      revision: 1,
    });
    const { items } = await engine.ask(new ListSenders(engine.query({ principal: own() }), {}));
    expect(items.map(({ id }) => id)).toEqual([tenant.senderId]);
  });

  it('leave neither number nor credentials in the log', async () => {
    const log = await everyEvent();
    for (const secret of ['11900000001', 'token-of-the-sender', 'secret-of-the-app']) expect(log).not.toContain(secret);
  });

  it('keep credentials that can be opened again', async () => {
    const [sender] = await engine.views.operational.getMany(sendersView, [tenant.senderId]);
    const opened = await engine.module.get(SenderSecrets).open(tenant.senderId, String(sender!['credentialsRef']));
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

  it.each<[string, string, Partial<RegisterSenderInput>]>([
    ['provider', 'not_supported_yet', { provider: 'gupshup' }],
    ['provider', 'invalid', { provider: 'pigeon' }],
    ['phone', 'phone_invalid', { phone: 'x' }],
    ['connection.baseUrl', 'invalid', { connection: { ...SENDER.connection, baseUrl: 'http://example.com' } }],
    ['connection.baseUrl', 'invalid', { connection: { ...SENDER.connection, baseUrl: 'ftp://127.0.0.1' } }],
    ['connection.apiVersion', 'invalid', { connection: { ...SENDER.connection, apiVersion: '25' } }],
    ['connection.phoneNumberId', 'invalid', { connection: { ...SENDER.connection, phoneNumberId: 'a/b' } }],
    ['credentials.appSecret', 'required', { credentials: { ...SENDER.credentials, appSecret: '' } }],
    ['pace.messagesPerSecond', 'out_of_range', { pace: { messagesPerSecond: 1001 } }],
  ])('are refused with a wrong %s: %s', async (path, code, changes) => {
    await expect(register(changes)).rejects.toMatchObject(refusal('validation_failed', path, code));
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

describe('templates', () => {
  const register = (changes: Partial<RegisterTemplateInput>) => {
    const { subaccountId, senderId } = tenant;
    return engine.run(new RegisterTemplate(engine.command(), { subaccountId, senderId, ...TEMPLATE, ...changes }));
  };

  it('name their variables, and are one for a sender, a name and a language', async () => {
    expect((await register({})).id).toBe(tenant.templateId);
    const { templateId } = tenant;
    const shown = await engine.ask(new GetTemplate(engine.query(), { templateId }));
    expect(shown).toMatchObject({ name: 'aviso_de_fatura', status: 'approved', variables: ['1', '2'], revision: 0 });
    const { items } = await engine.ask(new ListTemplates(engine.query({ principal: own() }), {}));
    expect(items.map(({ id }) => id)).toEqual([templateId]);
    const foreign = new GetTemplate(engine.query({ principal: own() }), { templateId: other.templateId });
    await expect(engine.ask(foreign)).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each<[string, string, Partial<RegisterTemplateInput>]>([
    ['name', 'invalid', { name: 'Com Espaço' }],
    ['category', 'invalid', { category: 'FUN' }],
    ['status', 'invalid', { status: 'fine' }],
    ['parameterFormat', 'invalid', { parameterFormat: 'roman' }],
    ['components', 'missing', { components: [] }],
    ['components[0].type', 'not_supported_yet', { components: [{ type: 'CAROUSEL' }] }],
  ])('are refused with a wrong %s: %s', async (path, code, changes) => {
    await expect(register(changes)).rejects.toMatchObject(refusal('validation_failed', path, code));
  });

  it('are brought up to what the platform has', async () => {
    const { subaccountId, senderId } = tenant;
    const listed = { ...TEMPLATE, parameterFormat: 'positional', status: 'paused' } as const;
    engine.platform.listed = [listed, { ...listed, name: 'novo', status: 'approved' }];
    const sync = () => engine.run(new SyncTemplates(engine.command(), { subaccountId, senderId }));
    expect(await sync()).toMatchObject({ registered: 1, changed: 1, unchanged: 0 });
    expect(await sync()).toMatchObject({ id: subaccountId, registered: 0, changed: 0, unchanged: 2 });
    engine.platform.listed = { error: { code: '190', details: '' } };
    await expect(sync()).rejects.toMatchObject(refusal('validation_failed', 'senderId', 'provider_error'));
    const campaignId = await makeCampaign(engine, tenant);
    await uploadRows(engine, tenant, campaignId, [{ phone: number(6) }]);
    await expect(engine.run(new StartCampaign(engine.command(), { campaignId }))).rejects.toMatchObject(
      refusal('preflight_failed', 'content.templateId', 'template_not_approved'),
    );
  });
});

describe('subaccounts', () => {
  const create = (input: CreateSubaccountInput, who = principal()) =>
    engine.run(new CreateSubaccount(engine.command({ principal: who }), input));

  it('are made by keys of every subaccount only', async () => {
    await expect(create({ name: 'x' }, own())).rejects.toMatchObject({ name: 'Forbidden' });
  });

  it.each<[string, CreateSubaccountInput]>([
    ['name', { name: '' }],
    ['defaultCountry', { name: 'a', defaultCountry: 'Brazil' }],
    ['timeZone', { name: 'a', timeZone: 'Brazil time' }],
  ])('are refused with a wrong %s', async (path, input) => {
    await expect(create(input)).rejects.toMatchObject({ details: { errors: [{ path }] } });
  });
});

describe('keys', () => {
  const create = (input: { roles?: string[]; subaccountIds?: string[] }, who = principal()) => {
    const facts = { name: 'bia', roles: ['operator'], subaccountIds: [tenant.subaccountId], ...input };
    return engine.run(new CreateKey(engine.command({ principal: who }), facts));
  };

  it('work at once, and not a moment after they are revoked', async () => {
    const { id, secret } = await create({});
    expect(secret).toMatch(/^ak_[A-Za-z0-9_-]{43}$/);
    expect(engine.ring.whoIs(secret)).toEqual({
      id,
      name: 'bia',
      roles: ['operator'],
      subaccountIds: [tenant.subaccountId],
    });
    expect(await everyEvent()).not.toContain(secret);
    await engine.run(new RevokeKey(engine.command(), { keyId: id }));
    expect(engine.ring.whoIs(secret)).toBeUndefined();
    const { items } = await engine.ask(new ListKeys(engine.query({ principal: own() }), {}));
    expect(items.map(({ name, revoked }) => [name, revoked])).toEqual([['bia', true]]);
  });

  it('are given no more than their maker has', async () => {
    const operator = own({ roles: ['operator'] });
    await expect(create({ roles: ['admin'] }, operator)).rejects.toMatchObject({ name: 'Forbidden' });
    await expect(create({ subaccountIds: [other.subaccountId] }, own())).rejects.toMatchObject({ code: 'not_found' });
    await expect(create({ subaccountIds: ['*'] }, own())).rejects.toMatchObject({ code: 'not_found' });
    await expect(create({ subaccountIds: ['unknown'] })).rejects.toMatchObject({ code: 'not_found' });
    await expect(create({ roles: [] })).rejects.toMatchObject(refusal('validation_failed', 'roles', 'required'));
    await expect(create({ roles: ['king'] })).rejects.toMatchObject(
      refusal('validation_failed', 'roles[0]', 'invalid'),
    );
  });

  it('of others cannot be revoked, nor seen', async () => {
    const { id: keyId } = engine.firstKey;
    const revoke = new RevokeKey(engine.command({ principal: own() }), { keyId });
    await expect(engine.run(revoke)).rejects.toMatchObject({ code: 'not_found' });
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const page = await engine.ask(new ListKeys(engine.query(), { limit: 1, cursor }));
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['admin', 'bia']);
  });
});

describe('suppressions', () => {
  const { command } = { command: () => engine.command() };
  const list = (phone?: string) =>
    engine.ask(new ListSuppressions(engine.query(), { subaccount: tenant.subaccountId, phone }));

  it('are of a person, in whatever notation the number comes', async () => {
    const { subaccountId } = tenant;
    const suppress = (phone: string) =>
      engine.run(new SuppressPerson(command(), { subaccountId, phone, category: 'marketing' }));
    const first = await suppress('+55 11 90000-0008');
    expect(await suppress('11900000008')).toEqual(first);
    expect((await list('011 90000 0008')).items).toEqual([
      {
        subaccountId,
        phone: number(8),
        category: 'marketing',
        reason: 'by_request',
        source: 'api',
        createdAt: expect.any(String),
      },
    ]);
    expect((await list(number(9))).items).toEqual([]);
    await engine.run(new LiftSuppression(command(), { subaccountId, phone: number(8), category: 'marketing' }));
    expect((await list()).items).toEqual([]);
  });

  it('are refused for what is no number or no category', async () => {
    const { subaccountId } = tenant;
    const wrong = new SuppressPerson(command(), { subaccountId, phone: 'x', category: 'jokes' });
    await expect(engine.run(wrong)).rejects.toMatchObject({
      details: { errors: [{ path: 'phone' }, { path: 'category' }] },
    });
  });
});

describe('test messages', () => {
  it('go to a contact outside the audience', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const send = (phone: string, name?: string) =>
      engine.run(new SendTestMessage(engine.command(), { campaignId, phone, name }));
    await expect(send(number(9))).rejects.toMatchObject(refusal('validation_failed', 'name', 'parameter_missing'));
    await expect(send('x', 'Ana')).rejects.toMatchObject(refusal('validation_failed', 'phone', 'phone_invalid'));
    expect(await send(number(9), 'Ana')).toMatchObject({ id: campaignId, contactId: 'test-1' });
    expect(await send(number(9), 'Ana')).toMatchObject({ contactId: 'test-2' });
    expect(engine.floor.tests).toEqual([`${campaignId}.test-1`, `${campaignId}.test-2`]);
  });

  it('are one for one request', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const context = engine.command({ idempotency: { commandId: 'test-once', bodyHash: 'b' } });
    const send = () => engine.run(new SendTestMessage(context, { campaignId, phone: number(9), name: 'Ana' }));
    expect(await send()).toEqual(await send());
    expect(engine.floor.tests.filter((each) => each.startsWith(campaignId))).toEqual([`${campaignId}.test-1`]);
  });
});

describe('the log, for auditors', () => {
  const events = (input: ListEventsInput, who = principal()) =>
    engine.ask(new ListEvents(engine.query({ principal: who }), input));

  it('is read by stream, type, actor, campaign and time, in pages', async () => {
    const types: string[] = [];
    let cursor: unknown;
    do {
      const page = await events({ stream: `sender-${tenant.senderId}`, limit: 1, cursor });
      types.push(...page.items.map(({ type }) => type));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(types).toEqual(['SenderRegistered', 'SenderConnected']);
    expect((await events({ type: ['SubaccountCreated'] })).items).toHaveLength(2);
    expect((await events({ actor: 'nobody' })).items).toEqual([]);
    expect((await events({ to: '2020-01-01T00:00:00Z' })).items).toEqual([]);
    await expect(events({ from: 'x' })).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(events({ campaign: 'unknown' })).rejects.toMatchObject({ code: 'not_found' });
    const campaignId = await makeCampaign(engine, tenant);
    const { items } = await events({ campaign: campaignId });
    expect(items.map(({ stream }) => stream)).toEqual([`campaign-${campaignId}`]);
  });

  it('shows a key the streams of its own subaccounts only', async () => {
    const { items } = await events({ limit: 500 }, own());
    const streams = [...new Set(items.map(({ stream }) => stream))];
    expect(streams).toContain(`sender-${tenant.senderId}`);
    expect(JSON.stringify(items)).not.toContain(other.subaccountId);
    expect(streams.some((each) => each.startsWith('key-'))).toBe(false);
    const read = (name: string) => engine.ask(new ReadStream(engine.query({ principal: own() }), { stream: name }));
    expect((await read(`template-${tenant.templateId}`)).items[0]).toMatchObject({ type: 'TemplateRegistered' });
    for (const name of [`sender-${other.senderId}`, `key-${engine.firstKey.id}`, 'campaign-unknown', 'anything']) {
      await expect(read(name)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
