import { stream } from '@arauto/domain';
import { LiftSuppression } from '../suppressions/lift-suppression';
import { ListSuppressions } from '../suppressions/list-suppressions';
import { SuppressPerson } from '../suppressions/suppress-person';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { sendingOf } from '../testing/sending';
import { webhooksOf } from '../testing/small-webhooks';
import { eventsOf } from '../testing/streams';
import { isSuppressed, suppressionsOf } from '../testing/suppressed';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;
let webhooks: ReturnType<typeof webhooksOf>;
/** Seconds of the engine's clock, long after whatever a test says. */
let now: number;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
  webhooks = webhooksOf(engine);
  now = Math.floor(engine.clock.now() / 1000);
});
afterAll(() => engine.close());

const waId = (phone: string) => ({ wa_id: phone.slice(1) });
const from = (phone: string) => ({ from: phone.slice(1) });
const text = (body: string) => ({ body });

const blocks = (canonical: string, category = 'MARKETING', of = tenant) =>
  isSuppressed(engine, of, canonical, category);
const listed = (phone?: string, of = tenant) => suppressionsOf(engine, of, phone);

async function said(canonical: string, { subaccountId }: Tenant = tenant) {
  const name = stream.suppression(subaccountId, await engine.identities.personKey(subaccountId, canonical));
  return (await eventsOf(engine, name)).map(({ type, data }) => ({ type, data }));
}

let nth = 100;
/** A number that no other test has. */
const someone = () => number((nth += 1));
const digits = (phone: string) => phone.slice(1);

