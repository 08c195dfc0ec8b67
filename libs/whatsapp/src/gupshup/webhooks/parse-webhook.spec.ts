import fc from 'fast-check';
import type { WebhookElement } from '../../webhook-element';
import { gupshup } from '..';
import { parseWebhook } from './parse-webhook';

const parse = (body: unknown): WebhookElement[] => parseWebhook(Buffer.from(JSON.stringify(body)));
const one = (body: unknown): WebhookElement => {
  const elements = parse(body);
  expect(elements).toHaveLength(1);
  return elements[0]!;
};

const AT = 1795258806120;
const TS = 1795258804;
const GS_ID = '0c1d7a4e-2f55-4c39-9c0e-51a1d2b3c4d5';
const WAMID = 'gBEGVRGZVVASNAgJ';
const names = { phoneNumberId: 'gupshup:AuroraLoja', businessAccountId: 'gupshup:AuroraLoja' };
const event = (type: string, payload: unknown) => ({ app: 'AuroraLoja', timestamp: AT, version: 2, type, payload });

describe('version 2', () => {
  it('names the number as its settings do', () => {
    const connection = { baseUrl: '', appName: 'AuroraLoja', source: '' };
    expect(gupshup.namesOf(connection)).toEqual(names);
    expect(one(event('message-event', { type: 'read', gsId: GS_ID, payload: {} }))).toMatchObject({ names });
  });

  it('is whoever’s address it came to, where it names no app', () => {
    const { app: _, ...rest } = event('message-event', { type: 'read', gsId: GS_ID });
    expect(one(rest)).toMatchObject({ kind: 'status', names: {} });
  });

  describe('statuses', () => {
    const told = (payload: object) => one(event('message-event', { destination: '5511900001234', ...payload }));

    it.each(['sent', 'delivered', 'read'])(
      '%s: by the id that the send was answered with, at Meta’s instant',
      (type) => {
        const status = {
          ...{ kind: 'status', messageId: GS_ID, otherId: WAMID, status: type, at: TS * 1000, names },
          recipientId: '5511900001234',
          ...{ errors: [], pricing: undefined, freeEntryPoint: false },
        };
        expect(told({ id: WAMID, gsId: GS_ID, type, payload: { ts: TS } })).toEqual(status);
        expect(told({ id: WAMID, gsId: GS_ID, type, ts: TS })).toEqual(status);
      },
    );

    it('later than a week: by WhatsApp’s id, which is all that there is', () => {
      expect(told({ id: WAMID, type: 'read', payload: { ts: TS } })).toMatchObject({ messageId: WAMID });
      expect(told({ id: WAMID, type: 'read', payload: { ts: TS } })).not.toHaveProperty('otherId');
    });

    it('fail with their code, whoever refused: Gupshup before WhatsApp’s id is there, or WhatsApp', () => {
      const payload = { code: 1002, reason: 'Number Does Not Exist On WhatsApp' };
      const failed = {
        ...{ kind: 'status', messageId: GS_ID, status: 'failed', at: AT },
        errors: [{ code: '1002', details: 'Number Does Not Exist On WhatsApp' }],
      };
      expect(told({ id: GS_ID, type: 'failed', payload })).toMatchObject(failed);
      expect(told({ id: WAMID, gsId: GS_ID, type: 'failed', payload })).toMatchObject(failed);
      expect(told({ gsId: GS_ID, type: 'failed', payload: { code: 131026 } })).toMatchObject({
        errors: [{ code: '131026', details: '' }],
      });
      expect(told({ gsId: GS_ID, type: 'failed' })).toMatchObject({ errors: [{ code: 'unknown', details: '' }] });
    });

    it.each(gupshup.errors.filter(({ code }) => /^\d+$/.test(code)).map(({ code }) => code))(
      'fail with the code %s, as a number or a text',
      (code) => {
        for (const said of [code, Number(code)]) {
          const failed = told({ gsId: GS_ID, type: 'failed', payload: { code: said, reason: 'No' } });
          expect(failed).toMatchObject({ errors: [{ code, details: 'No' }] });
        }
      },
    );

    it('say what they cost, and whether an advertisement opened the conversation', () => {
      const sent = (payload: object) => told({ id: WAMID, gsId: GS_ID, type: 'sent', ts: TS, payload });
      expect(sent({ pricing: { policy: 'PMP', category: 'Marketing', type: 'regular' } })).toMatchObject({
        pricing: { category: 'marketing', type: 'regular', billable: true },
        freeEntryPoint: false,
      });
      expect(sent({ conversation: { type: 'referral_conversion' } })).toMatchObject({ freeEntryPoint: true });
      expect(sent({ pricing: { category: 'SERVICE', type: 'FREE_ENTRY_POINT' } })).toMatchObject({
        freeEntryPoint: true,
      });
    });

    it.each(['enqueued', 'deleted', 'referral', 'a-new-one'])('%s are of no concern', (type) => {
      expect(told({ id: GS_ID, type, payload: { whatsappMessageId: WAMID } })).toEqual({
        kind: 'ignored',
        reason: `status ${type}`,
      });
    });

    it('tell that a person has another id than the number that was written to', () => {
      expect(told({ type: 'mismatch', payload: { wa_id: '553190001234', phone: '5531990001234' } })).toEqual({
        ...{ kind: 'identity', at: AT, names, ids: ['553190001234', '5531990001234'] },
      });
    });
  });

  describe('what persons write', () => {
    const sender = { phone: '5511900001234', name: 'Marina', country_code: '55', dial_code: '11900001234' };
    const told = (type: string, payload: unknown, more: object = {}) =>
      one(event('message', { id: 'ABEG1', source: '5511900001234', type, payload, sender, ...more }));

    it('is told with who wrote it', () => {
      expect(told('text', { text: 'Olá' }, { sender: { ...sender, userId: 'BR.4410098877' } })).toEqual({
        ...{ kind: 'inbound', messageId: 'ABEG1', at: AT, names, from: '5511900001234', userId: 'BR.4410098877' },
        ...{ profileName: 'Marina', contentType: 'text', text: 'Olá', buttonPayload: undefined, media: undefined },
        ...{ contextId: undefined, referred: false },
      });
    });

    it.each(['quick_reply', 'text'])(
      'is a tap on a button, told as %s, of the message that its send called so',
      (type) => {
        const tapped = { text: 'Já paguei', type: 'button', postbackText: 'PAGUEI:cmp_81f2' };
        const context = { id: WAMID, gsId: GS_ID, forwarded: false };
        expect(told(type, tapped, { context })).toMatchObject({
          ...{ contentType: 'button', text: 'Já paguei', buttonPayload: 'PAGUEI:cmp_81f2', contextId: GS_ID },
        });
      },
    );

    it('quotes an older message by WhatsApp’s id', () => {
      expect(told('text', { text: 'Olá' }, { context: { id: WAMID } })).toMatchObject({ contextId: WAMID });
    });

    it.each([
      ['button_reply', { id: 'b1', title: 'Sim', reply: 'Sim 1', postbackText: 'sim' }, 'interactive', 'Sim', 'sim'],
      ['list_reply', { id: 'l1', title: 'Centro', description: 'x', reply: 'Centro 1' }, 'interactive', 'Centro', 'l1'],
      ['location', { latitude: '-23.55', longitude: '-46.63' }, 'location', '-23.55, -46.63', undefined],
      ['location', { latitude: -23.55, longitude: -46.63, name: 'Loja' }, 'location', 'Loja', undefined],
      ['location', {}, 'location', '', undefined],
      ['contact', { contacts: [{ name: { formatted_name: 'Ana' } }, {}] }, 'contacts', 'Ana, ', undefined],
      ['reaction', { emoji: '👍', gsId: GS_ID }, 'reaction', '👍', undefined],
      ['order', { catalog_id: '1' }, 'unsupported', '', undefined],
      ['text', null, 'text', '', undefined],
    ])('is %s %j', (type, payload, contentType, text, buttonPayload) => {
      expect(told(type, payload)).toMatchObject({ contentType, text, buttonPayload });
    });

    it.each([
      ['image', 'image'],
      ['video', 'video'],
      ['audio', 'audio'],
      ['sticker', 'sticker'],
      ['file', 'document'],
    ])('is a file, told as %s, known by where it lies', (type, contentType) => {
      const url = 'https://filemanager.gupshup.io/wa/app-1/wa/media/1?download=false';
      const payload = { url, contentType: 'a/b', name: 'nota.pdf', caption: 'A nota', urlExpiry: AT + 1 };
      expect(told(type, payload)).toMatchObject({
        ...{ contentType, text: 'A nota', media: { id: url, mimeType: 'a/b', fileName: 'nota.pdf' } },
      });
    });

    it('may come from an advertisement', () => {
      expect(told('text', { text: 'Oi' }, { referral: { source_type: 'ad' } })).toMatchObject({ referred: true });
    });
  });

  describe('templates', () => {
    const told = (payload: object) =>
      one(event('template-event', { id: 't-1', elementName: 'aviso', languageCode: 'pt-BR', ...payload }));

    it.each([
      ['approved', { effect: 'status', status: 'approved' }],
      ['rejected', { effect: 'status', status: 'rejected' }],
      ['paused', { effect: 'status', status: 'paused' }],
      ['disabled', { effect: 'status', status: 'disabled' }],
      ['deleted', { effect: 'status', status: 'disabled' }],
      ['in_appeal', { effect: 'status', status: 'pending' }],
    ])('that are %s ask for what they ask for at Meta', (status, effect) => {
      const element = told({ type: 'status-update', status, rejectedReason: 'NONE' });
      expect(element).toMatchObject({
        ...{ kind: 'template_status', at: AT, names, templateId: 't-1', name: 'aviso', language: 'pt_BR' },
        reason: undefined,
      });
      if (element.kind === 'template_status') expect(gupshup.webhooks.templateEffect(element)).toEqual(effect);
    });

    it('say why they were rejected', () => {
      const rejected = { type: 'status-update', status: 'rejected', rejectedReason: 'INVALID_FORMAT' };
      expect(told(rejected)).toMatchObject({ value: 'REJECTED', reason: 'INVALID_FORMAT' });
    });

    it('change their category when they do, and not when it is announced', () => {
      const category = (changes: object) => told({ type: 'category-update', category: changes });
      expect(category({ old: 'MARKETING', new: 'utility' })).toMatchObject({
        ...{ kind: 'template_category', value: 'UTILITY' },
      });
      expect(category({ current: 'MARKETING', correct: 'UTILITY' })).toMatchObject({ kind: 'ignored' });
      expect(told({ type: 'quality-update' })).toMatchObject({ kind: 'ignored' });
    });
  });

  describe('the number and its account', () => {
    const told = (type: string, payload: object) => one(event('account-event', { type, payload }));
    const effects = (element: WebhookElement) =>
      element.kind === 'account' ? gupshup.webhooks.accountEffects(element) : element;

    it.each([
      [{ event: 'UPGRADE', currentTier: 'TIER_1K', newTier: 'TIER_10K' }, 10_000],
      [{ event: 'UPGRADE', oldLimit: 'TIER_10K', currentLimit: 'TIER_UNLIMITED' }, null],
      [{ event: 'ONBOARDING', currentTier: 'TIER_250' }, 250],
    ])('have the limit of %j', (payload, tier) => {
      expect(effects(told('tier-event', payload))).toEqual([{ effect: 'fact', fact: { tier } }]);
    });

    it('have the limit that the account is capable of', () => {
      const capable = told('capability-event', { maxDailyConversationPerPhone: 1000, maxPhoneNumbersPerBusiness: 5 });
      expect(effects(capable)).toEqual([{ effect: 'fact', fact: { tier: 1000 } }]);
    });

    it.each([
      ['FLAGGED', 'RED'],
      ['UNFLAGGED', 'UNKNOWN'],
    ])('%s are of the quality %s', (word, quality) => {
      expect(effects(told('tier-event', { event: word }))).toEqual([{ effect: 'fact', fact: { quality } }]);
    });

    it.each([
      [{ status: 'ACCOUNT_VIOLATION' }, { topic: 'violation', word: 'violated', until: null }],
      [{ status: 'ACCOUNT_DISABLE' }, { topic: 'ban', word: 'disabled', until: null }],
      [{ status: 'ACCOUNT_RESTRICTED' }, { topic: 'restriction', word: 'restricted', until: null }],
      [
        {
          status: 'ACCOUNT_RESTRICTED',
          restrictions: [{ type: 'RESTRICTION_BIZ_INITIATED_MESSAGING', expiry: '2026-12-01T00:00:00Z' }],
        },
        { topic: 'restriction', word: 'restricted', until: Date.parse('2026-12-01T00:00:00Z') },
      ],
    ])('stand as %j says', (payload, standing) => {
      const element = told('status-event', payload);
      expect(effects(element)).toEqual([{ effect: 'standing', ...standing }]);
      if (element.kind === 'account') expect(gupshup.webhooks.isAboutNumber(element)).toBe(true);
    });

    it.each([
      ['status-event', { status: 'ACCOUNT_VERIFIED' }],
      ['review-event', { status: 'approved' }],
      ['pricing-event', {}],
    ])('%s %j is of no concern', (type, payload) => expect(told(type, payload)).toMatchObject({ kind: 'ignored' }));
  });

  it('tells who stopped or resumed marketing messages', () => {
    const told = (value: string, from: string) => ({
      ...{ wa_id: from, detail: 'User requested', category: 'marketing_messages', value, timestamp: TS },
    });
    const payload = { user_preferences: [told('stop', '5511900001234'), told('resume', '5511900001235')] };
    expect(parse(event('preference-event', { type: 'user_preferences', payload }))).toMatchObject([
      { kind: 'preference', at: TS * 1000, names, from: '5511900001234', value: 'stop' },
      { kind: 'preference', at: TS * 1000, names, from: '5511900001235', value: 'resume' },
    ]);
  });

  it.each(['billing-event', 'user-event', 'onboarding-event', 'constructor'])('%s is of no concern', (type) => {
    expect(one(event(type, { type: 'sandbox-start' }))).toEqual({ kind: 'ignored', reason: `type ${type}` });
  });

  it.each([
    [null],
    [[]],
    [{}],
    [event('message-event', null)],
    [event('message-event', { type: 'sent' })],
    [event('message-event', { type: 'sent', gsId: 7, id: WAMID })],
    [{ ...event('message-event', { type: 'sent', gsId: GS_ID }), timestamp: 'now' }],
    [event('message-event', { type: 'mismatch', payload: { phone: '5511900001234' } })],
    [event('message', { id: 'ABEG1' })],
    [event('template-event', { type: 'status-update', status: 'approved' })],
    [event('template-event', { type: 'category-update' })],
    [event('preference-event', { payload: { user_preferences: [7] } })],
    [event('preference-event', {})],
  ])('that is not as documented is kept: %j', (body) => {
    expect(one(body)).toEqual({ kind: 'malformed', reason: expect.any(String) as string, raw: body });
  });

  it('of any payload becomes an element', () => {
    const types = fc.constantFrom('message-event', 'message', 'template-event', 'account-event', 'preference-event');
    fc.assert(fc.property(types, fc.jsonValue(), (type, payload) => Array.isArray(parse(event(type, payload)))));
  });
});

