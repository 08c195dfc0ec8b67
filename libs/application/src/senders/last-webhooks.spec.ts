import type { Notice, Notices, Word } from '@arauto/coordination';
import { VirtualClock } from '@arauto/clock';
import { makeTenant, number, SENDER, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';
import { LocalWebhookArrivals, SharedWebhookArrivals } from '../webhooks/webhook-arrivals';
import { GetSender } from './get-sender';
import { LastWebhooks } from './last-webhooks';
import { ListSenders } from './list-senders';
import { RegisterSender } from './register-sender';

describe('the last webhook of a number', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
  });
  afterEach(() => engine.close());

  const lastAt = async (senderId: string) => {
    const { webhooks } = await engine.ask(new GetSender(engine.query(), { senderId }));
    const { items } = await engine.ask(new ListSenders(engine.query(), {}));
    expect(items.find(({ id }) => id === senderId)?.webhooks).toEqual(webhooks);
    return webhooks.lastAt;
  };
  const statusFor = (phoneNumberId: string) =>
    webhook('messages', {
      metadata: { display_phone_number: '551133330000', phone_number_id: phoneNumberId },
      statuses: [{ id: 'wamid.X', status: 'sent', timestamp: '1767614400', recipient_id: '5511900000009' }],
    });

  it('is when it came, whatever came of it, and of the number that it is for, at whatever address', async () => {
    const connection = { ...SENDER.connection, phoneNumberId: '700100200399' };
    const more = { ...SENDER, subaccountId: tenant.subaccountId, phone: '+5511900000099', connection };
    const { id: other } = await engine.run(new RegisterSender(engine.command(), more));
    expect([await lastAt(tenant.senderId), await lastAt(other)]).toEqual([null, null]);
    const webhooks = await openWebhooks(engine);
    await webhooks.post(tenant.senderId, statusFor('700100200399'));
    const first = new Date(engine.clock.now()).toISOString();
    expect([await lastAt(tenant.senderId), await lastAt(other)]).toEqual([null, first]);
    await engine.clock.advance(5000);
    await webhooks.post(tenant.senderId, webhook('something_new', {}));
    const second = new Date(engine.clock.now()).toISOString();
    expect([await lastAt(tenant.senderId), await lastAt(other)]).toEqual([second, first]);
  });

  it('is told by what is known of its messages where nothing came since the start', async () => {
    const { campaignId, contactIds } = await startCampaign(engine, tenant, [{ phone: number(1) }]);
    const sending = sendingOf(engine, campaignId, tenant.senderId);
    await sending.attempt(contactIds[0]!);
    await sending.accept(contactIds[0]!);
    await engine.views.project();
    const restarted = new LastWebhooks(engine.views, new LocalWebhookArrivals(engine.clock));
    const of = async () => (await restarted.of([tenant.senderId])).get(tenant.senderId);
    expect(await of()).toBeNull();
    await engine.clock.advance(60_000);
    await sending.deliver(contactIds[0]!);
    await engine.views.project();
    expect(await of()).toBe(engine.clock.now());
  });
});

/** What processes say to each other, and how often. */
class Said {
  readonly words = new Map<string, Word>();
  posts = 0;

  of(from: string): Notices {
    return {
      instance: from,
      post: (topic, word) => {
        this.posts += 1;
        this.words.set(`${from} ${topic}`, word);
        return Promise.resolve();
      },
      read: (topic) =>
        Promise.resolve(
          [...this.words]
            .filter(([name]) => name.endsWith(` ${topic}`))
            .map(([name, word]): Notice => ({ from: name, word, ageMs: 0 })),
        ),
      withdraw: () => Promise.resolve(),
    };
  }
}

describe('webhooks at several processes', () => {
  it('are told to the others once a minute, however many there are', async () => {
    const clock = new VirtualClock();
    const said = new Said();
    const failed = (error: unknown) => {
      throw error;
    };
    const [one, other] = ['one', 'other'].map((name) => new SharedWebhookArrivals(clock, said.of(name), failed)) as [
      SharedWebhookArrivals,
      SharedWebhookArrivals,
    ];
    const first = clock.now();
    for (let n = 0; n < 1000; n++) one.heard('a');
    expect([said.posts, (await other.read()).get('a')]).toEqual([1, first]);
    await clock.advance(59_000);
    one.heard('a');
    other.heard('b');
    expect([said.posts, (await one.read()).get('a'), (await other.read()).get('a')]).toEqual([2, clock.now(), first]);
    await clock.advance(1000);
    one.heard('b');
    expect(said.posts).toBe(3);
    expect((await other.read()).get('a')).toBe(clock.now() - 1000);
    expect([...(await other.read()).values(), (await one.read()).get('b')]).toContain(clock.now());
  });
});