describe('an opt-out by word', () => {
  it('stops marketing and nothing else, of this tenant, with evidence and never with the text', async () => {
    const phone = someone();
    await webhooks.says(tenant, from(phone), 'wamid.w1', now - 60, 'text', text('Sair!'));
    expect(await blocks(digits(phone))).toBe(true);
    expect(await blocks(digits(phone), 'UTILITY')).toBe(false);
    expect(await blocks(digits(phone), 'MARKETING', other)).toBe(false);
    const [event, ...more] = await said(digits(phone));
    const hash = await engine.identities.messageHash(tenant.subaccountId, 'wamid.w1');
    const person = await engine.identities.personKey(tenant.subaccountId, digits(phone));
    expect(event!.data).toMatchObject({
      ...{ category: 'marketing', source: 'word', reason: 'opt_out_word' },
      at: new Date((now - 60) * 1000).toISOString(),
      evidence: `${stream.conversation(tenant.senderId, person)} ${hash}`,
    });
    expect(more).toEqual([]);
    expect(JSON.stringify(event)).not.toMatch(new RegExp(`Sair|${digits(phone)}`, 'i'));
    expect(await listed(phone)).toMatchObject([
      { phone, category: 'marketing', source: 'word', reason: 'opt_out_word', kinds: [{ kind: 'person' }] },
    ]);
  });

  it('is heard once, however often it is delivered', async () => {
    const phone = someone();
    const sair = () => webhooks.says(tenant, from(phone), 'wamid.w2', now - 60, 'text', text('SAIR'));
    await sair();
    await webhooks.says(tenant, from(phone), 'wamid.w3', now - 30, 'text', text('voltar'));
    await sair();
    expect((await said(digits(phone))).map(({ type }) => type)).toEqual(['PersonSuppressed', 'SuppressionLifted']);
    expect(await blocks(digits(phone))).toBe(false);
  });

  it('is heard at the second delivery when the first broke off after the message was kept', async () => {
    const phone = someone();
    const none = { words: [], buttons: [] };
    const deaf = webhooksOf(engine, { stop: none, start: none });
    for (const each of [deaf, webhooks]) {
      await each.says(tenant, from(phone), 'wamid.w4', now - 60, 'text', text('STOP'));
    }
    expect(await blocks(digits(phone))).toBe(true);
  });

  it('is lifted by its opposite word or button, and by no mere answer', async () => {
    const phone = someone();
    await webhooks.says(tenant, from(phone), 'wamid.w5', now - 60, 'text', text('baja'));
    for (const [index, answer] of ['yes', 'sim', 'sí', 'ok', 'obrigado'].entries()) {
      await webhooks.says(tenant, from(phone), `wamid.w6${index}`, now - 50, 'text', text(answer));
    }
    expect(await blocks(digits(phone))).toBe(true);
    const button = { text: 'Receber promoções', payload: 'x' };
    await webhooks.says(tenant, from(phone), 'wamid.w7', now - 40, 'button', button);
    expect(await blocks(digits(phone))).toBe(false);
    expect((await said(digits(phone))).at(-1)!.data).toMatchObject({
      source: 'button',
      evidence: expect.stringContaining('conversation-') as string,
    });
  });

  describe('that a message is edited to', () => {
    const edits = (phone: string, id: string, at: number, of: string, body: string) =>
      webhooks.says(tenant, from(phone), id, at, 'edit', {
        original_message_id: of,
        message: { type: 'text', text: text(body) },
      });

    it('is heard once, as of the edit, and not lifted by another', async () => {
      const phone = someone();
      await webhooks.says(tenant, from(phone), 'wamid.e1', now - 60, 'text', text('oi'));
      await edits(phone, 'wamid.e2', now - 50, 'wamid.e1', 'SAIR');
      await edits(phone, 'wamid.e2', now - 50, 'wamid.e1', 'SAIR');
      await edits(phone, 'wamid.e3', now - 40, 'wamid.e1', 'oi de novo');
      await edits(phone, 'wamid.e4', now - 30, 'wamid.e1', 'voltar');
      expect(await said(digits(phone))).toMatchObject([
        { type: 'PersonSuppressed', data: { source: 'word', at: new Date((now - 50) * 1000).toISOString() } },
      ]);
      expect(await blocks(digits(phone))).toBe(true);
      expect(await listed(phone)).toMatchObject([{ phone, reason: 'opt_out_word' }]);
    });

    it('is heard before the message that it edits is there', async () => {
      const phone = someone();
      await edits(phone, 'wamid.e6', now - 50, 'wamid.e5', 'SAIR');
      expect(await blocks(digits(phone))).toBe(true);
      await webhooks.says(tenant, from(phone), 'wamid.e5', now - 60, 'text', text('oi'));
      expect(await said(digits(phone))).toHaveLength(1);
    });

    it('stays where the message itself was one, and is edited away', async () => {
      const phone = someone();
      await webhooks.says(tenant, from(phone), 'wamid.e7', now - 60, 'text', text('SAIR'));
      await edits(phone, 'wamid.e8', now - 50, 'wamid.e7', 'oi');
      expect(await blocks(digits(phone))).toBe(true);
    });
  });

  it('is not in a caption', async () => {
    const phone = someone();
    const image = { id: '88', mime_type: 'image/jpeg', sha256: 'x', caption: 'SAIR' };
    await webhooks.says(tenant, from(phone), 'wamid.w8', now - 60, 'image', image);
    expect(await said(digits(phone))).toEqual([]);
  });
});

describe('an opt-out by button', () => {
  it.each([
    ['button', { text: 'Parar promoções', payload: 'P1' }],
    ['button', { text: 'Não', payload: 'PARAR_PROMOCOES' }],
    ['interactive', { type: 'button_reply', button_reply: { id: 'x', title: 'Parar promoções' } }],
    ['interactive', { type: 'list_reply', list_reply: { id: 'parar-promocoes', title: 'Não' } }],
  ])('stops marketing: %s %j', async (type, content) => {
    const phone = someone();
    await webhooks.says(tenant, from(phone), `wamid.b${nth}`, now - 60, type, content);
    expect(await blocks(digits(phone))).toBe(true);
  });

  it('is not "Cancelar" on a reminder, although the word is on the list of words', async () => {
    const phone = someone();
    const button = { text: 'Cancelar', payload: 'Cancelar' };
    await webhooks.says(tenant, from(phone), 'wamid.b8', now - 60, 'button', button);
    expect(await said(digits(phone))).toEqual([]);
    await webhooks.says(tenant, from(phone), 'wamid.b9', now - 50, 'text', text('Cancelar'));
    expect(await blocks(digits(phone))).toBe(true);
  });
});