describe('version 3', () => {
  const metadata = { display_phone_number: '551133330000', phone_number_id: '158072934066266' };
  const change = (field: string, value: object) => ({
    ...{ object: 'whatsapp_business_account', gs_app_id: '82ed52f4' },
    entry: [{ id: '112535025189792', changes: [{ field, value: { messaging_product: 'whatsapp', ...value } }] }],
  });
  const status = (changes: object) => ({
    ...{ id: 'wamid.1', gs_id: GS_ID, status: 'delivered', timestamp: String(TS), recipient_id: '5511900001234' },
    ...changes,
  });
  /** Meta's ids are nobody's here: the number itself is. */
  const ours = { displayPhoneNumber: '551133330000' };

  it('is Meta’s, with statuses by the id that the send was answered with', () => {
    const statuses = [status({}), status({ gs_id: undefined }), status({ status: 'enqueued', timestamp: AT })];
    expect(parse(change('messages', { metadata, statuses }))).toMatchObject([
      { kind: 'status', messageId: GS_ID, otherId: 'wamid.1', status: 'delivered', at: TS * 1000, names: ours },
      { kind: 'status', messageId: 'wamid.1' },
      { kind: 'ignored', reason: 'status enqueued' },
    ]);
  });

  it('has failures with Meta’s codes', () => {
    const errors = [{ code: 131047, title: 'Re-engagement message' }];
    expect(one(change('messages', { metadata, statuses: [status({ status: 'failed', errors })] }))).toMatchObject({
      ...{ messageId: GS_ID, errors: [{ code: '131047', details: 'Re-engagement message' }] },
    });
  });

  it('has what persons write, their files by where they lie, and what they quote by our id', () => {
    const url = 'https://filemanager.gupshup.io/wa/app-1/wa/media/1408004134667495?download=false';
    const message = {
      ...{ from: '5511900001234', id: 'wamid.MO', timestamp: String(TS), type: 'audio' },
      audio: { id: '1408004134667495', mime_type: 'audio/ogg', url, voice: true },
      context: { id: 'wamid.1', gs_id: GS_ID },
    };
    expect(one(change('messages', { metadata, messages: [message] }))).toMatchObject({
      ...{ kind: 'inbound', contextId: GS_ID, media: { id: url, mimeType: 'audio/ogg', voice: true }, names: ours },
    });
  });

  it('is whoever’s address it came to, where it names no number', () => {
    const value = {
      ...{
        event: 'PAUSED',
        message_template_id: 1,
        message_template_name: 'aviso',
        message_template_language: 'pt_BR',
      },
    };
    expect(one(change('message_template_status_update', value))).toMatchObject({ kind: 'template_status', names: {} });
    expect(one(change('billing-event', { billing: {} }))).toMatchObject({ kind: 'ignored' });
  });
});

describe('trust', () => {
  const { verify } = gupshup.webhooks;
  const request = { headers: {}, body: Buffer.from('{}') };
  const credentials = { apiKey: 'key', webhookToken: 'a-token-of-our-own' };

  it('is the token at the end of the address, and nothing else', () => {
    expect(verify({ ...request, token: 'a-token-of-our-own' }, credentials)).toBe(true);
    for (const token of [undefined, '', 'a-token-of-our-ow', 'a-token-of-our-own ', 'A-token-of-our-own']) {
      expect(verify({ ...request, token }, credentials)).toBe(false);
    }
  });

  it('is nobody’s where there is no token', () => {
    expect(verify({ ...request, token: '' }, { apiKey: 'key', webhookToken: '' })).toBe(false);
  });
});
