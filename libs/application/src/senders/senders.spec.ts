import { sendersView } from '@arauto/read-models/operational';
import { StartCampaign } from '../campaigns/start-campaign';
import { refusal } from '../testing/refusal';
import { makeCampaign, makeTenant, number, SENDER, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
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