describe('preferences that arrive out of order', () => {
  it('are judged by when they were chosen', async () => {
    const [stopped, resumed] = [someone(), someone()];
    await webhooks.prefers(tenant, waId(stopped), 'stop', now - 3600);
    await webhooks.prefers(tenant, waId(stopped), 'resume', now - 7200);
    expect(await blocks(digits(stopped))).toBe(true);
    await webhooks.prefers(tenant, waId(resumed), 'resume', now - 3600);
    await webhooks.prefers(tenant, waId(resumed), 'stop', now - 7200);
    expect(await blocks(digits(resumed))).toBe(false);
    expect(await listed(resumed)).toEqual([]);
  });

  it('have the instant of their entry, else that of their receipt, and none is in the future', async () => {
    const phone = someone();
    const at = async () => (await said(digits(phone))).at(-1)!.data['at'];
    await webhooks.prefers(tenant, waId(phone), 'stop', undefined, now - 100);
    expect(await at()).toBe(new Date((now - 100) * 1000).toISOString());
    await webhooks.prefers(tenant, waId(phone), 'resume', now + 86_400);
    expect(await at()).toBe(new Date(engine.clock.now()).toISOString());
    const someoneElse = someone();
    await webhooks.prefers(tenant, waId(someoneElse), 'stop');
    expect((await said(digits(someoneElse)))[0]!.data['at']).toBe(new Date(engine.clock.now()).toISOString());
  });

  it('of another category change nothing', async () => {
    const phone = someone();
    const preference = { ...waId(phone), category: 'other_messages', value: 'stop', timestamp: now - 60 };
    await webhooks.receive(tenant, 'user_preferences', { user_preferences: [preference] });
    expect(await said(digits(phone))).toEqual([]);
  });
});

