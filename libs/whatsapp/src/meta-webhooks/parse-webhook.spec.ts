import fc from 'fast-check';
import type { WebhookElement } from '../webhook-element';
import { Malformed } from '../reading';
import { parseWebhook } from './parse-webhook';

const parse = (body: unknown): WebhookElement[] => parseWebhook(Buffer.from(JSON.stringify(body)));
const change = (field: string, value: unknown, time?: unknown) =>
  parse({ object: 'whatsapp_business_account', entry: [{ id: '1', time, changes: [{ field, value }] }] });
const metadata = { display_phone_number: '551133330000', phone_number_id: '700100200300' };
const names = {
  phoneNumberId: '700100200300',
  displayPhoneNumber: '551133330000',
  businessAccountId: '1',
};
const messages = (value: object) => change('messages', { messaging_product: 'whatsapp', metadata, ...value });

const sent = {
  id: 'wamid.1',
  status: 'sent',
  timestamp: '1795258801',
  recipient_id: '5511900001234',
  recipient_user_id: 'BR.4410098877',
  biz_opaque_callback_data: 'm1|c1|k1|a1',
  pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
};
const contacts = [{ profile: { name: 'Marina' }, wa_id: '5511900001234', user_id: 'BR.4410098877' }];
const inbound = { from: '5511900001234', from_user_id: 'BR.4410098877', id: 'wamid.MO1', timestamp: '1795260000' };

