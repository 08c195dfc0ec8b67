import type { WebhookElement } from '../webhook-element';
import { parseWebhook } from './parse-webhook';

const metadata = { display_phone_number: '551133330000', phone_number_id: '700100200300' };

function change(field: string, value: object, time?: number): WebhookElement[] {
  const changes = [{ field, value: { metadata, ...value } }];
  const body = { object: 'whatsapp_business_account', entry: [{ id: '1', time, changes }] };
  return parseWebhook(Buffer.from(JSON.stringify(body)));
}

const marina = { profile: { name: 'Marina' }, wa_id: '5511900001234', user_id: 'BR.1' };
const rui = { profile: { name: 'Rui' }, wa_id: '5511900009999', user_id: 'BR.2', parent_user_id: 'BR.ENT.2' };

describe('who a status is about', () => {
  const status = { id: 'wamid.1', status: 'read', timestamp: '1795258801' };
  const statuses = (contacts: unknown, ...all: object[]) =>
    change('messages', { contacts, statuses: all.map((each) => ({ ...status, ...each })) });

  it('is said by both ids, and by the contact beside it where one is missing', () => {
    expect(
      statuses([rui, marina], { recipient_id: '5511900001234' }, { recipient_user_id: 'BR.2' }, { recipient_id: '1' }),
    ).toMatchObject([
      { recipientId: '5511900001234', recipientUserId: 'BR.1' },
      { recipientId: '5511900009999', recipientUserId: 'BR.2' },
      { recipientId: '1', recipientUserId: undefined },
    ]);
  });

  it('is never guessed from a contact that happens to be the only one', () => {
    expect(statuses([marina], {})).toMatchObject([{ recipientId: undefined, recipientUserId: undefined }]);
  });

  it.each([null, {}, 'x', [null, 7, {}]])('needs no readable contacts: %j', (contacts) => {
    expect(statuses(contacts, { recipient_id: '5511900001234' })).toMatchObject([
      { kind: 'status', recipientId: '5511900001234', recipientUserId: undefined },
    ]);
  });
});

describe('who wrote', () => {
  const message = { id: 'wamid.MO1', timestamp: '1795260000' };

  it('may have a parent id, too', () => {
    const texts = [
      { ...message, type: 'text', text: { body: 'oi' }, from: '5511900009999' },
      { ...message, type: 'text', text: { body: 'oi' }, from_user_id: 'BR.3', from_parent_user_id: 'BR.ENT.3' },
    ];
    expect(change('messages', { contacts: [rui], messages: texts })).toMatchObject([
      { from: '5511900009999', userId: 'BR.2', otherIds: ['BR.ENT.2'] },
      { from: undefined, userId: 'BR.3', otherIds: ['BR.ENT.3'] },
    ]);
  });

  it.each([
    [{ type: 'user_changed_number', wa_id: '5511900005555' }, ['5511900005555']],
    [{ type: 'customer_changed_number', new_wa_id: '5511900005555' }, ['5511900005555']],
    [{ type: 'user_changed_user_id', user_id: 'BR.9', previous_user_id: 'BR.1' }, ['BR.9', 'BR.1']],
    [{ type: 'user_identity_changed', user: 'x', wa_id: '5511900005555' }, undefined],
  ])('says what it is called from now on: %j', (system, otherIds) => {
    const messages = [{ ...message, from: '5511900001234', type: 'system', system }];
    expect(change('messages', { messages })).toMatchObject([{ kind: 'inbound', from: '5511900001234', otherIds }]);
  });

  // Source: Meta's documentation, *Changelog*, 11 August 2026: both system messages have the previous ids of the person and of the parent.
  it('says what its parent was called before, too', () => {
    const system = { type: 'user_changed_user_id', user_id: 'BR.9', previous_user_id: 'BR.1' };
    const parents = { parent_user_id: 'BR.ENT.9', previous_parent_user_id: 'BR.ENT.1' };
    const messages = [{ ...message, from_user_id: 'BR.1', type: 'system', system: { ...system, ...parents } }];
    const otherIds = expect.arrayContaining(['BR.9', 'BR.1', 'BR.ENT.9', 'BR.ENT.1']);
    expect(change('messages', { messages })).toMatchObject([{ otherIds }]);
  });

  it('says it in a message only where it is the platform’s own', () => {
    const text = { body: 'x', type: 'user_changed_number', wa_id: '5511900005555' };
    const messages = [{ ...message, from: '5511900001234', type: 'text', text }];
    expect(change('messages', { messages })).toMatchObject([{ otherIds: undefined }]);
  });

  it('is not heard by an edited message', () => {
    const edit = { original_message_id: 'wamid.MO0', message: { type: 'text', text: { body: 'SAIR' } } };
    const messages = [{ ...message, from: '5511900001234', type: 'edit', edit }];
    expect(change('messages', { messages })).toMatchObject([{ kind: 'correction' }]);
  });
});

describe('a preference', () => {
  const stop = { category: 'marketing_messages', value: 'stop' };

  it('names the person by what it has, and by the contact beside it', () => {
    const preferences = [
      { ...stop, user_id: 'BR.1', timestamp: 1795258801 },
      { ...stop, wa_id: '5511900009999', timestamp: 1795258801 },
    ];
    expect(change('user_preferences', { contacts: [marina, rui], user_preferences: preferences })).toMatchObject([
      { from: '5511900001234', userId: 'BR.1' },
      { from: '5511900009999', userId: 'BR.2' },
    ]);
  });

  it('has the instant of its entry where it has none, and none where that has none', () => {
    const value = { user_preferences: [{ ...stop, wa_id: '5511900001234' }] };
    expect(change('user_preferences', value, 1795258801)).toMatchObject([{ at: 1795258801000 }]);
    expect(change('user_preferences', value)).toMatchObject([{ kind: 'preference', at: null }]);
  });

  it.each([null, 0, '', 'now', 1795258801.5])('is heard although its instant is %j', (timestamp) => {
    const value = { user_preferences: [{ ...stop, wa_id: '5511900001234', timestamp }] };
    expect(change('user_preferences', value, 1795258801)).toMatchObject([{ kind: 'preference', at: 1795258801000 }]);
    expect(change('user_preferences', value)).toMatchObject([{ kind: 'preference', value: 'stop', at: null }]);
  });
});

describe('a changed user id', () => {
  it('is every id that was and is the person’s', () => {
    const update = {
      wa_id: '5511900001234',
      detail: 'User id has been updated.',
      user_id: { previous: 'BR.1', current: 'BR.9' },
      parent_user_id: { previous: 'BR.ENT.1', current: 'BR.ENT.9' },
      timestamp: '1795258801',
    };
    expect(
      change('user_id_update', { user_id_update: [update, { user_id: { current: 'BR.9' } }, { timestamp: 'soon' }] }),
    ).toMatchObject([
      {
        kind: 'identity',
        at: 1795258801000,
        ids: ['5511900001234', 'BR.1', 'BR.9', 'BR.ENT.1', 'BR.ENT.9'],
        names: { phoneNumberId: '700100200300' },
      },
      { kind: 'identity', at: null, ids: ['BR.9'] },
      { kind: 'malformed' },
    ]);
  });
});