describe('the list of suppressions', () => {
  it('has the phone of whom the platform reports, and masks it like any other', async () => {
    const phone = someone();
    await webhooks.prefers(tenant, waId(phone), 'stop', now - 60);
    expect(await listed(phone)).toMatchObject([{ phone, source: 'platform', reason: 'user_preferences' }]);
    const reader = engine.query({ principal: principal({ roles: ['auditor'] }) });
    const { items } = await engine.ask(new ListSuppressions(reader, { subaccount: tenant.subaccountId, phone }));
    expect(items[0]!.phone).toBe(`•••${phone.slice(-4)}`);
  });

  it('has the phone of whose message failed because of an opt-out, and the contact as evidence', async () => {
    const phone = someone();
    const campaignId = await makeCampaign(engine, tenant);
    await uploadRows(engine, tenant, campaignId, [{ phone, parameters: { amount: '1' } }]);
    const key = await contactIdOf(engine, tenant, phone);
    const sending = sendingOf(engine, campaignId, tenant.senderId);
    await sending.attempt(key);
    await sending.accept(key);
    const errors = [{ code: 131050, title: 'x' }];
    const callback = { biz_opaque_callback_data: `m1|${campaignId}|${key}|a1` };
    const status = { id: 'wamid.f', status: 'failed', timestamp: String(now - 60), errors, ...callback };
    await webhooks.receive(tenant, 'messages', { statuses: [status] });
    expect(await listed(phone)).toMatchObject([
      {
        ...{ phone, source: 'platform', reason: 'error_131050', evidence: stream.contact(campaignId, key) },
        kinds: [{ kind: 'platform', at: new Date((now - 60) * 1000).toISOString() }],
      },
    ]);
    // The contact's failure is in the log; an older resume changes nothing, a newer one frees.
    await webhooks.prefers(tenant, waId(phone), 'resume', now - 120);
    expect(await blocks(digits(phone))).toBe(true);
    await webhooks.prefers(tenant, waId(phone), 'resume', now - 30);
    expect(await blocks(digits(phone))).toBe(false);
  });

  it('says every kind that holds, the newest first, and an administrator lifts them all', async () => {
    const phone = someone();
    const { subaccountId } = tenant;
    await webhooks.prefers(tenant, waId(phone), 'stop', now - 60);
    await webhooks.says(tenant, from(phone), 'wamid.k1', now - 50, 'text', text('stop'));
    await engine.run(new SuppressPerson(engine.command(), { subaccountId, phone, category: 'marketing' }));
    const kinds = async () => (await listed(phone)).flatMap((item) => item.kinds.map(({ kind }) => kind));
    expect(await kinds()).toEqual(['admin', 'person', 'platform']);
    await webhooks.prefers(tenant, waId(phone), 'resume', now - 40);
    expect(await kinds()).toEqual(['admin', 'person']);
    await engine.run(new LiftSuppression(engine.command(), { subaccountId, phone }));
    expect(await kinds()).toEqual([]);
    expect(await blocks(digits(phone))).toBe(false);
  });

  it('is lifted in the category that is named, in every one where none is', async () => {
    const phone = someone();
    const { subaccountId } = tenant;
    await webhooks.says(tenant, from(phone), 'wamid.k2', now - 50, 'text', text('stop'));
    await engine.run(new LiftSuppression(engine.command(), { subaccountId, phone, category: 'all' }));
    expect(await blocks(digits(phone))).toBe(true);
    await engine.run(new LiftSuppression(engine.command(), { subaccountId, phone }));
    expect(await blocks(digits(phone))).toBe(false);
  });
});

describe('every variant of a number', () => {
  it.each([
    ['Brazil without the ninth digit', '551100021777', '5511900021777'],
    ['Mexico with the 1', '5215550000000', '525550000000'],
    ['Argentina without the 9', '541120000000', '5491120000000'],
  ])('is one person: %s', async (_, variant, canonical) => {
    const { subaccountId } = tenant;
    await webhooks.prefers(tenant, { wa_id: variant }, 'stop', now - 60);
    expect(await blocks(canonical)).toBe(true);
    expect(await listed(`+${variant}`)).toMatchObject([{ phone: `+${canonical}` }]);
    await webhooks.says(tenant, { from: variant }, `wamid.${variant}`, now - 50, 'text', text('stop'));
    await engine.run(new LiftSuppression(engine.command(), { subaccountId, phone: `+${variant}` }));
    expect(await blocks(canonical)).toBe(false);
    await engine.run(new SuppressPerson(engine.command(), { subaccountId, phone: `+${variant}`, category: 'all' }));
    expect(await blocks(canonical, 'UTILITY')).toBe(true);
  });
});

describe('a number that an older program read otherwise', () => {
  it('is found, listed and freed under what it was then', async () => {
    const { subaccountId } = tenant;
    const old = await engine.identities.personKey(subaccountId, '49015228817386');
    const event = {
      id: engine.random.uuid(),
      type: 'PersonSuppressed',
      data: { category: 'marketing', source: 'api', reason: 'by_request', evidence: null, ref: null },
      metadata: { v: 1 },
    };
    await engine.store.append(stream.suppression(subaccountId, old), [event], { expected: 'noStream' });
    expect(await blocks('4915228817386')).toBe(true);
    expect(await listed('+4915228817386')).toMatchObject([{ source: 'api', kinds: [{ kind: 'admin' }] }]);
    const { position } = await engine.run(
      new LiftSuppression(engine.command(), { subaccountId, phone: '+4915228817386' }),
    );
    expect(position).toBe(await engine.store.head());
    expect(await blocks('4915228817386')).toBe(false);
    expect(await listed('+4915228817386')).toEqual([]);
  });
});