describe('statuses', () => {
  const read = {
    kind: 'status',
    messageId: 'wamid.1',
    status: 'sent',
    at: 1795258801000,
    names,
    recipientId: '5511900001234',
    recipientUserId: 'BR.4410098877',
    callbackData: 'm1|c1|k1|a1',
    errors: [],
    pricing: { category: 'marketing', type: 'regular', billable: true },
    freeEntryPoint: false,
  };

  it.each(['sent', 'delivered', 'read'])('reads %s', (status) => {
    expect(messages({ statuses: [{ ...sent, status }] })).toEqual([{ ...read, status }]);
  });

  it.each([
    [
      { category: 'marketing', type: 'regular', billable: true, pricing_model: 'PMP' },
      { category: 'marketing', type: 'regular', billable: true },
    ],
    [
      { category: 'authentication-international', billable: false },
      { category: 'authentication_international', type: 'regular', billable: false },
    ],
    [{ type: 'regular' }, undefined],
    ['free', undefined],
  ])('reads what a message is charged as: %j', (pricing, expected) => {
    const [status] = messages({ statuses: [{ ...sent, pricing }] });
    expect((status as { readonly pricing?: object }).pricing).toEqual(expected);
  });

  it('reads a failure with its errors', () => {
    const details = 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.';
    const errors = [
      { code: 131049, title: 'Not delivered', message: 'Not delivered', error_data: { details } },
      { code: '131026', title: 'Message undeliverable' },
      { code: '+55 11 90000-1234' },
    ];
    expect(messages({ statuses: [{ ...sent, status: 'failed', errors }] })).toEqual([
      {
        ...read,
        status: 'failed',
        errors: [
          { code: '131049', details },
          { code: '131026', details: 'Message undeliverable' },
          { code: 'unknown', details: '' },
        ],
      },
    ]);
  });

  it.each([undefined, [], null, [7]])('gives a failure without a reason an unknown one: %j', (errors) => {
    expect(messages({ statuses: [{ ...sent, status: 'failed', errors }] })).toMatchObject([
      { status: 'failed', errors: [{ code: 'unknown', details: '' }] },
    ]);
  });

  it('needs only id, status and timestamp', () => {
    const [status] = messages({ statuses: [{ id: 'wamid.1', status: 'read', timestamp: '1795258801' }] });
    expect(status).toMatchObject({ kind: 'status', recipientId: undefined, callbackData: undefined, errors: [] });
  });

  it.each([
    ['1795258801', 1795258801000],
    [1795258801, 1795258801000],
    ['1795258801123', 1795258801123],
    [1795258801123, 1795258801123],
    ['100000000001', 100000000001],
    ['99999999999', 99999999999000],
  ])('takes the timestamp %j', (timestamp, at) => {
    expect(messages({ statuses: [{ ...sent, timestamp }] })).toMatchObject([{ kind: 'status', at }]);
  });

  it.each([
    [{ pricing: { type: 'free_entry_point' } }],
    [{ conversation: { id: 'x', origin: { type: 'referral_conversion' } } }],
  ])('sees a free entry point in %j', (extra) => {
    expect(messages({ statuses: [{ ...sent, ...extra }] })).toMatchObject([{ freeEntryPoint: true }]);
  });

  it.each(['played', 'deleted', 'warning', 'constructor'])('ignores %s', (status) => {
    expect(messages({ statuses: [{ ...sent, status }] })).toEqual([{ kind: 'ignored', reason: `status ${status}` }]);
  });

  it.each([
    ['id', { id: undefined }, 'id: a text'],
    ['id', { id: '' }, 'id: a text'],
    ['id', { id: 7 }, 'id: a text'],
    ['id', { id: 'x'.repeat(513) }, 'id: a text'],
    ['status', { status: null }, 'status: a text'],
    ['timestamp', { timestamp: 'soon' }, 'timestamp: Unix seconds'],
    ['timestamp', { timestamp: undefined }, 'timestamp: Unix seconds'],
    ['timestamp', { timestamp: -1 }, 'timestamp: Unix seconds'],
    ['timestamp', { timestamp: 1.5 }, 'timestamp: Unix seconds'],
    ['timestamp', { timestamp: 1e20 }, 'timestamp: '],
    ['timestamp', { timestamp: '253402300800000' }, 'timestamp: an instant before'],
  ])('names a wrong %s and keeps the neighbours: %j', (_, wrong, reason) => {
    const raw = { ...sent, ...wrong };
    const elements = messages({ statuses: [sent, raw, { ...sent, id: 'wamid.3' }] });
    expect(elements.map((element) => element.kind)).toEqual(['status', 'malformed', 'status']);
    expect(elements[1]).toMatchObject({ raw: JSON.parse(JSON.stringify(raw)) as object });
    expect((elements[1] as { reason: string }).reason).toContain(`entry[0].changes[0].value.statuses[1].${reason}`);
  });

  it('cost no stack where they are wrong, and leave the stacks of others', () => {
    expect(new Malformed('entry', 'a list was expected').stack).toBe('Malformed: entry: a list was expected');
    expect(new Error('x').stack).toContain('\n    at ');
  });

  it('are cut where they are too deep to be written down, and their neighbours are read', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const value = { messaging_product: 'whatsapp', metadata, statuses: [sent, '@', { ...sent, id: 'wamid.3' }] };
    const body = JSON.stringify({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
    const elements = parseWebhook(Buffer.from(body.replace('"@"', deep)));
    expect(elements.map(({ kind }) => kind)).toEqual(['status', 'malformed', 'status']);
    expect(JSON.stringify(elements[1])).toContain('more than 64 levels deep');
  });

  it('are a hundred wrong ones at most, and one that holds the rest: a body of ones is no million of events', () => {
    const wrong = Array.from({ length: 250 }, (_, n) => n);
    const elements = messages({ statuses: [...wrong, sent] });
    expect(elements.map(({ kind }) => kind)).toEqual([...Array<string>(100).fill('malformed'), 'status', 'malformed']);
    expect(elements.at(-1)).toMatchObject({ reason: '150 more are not as documented', raw: wrong.slice(100) });
  });
});

describe('inbound messages', () => {
  it('reads a tap on a quick reply', () => {
    const message = {
      ...inbound,
      type: 'button',
      button: { text: 'Já paguei', payload: 'PAGUEI' },
      context: { from: '551133330000', id: 'wamid.1' },
    };
    expect(messages({ contacts, messages: [message] })).toEqual([
      {
        kind: 'inbound',
        messageId: 'wamid.MO1',
        at: 1795260000000,
        names,
        from: '5511900001234',
        userId: 'BR.4410098877',
        profileName: 'Marina',
        contentType: 'button',
        text: 'Já paguei',
        buttonPayload: 'PAGUEI',
        contextId: 'wamid.1',
        media: undefined,
        referred: false,
      },
    ]);
  });

  it.each([
    ['text', { body: 'PARAR' }, { contentType: 'text', text: 'PARAR' }],
    [
      'image',
      { id: '88', mime_type: 'image/jpeg', sha256: 'x', caption: 'Olha' },
      { contentType: 'image', text: 'Olha', media: { id: '88', mimeType: 'image/jpeg' } },
    ],
    [
      'document',
      { id: '9', mime_type: 'application/pdf', filename: 'nota.pdf' },
      { contentType: 'document', text: 'nota.pdf' },
    ],
    ['audio', { id: '9', mime_type: 'audio/ogg', voice: true }, { contentType: 'audio', text: '' }],
    [
      'interactive',
      { type: 'list_reply', list_reply: { id: 'row1', title: 'Amanhã' } },
      { contentType: 'interactive', text: 'Amanhã', buttonPayload: 'row1' },
    ],
    [
      'interactive',
      { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{}' } },
      { contentType: 'interactive', text: 'Sent', buttonPayload: 'flow' },
    ],
    ['reaction', { message_id: 'wamid.9', emoji: '👍' }, { contentType: 'reaction', text: '👍', contextId: 'wamid.9' }],
    ['reaction', { message_id: 'wamid.9' }, { contentType: 'reaction', text: '' }],
    ['location', { latitude: -23.5, longitude: -46.6 }, { contentType: 'location', text: '-23.5, -46.6' }],
    ['contacts', [{ name: { formatted_name: 'Ana' } }, 7], { contentType: 'contacts', text: 'Ana, ' }],
    ['system', { body: 'changed', type: 'user_changed_number' }, { contentType: 'system', text: 'changed' }],
    ['unsupported', { type: 'poll' }, { contentType: 'unsupported', text: '' }],
    ['hologram', { body: 1 }, { contentType: 'unsupported', text: '' }],
    ['text', null, { contentType: 'text', text: '' }],
    ['interactive', { type: 'constructor' }, { contentType: 'interactive', text: '' }],
  ])('reads %s %j', (type, content, expected) => {
    expect(messages({ contacts, messages: [{ ...inbound, type, [type]: content }] })).toMatchObject([
      { kind: 'inbound', ...expected },
    ]);
  });

  it('does not need a phone', () => {
    const message = {
      id: 'wamid.MO2',
      timestamp: '1795260000',
      from_user_id: 'BR.1',
      type: 'text',
      text: { body: 'x' },
    };
    expect(messages({ messages: [message] })).toMatchObject([{ kind: 'inbound', from: undefined, userId: 'BR.1' }]);
  });

  it('finds the person of each message by id, not by place', () => {
    const other = { ...inbound, from: '5511900009999', from_user_id: undefined, id: 'wamid.MO3', type: 'text' };
    const people = [{ profile: { name: 'Rui' }, wa_id: '5511900009999' }, ...contacts];
    const read = messages({ contacts: people, messages: [{ ...inbound, type: 'text' }, other] });
    expect(read).toMatchObject([{ profileName: 'Marina' }, { profileName: 'Rui' }]);
  });

  it('marks what an advertisement brought', () => {
    const message = { ...inbound, type: 'text', text: { body: 'oi' }, referral: { source_type: 'ad' } };
    expect(messages({ messages: [message] })).toMatchObject([{ referred: true }]);
  });

  it('reads what a person changed, and what it took back', () => {
    const edit = { original_message_id: 'wamid.MO0', message: { type: 'text', text: { body: 'Já paguei!' } } };
    const revoke = { original_message_id: 'wamid.MO0' };
    const changes = [
      { ...inbound, type: 'edit', edit },
      { ...inbound, type: 'revoke', revoke },
    ];
    const originalId = 'wamid.MO0';
    expect(messages({ contacts, messages: changes })).toMatchObject([
      { kind: 'correction', originalId, now: { contentType: 'text', text: 'Já paguei!' }, from: '5511900001234' },
      { kind: 'correction', originalId, now: null },
    ]);
  });

  it.each([
    ['revoke', undefined, 'messages[0].revoke: an object was expected'],
    ['revoke', {}, 'messages[0].revoke.original_message_id'],
    ['edit', { original_message_id: 'wamid.MO0' }, 'messages[0].edit.message: an object was expected'],
    ['edit', { original_message_id: 'wamid.MO0', message: {} }, 'messages[0].edit.message.type'],
  ])('keeps a %s that does not say of what: %j', (type, content, reason) => {
    const [element] = messages({ messages: [{ ...inbound, type, [type]: content }] });
    expect(element).toMatchObject({ kind: 'malformed', reason: expect.stringContaining(reason) as string });
  });
});

describe('templates, accounts and preferences', () => {
  const template = {
    message_template_id: 990011,
    message_template_name: 'fatura_lembrete_v3',
    message_template_language: 'pt-BR',
  };

  it('reads a template status', () => {
    const other_info = { title: 'FIRST_PAUSE', description: 'Paused for 3 hours after low quality.' };
    const value = { ...template, event: 'PAUSED', reason: 'NONE', other_info };
    expect(change('message_template_status_update', value, 1795258801)).toEqual([
      {
        kind: 'template_status',
        at: 1795258801000,
        names: { phoneNumberId: undefined, displayPhoneNumber: undefined, businessAccountId: '1' },
        templateId: '990011',
        name: 'fatura_lembrete_v3',
        language: 'pt_BR',
        value: 'PAUSED',
        reason: 'FIRST_PAUSE',
        title: 'FIRST_PAUSE',
      },
    ]);
  });

  it('reads quality and category of a template', () => {
    expect(change('message_template_quality_update', { ...template, new_quality_score: 'RED' })).toMatchObject([
      { kind: 'template_quality', value: 'RED', at: null },
    ]);
    expect(change('template_category_update', { ...template, new_category: 'MARKETING' })).toMatchObject([
      { kind: 'template_category', value: 'MARKETING' },
    ]);
  });

  it('names what a template update lacks', () => {
    expect(change('message_template_status_update', { ...template, event: 7 })).toMatchObject([
      { kind: 'malformed', reason: 'entry[0].changes[0].value.event: a text was expected' },
    ]);
  });

  it.each([
    [{ max_daily_conversations_per_business: 10_000 }, 10_000],
    [{ max_daily_conversations_per_business: -1 }, null],
    [{ max_daily_conversations_per_business: 'TIER_2K' }, 2000],
    [{ max_daily_conversations_per_business: 'TIER_UNLIMITED' }, null],
    [{ max_daily_conversations_per_business: 'UNLIMITED' }, null],
    [{ max_daily_conversations_per_business: 'TIER_NOT_SET' }, undefined],
    [{ max_daily_conversations_per_business: 'NOT_SET' }, undefined],
    [{ max_daily_conversations_per_business: 0 }, undefined],
    [{ max_daily_conversations_per_business: 2.5 }, undefined],
    [{ current_limit: 'TIER_1K' }, 1000],
    [{}, undefined],
  ])('reads the limit of %j', (value, tier) => {
    const [element] = change('business_capability_update', value);
    expect(element).toMatchObject({ kind: 'account', field: 'business_capability_update', value });
    expect((element as { tier?: number | null }).tier).toBe(tier);
  });

  it('reads account updates and errors of the number', () => {
    expect(change('account_update', { event: 'ACCOUNT_RESTRICTION' })).toMatchObject([
      { kind: 'account', field: 'account_update', event: 'ACCOUNT_RESTRICTION' },
    ]);
    expect(messages({ errors: [{ code: 130429, title: 'Rate limit hit' }] })).toMatchObject([
      { kind: 'account', field: 'messages', errors: [{ code: '130429', details: 'Rate limit hit' }] },
    ]);
  });

  it('names the number and the account that each is about', () => {
    const value = { display_phone_number: '+55 11 3333-0000', event: 'FLAGGED' };
    expect(change('phone_number_quality_update', value)).toMatchObject([
      { names: { phoneNumberId: undefined, displayPhoneNumber: '+55 11 3333-0000', businessAccountId: '1' } },
    ]);
    expect(change('account_update', { phone_number: '551133330000', event: 'ACCOUNT_DELETED' })).toMatchObject([
      { names: { phoneNumberId: undefined, displayPhoneNumber: undefined, businessAccountId: '1' } },
    ]);
  });

  it.each([
    [1795834800, undefined, 1795834800000],
    [1795834800123, undefined, 1795834800123],
    ['1795834800', undefined, 1795834800000],
    [1795834800, 1795831200, 1795831200000],
    [undefined, undefined, null],
    [0, undefined, null],
    ['yesterday', undefined, null],
  ])('takes the stamp %j of the entry, or %j of the change', (time, timestamp, at) => {
    expect(change('account_update', { event: 'ACCOUNT_DELETED', timestamp }, time)).toMatchObject([{ at }]);
  });

  it('reads the preferences of persons', () => {
    const stop = { wa_id: '5511900001234', category: 'marketing_messages', value: 'stop', timestamp: 1795258801 };
    expect(
      change('user_preferences', { metadata, user_preferences: [stop, { ...stop, value: 'maybe' }] }),
    ).toMatchObject([
      { kind: 'preference', from: '5511900001234', value: 'stop', at: 1795258801000, names },
      { kind: 'malformed' },
    ]);
  });

  it('ignores fields it does not know', () => {
    expect(change('flows', { event: 'x' })).toEqual([{ kind: 'ignored', reason: 'field flows' }]);
  });
});

describe('bodies', () => {
  it.each([
    [null, 'body: an object was expected'],
    [[], 'body: an object was expected'],
    ['text', 'body: an object was expected'],
    [{}, 'entry: a list was expected'],
    [{ entry: {} }, 'entry: a list was expected'],
    [{ entry: [3] }, 'entry[0]: an object was expected'],
    [{ entry: [{}] }, 'entry[0].changes: a list was expected'],
    [{ entry: [{ changes: [{ value: {} }] }] }, 'entry[0].changes[0].field: a text was expected'],
    [{ entry: [{ changes: [{ field: 'messages' }] }] }, 'entry[0].changes[0].value: an object was expected'],
    [
      { entry: [{ changes: [{ field: 'messages', value: { statuses: 'x' } }] }] },
      'entry[0].changes[0].value.statuses: a list was expected',
    ],
  ])('says of %j what was expected', (body, reason) => {
    expect(parse(body)).toMatchObject([{ kind: 'malformed', reason }]);
  });

  it('ignores another object and an empty change', () => {
    expect(parse({ object: 'page', entry: [] })).toEqual([{ kind: 'ignored', reason: 'object page' }]);
    expect(messages({})).toEqual([{ kind: 'ignored', reason: 'messages without content' }]);
  });

  it('never fails on JSON of any shape, and keeps the good element beside it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (entry, ch, status, message) => {
        const elements = parse({
          object: 'whatsapp_business_account',
          entry: [
            entry,
            { changes: [ch] },
            {
              changes: [
                { field: 'messages', value: { contacts: status, statuses: [status, sent], messages: [message] } },
              ],
            },
          ],
        });
        return elements.filter((element) => element.kind === 'status' && element.messageId === 'wamid.1').length === 1;
      }),
      { numRuns: 500 },
    );
  });

  it('survives a damaged field anywhere in a good element', () => {
    const good = { ...inbound, type: 'button', button: { text: 'a', payload: 'b' }, context: { id: 'c' } };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys({ ...sent, ...good })), fc.jsonValue(), (name, value) => {
        const elements = messages({
          statuses: [{ ...sent, [name]: value }, sent],
          contacts,
          messages: [{ ...good, [name]: value }, good],
        });
        return elements.length === 4 && elements[1]?.kind === 'status' && elements[3]?.kind === 'inbound';
      }),
      { numRuns: 500 },
    );
  });
});
