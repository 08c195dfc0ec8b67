import { stream } from '@arauto/domain';
import { FakeProvider, RunningFloor } from '../testing/floor';
import { makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';
import { eventsOf } from '../testing/streams';

const HOUR = 3600_000;

/** What an attempt says of the session it is in: a message of the person permits more, and the report groups by the other. */
describe('the session of an attempt', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  let provider: FakeProvider;
  let floor: RunningFloor;

  beforeEach(async () => {
    engine = await openSmallEngine();
    provider = new FakeProvider();
    tenant = await makeTenant(engine);
    floor = new RunningFloor(engine, provider);
  });
  afterEach(async () => {
    await floor.stop();
    await engine.close();
  });

  /** Sends a campaign to somebody, and answers what its last attempt says. */
  async function sendTo(n: number) {
    const { campaignId, contactIds } = await startCampaign(engine, tenant, [{ phone: number(n) }]);
    const before = provider.sentTo.length;
    await floor.pass(3000, () => provider.sentTo.length > before);
    await floor.pass(100);
    const events = await eventsOf(engine, stream.contact(campaignId, contactIds[0]!));
    const attempt = events.filter(({ type }) => type === 'SendAttempted').at(-1)!.data as {
      readonly withSession: boolean;
      readonly conversation: { readonly id: string; readonly type: string; readonly expiresAt: string };
      readonly attemptedAt: string;
    };
    return { ...attempt.conversation, withSession: attempt.withSession, at: Date.parse(attempt.attemptedAt) };
  }

  async function writes(n: number, more: object = {}): Promise<void> {
    const { post } = await openWebhooks(engine);
    const timestamp = String(Math.floor(engine.clock.now() / 1000));
    const message = { from: number(n).slice(1), id: `wamid.${n}.${timestamp}`, timestamp, type: 'text' };
    await post(tenant.senderId, webhook('messages', { messages: [{ ...message, text: { body: 'oi' }, ...more }] }));
    await engine.views.project();
    await floor.pass(100);
  }

  /** Nothing runs for so many hours. */
  async function restartAfter(hours: number): Promise<void> {
    await floor.stop();
    await engine.clock.advance(hours * HOUR);
    floor = new RunningFloor(engine, provider);
  }

  it('is shared by two campaigns within 24 hours, after a restart too, and by no third one after them', async () => {
    const first = await sendTo(1);
    expect(first).toMatchObject({ type: 'business_initiated', withSession: false });
    expect(Date.parse(first.expiresAt)).toBe(first.at + 24 * HOUR);
    await floor.pass(2000);
    expect(await sendTo(1)).toMatchObject({ id: first.id, expiresAt: first.expiresAt });
    await restartAfter(20);
    expect(await sendTo(1)).toMatchObject({ id: first.id, expiresAt: first.expiresAt });
    await restartAfter(5);
    const later = await sendTo(1);
    expect(later.id).not.toBe(first.id);
    expect(Date.parse(later.expiresAt)).toBe(later.at + 24 * HOUR);
    expect((await sendTo(2)).id).not.toBe(later.id);
  });

  it('is none of a message that nobody got', async () => {
    provider.answerTo = () => 'refused';
    const refused = await sendTo(1);
    provider.answerTo = () => 'accepted';
    await restartAfter(1);
    const taken = await sendTo(1);
    expect(taken.id).not.toBe(refused.id);
    expect(Date.parse(taken.expiresAt)).toBe(taken.at + 24 * HOUR);
  });

  it('is the person’s, where it wrote first, and permits more until a day after it wrote last', async () => {
    await writes(1);
    await restartAfter(2);
    const answer = await sendTo(1);
    expect(answer).toMatchObject({ type: 'user_initiated', withSession: true });
    await restartAfter(20);
    await writes(1);
    await restartAfter(10);
    // The fixed session of the report is over, the window that slides is not.
    const later = await sendTo(1);
    expect(later).toMatchObject({ withSession: true });
    expect(later.id).not.toBe(answer.id);
    await restartAfter(25);
    expect(await sendTo(1)).toMatchObject({ withSession: false, type: 'business_initiated' });
  });

  it('is a free entry point for 72 hours from our answer to a person that came from an advertisement, after a restart too', async () => {
    await writes(1, { referral: { source_type: 'ad' } });
    await restartAfter(1);
    const answer = await sendTo(1);
    expect(answer).toMatchObject({ type: 'free_entry_point', withSession: true });
    expect(Date.parse(answer.expiresAt)).toBe(answer.at + 72 * HOUR);
    await restartAfter(60);
    expect(await sendTo(1)).toMatchObject({ id: answer.id, type: 'free_entry_point', withSession: false });
    await restartAfter(12);
    expect(await sendTo(1)).toMatchObject({ type: 'business_initiated' });
  });
});
