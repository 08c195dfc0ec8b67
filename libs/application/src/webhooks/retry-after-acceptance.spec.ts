import { stream } from '@arauto/domain';
import { CancelCampaign } from '../campaigns/cancel-campaign';
import { PauseCampaign } from '../campaigns/pause-campaign';
import { makeTenant, rowsOf, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { eventsOf, senderOf } from '../testing/streams';
import { openWebhooks, webhook } from '../testing/webhooks';
import type { WebhookReceiver } from './receive-webhook';

const DAY = 24 * 3600_000;

describe('a retryable failure after acceptance', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
    ({ receiver } = await openWebhooks(engine));
  });
  afterAll(() => engine.close());

  /** A campaign that sends 131049 again, with so many accepted messages. */
  async function accepted(count: number, maxAttempts = 5) {
    const retryPolicy = { maxAttempts, scale: 1, retryAfterAcceptance: ['131049'] };
    const { campaignId, contactIds } = await startCampaign(engine, tenant, rowsOf(count), { retryPolicy });
    const sending = sendingOf(engine, campaignId, tenant.senderId);
    for (const contactId of contactIds) {
      await sending.attempt(contactId);
      await sending.accept(contactId);
    }
    return { campaignId, contactIds };
  }

  const status = (campaignId: string, contactId: string, attempt: number, code: string) => ({
    id: `wamid.${campaignId}.${contactId}.${attempt}`,
    status: 'failed',
    timestamp: String(Math.floor(engine.clock.now() / 1000)),
    recipient_id: '5511900000001',
    biz_opaque_callback_data: `m1|${campaignId}|${contactId}|a${attempt}`,
    errors: [{ code: Number(code), title: 'failed' }],
  });

  async function fail(campaignId: string, contactIds: readonly string[], attempt = 1, code = '131049'): Promise<void> {
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '5511900000001', phone_number_id: '100' },
      statuses: contactIds.map((id) => status(campaignId, id, attempt, code)),
    };
    const body = webhook('messages', value, { id: '200' });
    const sender = await senderOf(engine, tenant.senderId);
    await receiver.receive(tenant.senderId, sender, Buffer.from(JSON.stringify(body)));
  }

  async function last(campaignId: string, contactId: string) {
    return (await eventsOf(engine, stream.contact(campaignId, contactId))).at(-1)!;
  }

  it('is tried again while the campaign sends, and while it is paused', async () => {
    const { campaignId, contactIds } = await accepted(2);
    await fail(campaignId, [contactIds[0]!]);
    expect(await last(campaignId, contactIds[0]!)).toMatchObject({
      type: 'RetryScheduled',
      data: { class: 'day', dueAt: new Date(engine.clock.now() + DAY).toISOString() },
    });
    await engine.run(new PauseCampaign(engine.command(), { campaignId }));
    await fail(campaignId, [contactIds[1]!]);
    expect((await last(campaignId, contactIds[1]!)).type).toBe('RetryScheduled');
  });

  it('is final in the same second in which the campaign was canceled', async () => {
    const { campaignId, contactIds } = await accepted(3);
    // The receiver has just looked at the campaign, when it was sending.
    await fail(campaignId, [contactIds[0]!]);
    await engine.run(new CancelCampaign(engine.command(), { campaignId }));
    await fail(campaignId, contactIds.slice(1));
    for (const contactId of contactIds.slice(1)) {
      expect(await last(campaignId, contactId)).toMatchObject({
        type: 'DeliveryFailed',
        data: { to: { state: 'delivery_failed' }, settles: true, error: { code: '131049' } },
      });
    }
  });

  it('reads the campaign twice for a hundred of them at once, and never for a code that nobody names', async () => {
    const { campaignId, contactIds } = await accepted(100);
    await fail(campaignId, [contactIds[0]!]);
    let reads = 0;
    const { readStream } = engine.store;
    engine.store.readStream = (name, options) => {
      if (name === stream.campaign(campaignId)) reads++;
      return readStream.call(engine.store, name, options);
    };
    await fail(campaignId, contactIds.slice(1, 50), 1, '130472');
    expect(reads).toBe(0);
    await fail(campaignId, contactIds.slice(50));
    engine.store.readStream = readStream;
    expect(reads).toBe(2);
    expect((await last(campaignId, contactIds[99]!)).type).toBe('RetryScheduled');
  });

  it('is tried again no oftener than the policy says, each time later', async () => {
    const { campaignId, contactIds } = await accepted(1, 3);
    const [contactId] = contactIds;
    const sending = sendingOf(engine, campaignId, tenant.senderId);
    await fail(campaignId, contactIds, 1);
    await sending.attempt(contactId!);
    ({ receiver } = await openWebhooks(engine));
    await fail(campaignId, contactIds, 2);
    expect((await last(campaignId, contactId!)).data).toMatchObject({
      dueAt: new Date(engine.clock.now() + 2 * DAY).toISOString(),
    });
    await sending.attempt(contactId!);
    ({ receiver } = await openWebhooks(engine));
    await fail(campaignId, contactIds, 3);
    expect((await last(campaignId, contactId!)).type).toBe('DeliveryFailed');
  });
});
