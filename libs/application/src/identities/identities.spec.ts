import { personAggregate, stream } from '@arauto/domain';
import { load } from '@arauto/event-store';
import { LiftSuppression } from '../suppressions/lift-suppression';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { sendingOf } from '../testing/sending';
import { webhooksOf } from '../testing/small-webhooks';
import { eventsOf } from '../testing/streams';
import { isSuppressed, suppressionsOf } from '../testing/suppressed';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;
let webhooks: ReturnType<typeof webhooksOf>;
let now: number;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
  webhooks = webhooksOf(engine);
  now = Math.floor(engine.clock.now() / 1000);
});
afterAll(() => engine.close());

let nth = 200;
const someone = () => {
  nth += 1;
  return { phone: number(nth), digits: number(nth).slice(1), userId: `BR.${nth}` };
};

const blocks = (canonical: string, of = tenant) => isSuppressed(engine, of, canonical);
const listed = (phone?: string) => suppressionsOf(engine, tenant, phone);

const writes = (who: object, id: string, seconds = now - 600) =>
  webhooks.says(tenant, who, id, seconds, 'text', { body: 'oi' });
const prefers = (userId: string, value: 'stop' | 'resume', seconds: number) =>
  webhooks.prefers(tenant, { user_id: userId }, value, seconds);

/** A message that was accepted. */
async function sentTo(phone: string): Promise<{ campaignId: string; key: string }> {
  const campaignId = await makeCampaign(engine, tenant);
  await uploadRows(engine, tenant, campaignId, [{ phone }]);
  const key = await contactIdOf(engine, tenant, phone);
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  await sending.attempt(key);
  await sending.accept(key);
  return { campaignId, key };
}
const statusOf = ({ campaignId, key }: { campaignId: string; key: string }, who: object, contacts?: object[]) => {
  const callback = { biz_opaque_callback_data: `m1|${campaignId}|${key}|a1` };
  const status = { id: `wamid.${key}`, status: 'read', timestamp: String(now - 60), ...callback, ...who };
  return webhooks.receive(tenant, 'messages', { statuses: [status], ...(contacts && { contacts }) });
};

async function learnedOf(key: string): Promise<readonly string[]> {
  return (await load(engine.store, personAggregate, key)).state.identities;
}
const userKey = (userId: string) => engine.identities.keyOfId(tenant.subaccountId, userId);

