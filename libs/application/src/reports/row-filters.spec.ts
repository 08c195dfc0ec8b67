import type { Condition } from '@arauto/read-models';
import { type ManyMessages, manyMessages } from '../testing/many-messages';
import { contactIdOf, number } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import type { DetailedFilters } from './detailed-query';
import { RowFilters } from './row-filters';

let engine: SmallEngine;
let data: ManyMessages;
let filters: RowFilters;

beforeAll(async () => {
  engine = await openSmallEngine();
  data = await manyMessages(engine, 20);
  await engine.views.project();
  filters = engine.module.get(RowFilters);
});
afterAll(() => engine.close());

type Asked = Partial<DetailedFilters>;
/** Filters of the data that was made. */
type Of = (made: ManyMessages) => Asked;

const PERIOD = { from: '2026-01-01', to: '2026-02-01' };
const campaign: Of = ({ campaigns }) => ({ campaign: campaigns[0]!.id });
const subaccount: Of = ({ tenants }) => ({ subaccount: tenants[0]!.subaccountId });
const sender: Of = ({ tenants }) => ({ sender: tenants[0]!.senderId });
const only =
  (asked: Asked): Of =>
  () =>
    asked;
const both =
  (...parts: readonly Of[]): Of =>
  (made) =>
    Object.assign({}, ...parts.map((part) => part(made))) as Asked;

/** By which field an index is entered; none: by the time alone. Its plan is asserted in libs/read-models (`WALKS`). */
const MT: readonly (readonly [what: string, of: Of, field: string | null])[] = [
  ['the date', only({}), null],
  ['a subaccount', subaccount, 'subaccountId'],
  ['a campaign', campaign, 'campaignId'],
  ['a user', only({ user: 'ana' }), 'campaignId'],
  ['a template', ({ templates }) => ({ template: templates[0]! }), 'campaignId'],
  ['the content type of most', only({ contentType: 'template' }), null],
  ['another content type', only({ contentType: 'image' }), 'rareContentType'],
  ['with session', only({ withSession: true }), 'inSession'],
  ['without session', only({ withSession: false }), null],
  ['a correlation id', only({ correlationId: 'order-1' }), 'correlationId'],
  ['the beginning of one', only({ correlationIdPrefix: 'order' }), null],
  ['a status of most', only({ status: ['read'] }), null],
  ['another status', only({ status: ['opted_out', 'queued'] }), 'rareStatus'],
  ['statuses of both kinds', only({ status: ['opted_out', 'read'] }), null],
  ['a phone', only({ phone: [number(1)] }), 'contactKey'],
  ['a name', both(campaign, only({ name: 'pessoa' })), 'contactKey'],
  ['a conversation', only({ conversationId: 'conversation-1' }), 'conversationId'],
  ['the conversation type of most', only({ conversationType: 'business_initiated' }), null],
  ['another conversation type', only({ conversationType: 'user_initiated' }), 'rareConversationType'],
  ['an error code', only({ errorCode: '131026' }), 'errorCode'],
  ['a sender', sender, 'senderId'],
  ['a campaign and a status', both(campaign, only({ status: ['read'] })), 'campaignId'],
  ['a campaign and another status', both(campaign, only({ status: ['queued'] })), 'campaignId'],
  ['a campaign and a phone', both(campaign, only({ phone: [number(1)] })), 'contactKey'],
  ['a campaign and a conversation', both(campaign, only({ conversationId: 'conversation-1' })), 'conversationId'],
  ['a subaccount and a status of most', both(subaccount, only({ status: ['read'] })), 'subaccountId'],
  ['a subaccount and another status', both(subaccount, only({ status: ['queued'] })), 'rareStatus'],
  ['a subaccount and a sender', both(subaccount, sender), 'senderId'],
  ['a subaccount and a user', both(subaccount, only({ user: 'ana' })), 'campaignId'],
  ['a sender and a status', both(sender, only({ status: ['read'] })), 'senderId'],
  ['a campaign and a content type', both(campaign, only({ contentType: 'image' })), 'campaignId'],
];

const MO: readonly (readonly [what: string, of: Of, field: string | null])[] = [
  ['the date', only({}), null],
  ['a subaccount', subaccount, 'subaccountId'],
  ['a campaign', campaign, 'campaignId'],
  ['a user', only({ user: 'ana' }), 'campaignId'],
  ['a content type', only({ contentType: 'image' }), null],
  ['a correlation id', only({ correlationId: 'order-1' }), 'correlationId'],
  ['a phone', only({ phone: [number(1)] }), 'personKey'],
  ['a conversation', only({ conversationId: 'mo-session-1' }), 'conversationId'],
  ['a conversation type', only({ conversationType: 'user_initiated' }), null],
  ['opt-outs', only({ optOut: true }), null],
  ['a sender', sender, 'senderId'],
  ['a button', only({ button: 'Sim' }), 'campaignId'],
  ['a campaign and a content type', both(campaign, only({ contentType: 'image' })), 'campaignId'],
  ['a subaccount and a phone', both(subaccount, only({ phone: [number(1)] })), 'personKey'],
];

const entryOf = (along: readonly Condition[]) => [...new Set(along.map(({ field }) => field))];

it.each(MT)('what was sent is looked for along the index of %s', async (_what, of, field) => {
  const question = await filters.mt(engine.query(), { ...PERIOD, ...of(data) } as DetailedFilters);
  expect(entryOf(question!.along)).toEqual(field === null ? [] : [field]);
  expect(question!.all).toEqual(expect.arrayContaining([...question!.where]));
});

it.each(MO)('what people wrote is looked for along the index of %s', async (_what, of, field) => {
  const question = await filters.mo(engine.query(), { ...PERIOD, ...of(data), type: 'MO' });
  expect(entryOf(question!.along)).toEqual(field === null ? [] : [field]);
});

it('a contact is looked for along the index of its messages, sent and written', async () => {
  const contact = await contactIdOf(engine, data.tenants[0]!, number(1));
  const sent = await filters.mt(engine.query(), { ...PERIOD, contact });
  const written = await filters.mo(engine.query(), { ...PERIOD, type: 'MO', contact });
  expect([entryOf(sent!.along), entryOf(written!.along)]).toEqual([['contactKey'], ['contactKey']]);
});