describe('a person known by phone and by user id', () => {
  it('is suppressed by a stop that names only the user id, learned first from a status', async () => {
    const { phone, digits, userId } = someone();
    await statusOf(await sentTo(phone), { recipient_id: digits, recipient_user_id: userId });
    await prefers(userId, 'stop', now - 30);
    expect(await blocks(digits)).toBe(true);
    expect(await blocks(digits, other)).toBe(false);
    expect(await listed(phone)).toMatchObject([{ phone, source: 'platform', reason: 'user_preferences' }]);
  });

  it('is suppressed just so when the stop came first', async () => {
    const { phone, digits, userId } = someone();
    await prefers(userId, 'stop', now - 30);
    expect(await blocks(digits)).toBe(false);
    expect((await listed()).filter((item) => item.phone === null)).toHaveLength(1);
    await writes({ from: digits, from_user_id: userId }, 'wamid.i1');
    expect(await blocks(digits)).toBe(true);
    expect(await listed(phone)).toMatchObject([{ phone }]);
  });

  it('is learned from the contact beside a status, and from a status of our message without a number', async () => {
    const [one, two] = [someone(), someone()];
    await statusOf(await sentTo(one.phone), { recipient_id: one.digits }, [{ wa_id: one.digits, user_id: one.userId }]);
    await statusOf(await sentTo(two.phone), { recipient_user_id: two.userId });
    for (const { userId, digits, phone } of [one, two]) {
      await prefers(userId, 'stop', now - 30);
      expect(await blocks(digits)).toBe(true);
      expect((await listed(phone)).map((item) => item.phone)).toEqual([phone]);
    }
  });

  it('is freed by a newer word under the other name, and by no older one', async () => {
    const { phone, digits, userId } = someone();
    await writes({ from: digits, from_user_id: userId }, 'wamid.i2');
    await webhooks.prefers(tenant, { wa_id: digits }, 'stop', now - 60);
    await prefers(userId, 'resume', now - 90);
    expect(await blocks(digits)).toBe(true);
    await prefers(userId, 'resume', now - 30);
    expect(await blocks(digits)).toBe(false);
    expect(await listed(phone)).toEqual([]);
  });

  it('is freed under every name by an administrator', async () => {
    const { phone, digits, userId } = someone();
    await writes({ from: digits, from_user_id: userId }, 'wamid.i3');
    await prefers(userId, 'stop', now - 60);
    await webhooks.says(tenant, { from: digits }, 'wamid.i4', now - 50, 'text', { body: 'SAIR' });
    await engine.run(new LiftSuppression(engine.command(), { subaccountId: tenant.subaccountId, phone }));
    expect(await blocks(digits)).toBe(false);
    expect(await listed(phone)).toEqual([]);
  });

  it('is learned once, and nothing but keys goes to the log', async () => {
    const { phone, digits, userId } = someone();
    const sent = await sentTo(phone);
    for (let n = 0; n < 3; n++) await statusOf(sent, { recipient_id: digits, recipient_user_id: userId });
    await writes({ from: digits, from_user_id: userId }, 'wamid.i5');
    await webhooksOf(engine).receive(tenant, 'messages', {
      messages: [{ from: digits, from_user_id: userId, id: 'wamid.i6', timestamp: String(now), type: 'text' }],
    });
    const events = await eventsOf(engine, stream.person(sent.key));
    expect(events.map(({ type, data }) => [type, data['identity'], data['subaccountId']])).toEqual([
      ['IdentityLearned', await userKey(userId), tenant.subaccountId],
    ]);
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${digits}|${userId}`));
    const [entry] = await engine.vault.getMany([String(events[0]!.data['ref'])]);
    expect(entry).toMatchObject({ person: sent.key, phone, data: { ids: [digits, userId] } });
  });

  it('is not learned from what is no id: it might be everybody’s', async () => {
    const { digits } = someone();
    for (const id of ['unknown', '0', 'x'.repeat(5000)])
      await writes({ from: digits, from_user_id: id }, `wamid.${id.length}`);
    expect(await learnedOf(await engine.identities.personKey(tenant.subaccountId, digits))).toEqual([]);
  });

  it('costs nothing where a status names no user id', async () => {
    const { phone, digits } = someone();
    const sent = await sentTo(phone);
    await statusOf(sent, { recipient_id: digits });
    expect(await learnedOf(sent.key)).toEqual([]);
  });
});

describe('a person whose number or user id changed', () => {
  it('is looked up under the old and the new number', async () => {
    const [old, fresh] = [someone(), someone()];
    await webhooks.says(tenant, { from: old.digits }, 'wamid.c1', now - 90, 'text', { body: 'SAIR' });
    const system = { body: 'x', type: 'user_changed_number', wa_id: fresh.digits };
    await webhooks.says(tenant, { from: old.digits }, 'wamid.c2', now - 60, 'system', system);
    expect(await blocks(fresh.digits)).toBe(true);
    await webhooks.says(tenant, { from: fresh.digits }, 'wamid.c3', now - 30, 'text', { body: 'VOLTAR' });
    expect(await blocks(old.digits)).toBe(false);
  });

  it('is looked up under the old and the new user id, in either notation of the news', async () => {
    const [one, two] = [someone(), someone()];
    await writes({ from: one.digits, from_user_id: one.userId }, 'wamid.c4');
    const changed = { body: 'x', type: 'user_changed_user_id', user_id: 'BR.N1', previous_user_id: one.userId };
    await webhooks.says(tenant, {}, 'wamid.c5', now - 60, 'system', changed);
    await prefers('BR.N1', 'stop', now - 30);
    expect(await blocks(one.digits)).toBe(true);

    await writes({ from: two.digits, from_user_id: two.userId }, 'wamid.c6');
    const update = { user_id: { previous: two.userId, current: 'BR.N2' }, timestamp: String(now - 60) };
    await webhooks.receive(tenant, 'user_id_update', { user_id_update: [update] });
    await prefers('BR.N2', 'stop', now - 30);
    expect(await blocks(two.digits)).toBe(true);
    expect((await listed(two.phone)).map(({ phone }) => phone)).toEqual([two.phone]);
  });
});
