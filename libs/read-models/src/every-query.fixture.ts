import { campaignSeriesView, messagesView, repliesView } from './reporting';
import type { Condition, Cursor, Sort } from './port';
import type { ComparableField, Value, View } from './view';
import {
  campaignErrorsView,
  campaignRepliesView,
  campaignsView,
  contactsView,
  conversationsView,
  exportsView,
  identitiesView,
  inboundView,
  keysView,
  ON_THEIR_WAY,
  OPEN_ATTEMPTS,
  UNKNOWN_OUTCOMES,
  searchesView,
  sendersView,
  subaccountsView,
  suppressionsView,
  templatesView,
  testRequestsView,
  timelineView,
  unmatchedView,
  uploadsView,
  verdictsView,
} from './operational';

interface Asked<V extends View> {
  readonly where?: readonly Condition<V>[];
  readonly sort?: readonly Sort<ComparableField<V>>[];
  /** What SQLite says of the first page; every later one is looked for in the same index. */
  readonly by: string;
}

export interface AskedOfView {
  readonly name: string;
  readonly view: View;
  readonly query: { readonly where: readonly Condition[]; readonly sort: readonly Sort[] };
  readonly by: string;
}

function asked<V extends View>(name: string, view: V, { where = [], sort = [], by }: Asked<V>): AskedOfView {
  return { name, view, query: { where, sort }, by };
}

const campaign = { field: 'campaignId', equals: 'c' } as const;
const subaccount = { field: 'subaccountId', equals: 's' } as const;
const by = <Name extends string>(field: Name) => [{ field }] as const;
const newest = <Name extends string>(field: Name) => [{ field, descending: true }] as const;
const waiting = { field: 'queue', equals: 'c' } as const;

/** Every query of every view by who asks it, but for the lists that people filter and sort as they like: these have only what is always there. */
export const QUERIES: readonly AskedOfView[] = [
  asked('the dispatcher: who is due', contactsView, {
    where: [waiting, { field: 'dueAt', to: 9 }],
    sort: [{ field: 'dueAt' }, { field: 'row' }],
    by: '4 (queue=? AND dueAt<?)',
  }),
  asked('the dispatcher: who will be, and the cancel fan-out', contactsView, {
    where: [waiting],
    sort: [{ field: 'dueAt' }, { field: 'row' }],
    by: '4 (queue=?)',
  }),
  asked('the watch of unknown outcomes', contactsView, {
    where: [
      { field: 'queue', equals: OPEN_ATTEMPTS },
      { field: 'dueAt', to: 9 },
    ],
    sort: [{ field: 'dueAt' }, { field: 'row' }],
    by: '4 (queue=? AND dueAt<?)',
  }),
  asked('expiry', contactsView, {
    where: [
      { field: 'queue', equals: ON_THEIR_WAY },
      { field: 'dueAt', to: 9 },
    ],
    sort: [{ field: 'dueAt' }, { field: 'row' }],
    by: '4 (queue=? AND dueAt<?)',
  }),
  asked('reconciliation: what became unknown in a span', contactsView, {
    where: [
      { field: 'queue', equals: UNKNOWN_OUTCOMES },
      { field: 'dueAt', from: 1, to: 9 },
    ],
    sort: [{ field: 'dueAt' }, { field: 'row' }],
    by: '4 (queue=? AND dueAt>? AND dueAt<?)',
  }),
  asked('reconciliation: whom a number wrote to in a span', contactsView, {
    where: [
      { field: 'sentAt', set: true },
      { field: 'sentBy', equals: 's' },
      { field: 'sentAt', from: 1, to: 9 },
    ],
    by: '6 (sentBy=? AND sentAt>? AND sentAt<?)',
  }),
  asked('webhooks: whose message it is', contactsView, {
    where: [
      { field: 'messageHash', set: true },
      { field: 'messageHash', equals: 'h' },
    ],
    by: '5 (messageHash=?)',
  }),
  asked('the tier: whom a number has written to', contactsView, {
    where: [
      { field: 'sentBy', equals: 'n' },
      { field: 'sentAt', set: true },
      { field: 'sentAt', from: 9 },
    ],
    sort: newest('sentAt'),
    by: '6 (sentBy=? AND sentAt>?)',
  }),
  asked('the contact list', contactsView, { where: [campaign], sort: by('ref'), by: '1 (campaignId=?)' }),
  asked('the contact list: who was searched for', contactsView, {
    where: [campaign, { field: 'ref', in: ['r', 'q'] }],
    sort: by('ref'),
    by: '1 (campaignId=? AND ref=?)',
  }),
  asked('copies and lists of one state', contactsView, {
    where: [campaign, { field: 'state', in: ['error'] }],
    sort: by('ref'),
    by: '2 (campaignId=? AND state=?)',
  }),
  asked('copies and pre-flight: several states, in the order of the file', contactsView, {
    where: [campaign, { field: 'state', in: ['initial', 'retry_scheduled'] }],
    sort: by('ref'),
    by: '1 (campaignId=?)',
  }),
  asked('the contact search: correlation ids', contactsView, {
    where: [campaign, { field: 'correlationId', set: true }, { field: 'correlationId', prefix: 'o' }],
    sort: by('correlationId'),
    by: '3 (campaignId=? AND correlationId>? AND correlationId<?)',
  }),
  asked('the campaign list', campaignsView, { sort: newest('createdAt'), by: 'SCAN 3' }),
  asked('the campaign list of a subaccount', campaignsView, {
    where: [subaccount],
    sort: newest('createdAt'),
    by: '1 (subaccountId=?)',
  }),
  asked('reactions and the dispatcher: campaigns in a status', campaignsView, {
    where: [{ field: 'status', in: ['sending', 'paused'] }],
    by: '2 (status=?)',
  }),
  asked('reports: campaigns that never began', campaignsView, {
    where: [
      { field: 'status', in: ['draft', 'scheduled', 'canceling', 'canceled'] },
      { field: 'startedAt', equals: null },
    ],
    by: '2 (status=?)',
  }),
  asked('reports: campaigns of a user', campaignsView, { where: [{ field: 'user', equals: 'u' }], by: '4 (user=?)' }),
  asked('the campaign list: linked to one', campaignsView, {
    where: [
      { field: 'sourceCampaignId', equals: 'c' },
      { field: 'sourceCampaignId', set: true },
    ],
    by: '5 (sourceCampaignId=?)',
  }),
  asked('the causes of a campaign', campaignErrorsView, {
    where: [campaign, { field: 'contacts', from: 1 }],
    by: '1 (campaignId=?)',
  }),
  asked('the series of a campaign, of which a part is asked for', campaignSeriesView, {
    where: [campaign, { field: 'step', equals: 'minute' }],
    sort: by('begins'),
    by: '1 (campaignId=? AND step=?)',
  }),
  asked('the timeline', timelineView, { where: [campaign], sort: by('revision'), by: '1 (campaignId=?)' }),
  asked('uploads of a campaign', uploadsView, { where: [campaign], by: '1 (campaignId=?)' }),
  asked('the files of a campaign', uploadsView, {
    where: [campaign],
    sort: newest('receivedAt'),
    by: '1 (campaignId=?)',
  }),
  asked('uploads to go on with', uploadsView, {
    where: [{ field: 'status', equals: 'reading' }],
    sort: by('receivedAt'),
    by: '2 (status=?)',
  }),
  asked('the verdicts of an upload', verdictsView, {
    where: [
      { field: 'uploadId', equals: 'u' },
      { field: 'to', from: 9 },
    ],
    sort: by('to'),
    by: '1 (uploadId=? AND to>?)',
  }),
  asked('the latest test messages', testRequestsView, { sort: newest('requestedAt'), by: 'SCAN 1' }),
  asked('the senders of a subaccount', sendersView, {
    where: [subaccount],
    sort: by('createdAt'),
    by: '1 (subaccountId=?)',
  }),
  asked('all senders, as a list', sendersView, { sort: by('createdAt'), by: 'SCAN 2' }),
  asked('all senders', sendersView, { by: 'SCAN id' }),
  asked('the numbers of a portfolio', sendersView, {
    where: [{ field: 'portfolioId', equals: 'p' }],
    by: '3 (portfolioId=?)',
  }),
  asked('the templates of a subaccount', templatesView, {
    where: [subaccount],
    sort: by('createdAt'),
    by: '1 (subaccountId=?)',
  }),
  asked('all templates', templatesView, { sort: by('createdAt'), by: 'SCAN 2' }),
  asked('the templates of a number', templatesView, {
    where: [
      { field: 'senderId', equals: 'n' },
      { field: 'category', equals: 'UTILITY' },
    ],
    by: '3 (senderId=?)',
  }),
  asked('the keys', keysView, { sort: by('createdAt'), by: 'SCAN 1' }),
  asked('the searches of a key', searchesView, {
    where: [{ field: 'owner', equals: 'o' }],
    sort: by('createdAt'),
    by: '1 (owner=?)',
  }),
  asked('whether a key has a search of that name', searchesView, {
    where: [
      { field: 'owner', equals: 'o' },
      { field: 'name', equals: 'n' },
    ],
    by: '2 (owner=? AND name=?)',
  }),
  asked('the searches that are shared within a subaccount', searchesView, {
    where: [{ field: 'shared', equals: true }, subaccount],
    sort: by('createdAt'),
    by: '3 (shared=? AND subaccountId=?)',
  }),
  asked('the searches that are shared', searchesView, {
    where: [{ field: 'shared', equals: true }],
    sort: by('createdAt'),
    by: '4 (shared=?)',
  }),
  asked('the searches whose export is due', searchesView, {
    where: [
      { field: 'nextAt', set: true },
      { field: 'nextAt', to: 9 },
    ],
    sort: by('nextAt'),
    by: '5 (nextAt>? AND nextAt<?)',
  }),
  asked('all exports', exportsView, { sort: newest('requestedAt'), by: 'SCAN 1' }),
  asked('the exports of a key', exportsView, {
    where: [{ field: 'askedBy', equals: 's' }],
    sort: newest('requestedAt'),
    by: '2 (askedBy=?)',
  }),
  asked('the exports of a search', exportsView, {
    where: [
      { field: 'searchId', set: true },
      { field: 'searchId', equals: 's' },
    ],
    sort: newest('requestedAt'),
    by: '4 (searchId=?)',
  }),
  asked('how many exports of a key wait', exportsView, {
    where: [
      { field: 'askedBy', equals: 's' },
      { field: 'status', in: ['queued', 'running'] },
    ],
    by: '2 (askedBy=?)',
  }),
  asked('exports to be made, and files to be taken away', exportsView, {
    where: [{ field: 'status', in: ['queued', 'running'] }],
    by: '3 (status=?)',
  }),
  asked('the subaccounts', subaccountsView, { sort: by('createdAt'), by: 'SCAN 1' }),
  asked('suppressions of a subaccount', suppressionsView, {
    where: [subaccount],
    sort: by('createdAt'),
    by: '1 (subaccountId=?)',
  }),
  asked('all suppressions', suppressionsView, { sort: by('createdAt'), by: 'SCAN 2' }),
  asked('who of many is suppressed', suppressionsView, {
    where: [subaccount, { field: 'personKey', in: Array.from({ length: 500 }, (_, n) => `p${n}`) }],
    by: '3 (personKey=? AND subaccountId=?)',
  }),
  asked('whether anybody has written of late', conversationsView, {
    where: [
      { field: 'senderId', equals: 'n' },
      { field: 'referred', equals: false },
      { field: 'day', in: [8, 9] },
    ],
    by: '1 (senderId=? AND referred=? AND day=?)',
  }),
  asked('who of many has written of late', conversationsView, {
    where: [
      { field: 'senderId', equals: 'n' },
      { field: 'referred', equals: false },
      { field: 'day', in: [8, 9] },
      { field: 'personKey', in: Array.from({ length: 500 }, (_, n) => `p${n}`) },
    ],
    by: '1 (senderId=? AND referred=? AND day=? AND personKey=?)',
  }),
  asked('messages of persons that wait to be attributed', inboundView, {
    where: [
      { field: 'waitsSince', set: true },
      { field: 'waitsSince', to: 9 },
    ],
    sort: [{ field: 'waitsSince' }, { field: 'receivedAt' }],
    by: '1 (waitsSince>? AND waitsSince<?)',
  }),
  asked('the last of them, stamped ahead of the clock', inboundView, {
    where: [
      { field: 'waitsSince', set: true },
      { field: 'waitsSince', from: 9 },
    ],
    sort: [...newest('waitsSince'), ...newest('receivedAt')],
    by: '1 (waitsSince>?)',
  }),
  asked('who else many are', identitiesView, {
    where: [{ field: 'personKey', in: ['p', 'q'] }],
    by: '1 (personKey=?)',
  }),
  asked('whose identities these are', identitiesView, {
    where: [{ field: 'identity', in: ['p', 'q'] }],
    by: '2 (identity=?)',
  }),
  asked('what waits to be matched', unmatchedView, {
    where: [{ field: 'receivedAt', from: 1, to: 9 }],
    sort: by('receivedAt'),
    by: '1 (receivedAt>? AND receivedAt<?)',
  }),
  asked('the latest to be matched', unmatchedView, { sort: newest('receivedAt'), by: 'SCAN 1' }),
  asked('the detailed report', messagesView, {
    where: [
      { field: 'sentAt', from: 1, to: 9 },
      { field: 'status', in: ['read'] },
    ],
    sort: newest('sentAt'),
    by: '1 (sentAt>? AND sentAt<?)',
  }),
  asked('the detailed report of a campaign', messagesView, {
    where: [{ field: 'sentAt', from: 1, to: 9 }, { field: 'status', in: ['read'] }, campaign],
    sort: newest('sentAt'),
    by: '2 (campaignId=? AND sentAt>? AND sentAt<?)',
  }),
  asked('the records of a campaign', messagesView, {
    where: [campaign, { field: 'result', in: ['delivered'] }],
    sort: newest('sentAt'),
    by: '2 (campaignId=?)',
  }),
  asked('what was sent to persons', messagesView, {
    where: [{ field: 'contactKey', in: ['p', 'q'] }],
    by: '3 (contactKey=?)',
  }),
  asked('what was sent in a conversation', messagesView, {
    where: [
      { field: 'conversationId', set: true },
      { field: 'conversationId', equals: 'c' },
      { field: 'attempted', equals: true },
    ],
    by: '7 (conversationId=?)',
  }),
  asked('when something was heard of a number last', messagesView, {
    where: [
      { field: 'senderId', set: true },
      { field: 'senderId', equals: 'n' },
    ],
    sort: newest('sentAt'),
    by: '5 (senderId=?)',
  }),
  asked('when somebody wrote to a number last', repliesView, {
    where: [{ field: 'senderId', equals: 'n' }],
    sort: newest('answeredAt'),
    by: '10 (senderId=?)',
  }),
  asked('how much was written in conversations', repliesView, {
    where: [
      { field: 'conversationId', set: true },
      { field: 'conversationId', in: ['c', 'd'] },
    ],
    by: '4 (conversationId=?)',
  }),
  asked('what was written in a conversation, the last first', repliesView, {
    where: [
      { field: 'conversationId', set: true },
      { field: 'conversationId', equals: 'c' },
    ],
    sort: newest('answeredAt'),
    by: '4 (conversationId=?)',
  }),
  asked('conversations, the last first', repliesView, {
    where: [{ field: 'listedAt', set: true }],
    sort: newest('listedAt'),
    by: '5 (listedAt>?)',
  }),
  asked('conversations of a person', repliesView, {
    where: [
      { field: 'listedAt', set: true },
      { field: 'personKey', equals: 'p' },
    ],
    sort: newest('listedAt'),
    by: '6 (personKey=? AND listedAt>?)',
  }),
  asked('conversations of a person, further on', repliesView, {
    where: [
      { field: 'listedAt', set: true },
      { field: 'personKey', equals: 'p' },
      { field: 'listedAt', to: 9 },
    ],
    sort: newest('listedAt'),
    by: '6 (personKey=? AND listedAt>? AND listedAt<?)',
  }),
  asked('what was answered in a campaign', campaignRepliesView, { where: [campaign], by: '1 (campaignId=?)' }),
];

/** A page of a report, by what enters an index and what is seen to row by row; as `RowFilters` of libs/application asks for it. */
export interface AskedInOrder {
  readonly name: string;
  readonly view: View;
  readonly along: readonly Condition[];
  readonly where: readonly Condition[];
  readonly sort: readonly Sort[];
  /** What SQLite says of each list that it goes through; MongoDB has the same index. */
  readonly by: string;
}

const SENT = '(%=? AND sentAt>? AND sentAt<?)';
const WRITTEN = '(%=? AND answeredAt>? AND answeredAt<?)';

/** @param index of the view, and the field that it begins with; the time alone where none is given */
function sentBy(
  name: string,
  [index, field]: readonly [index: number, field?: string],
  along: readonly Condition<typeof messagesView>[] = [],
  where: readonly Condition<typeof messagesView>[] = [],
): AskedInOrder {
  const by = field === undefined ? `${index} (sentAt>? AND sentAt<?)` : `${index} ${SENT.replace('%', field)}`;
  const during = { field: 'sentAt', from: 1, to: 9 } as const;
  const reported = { field: 'status', set: true } as const;
  return {
    ...{ name, view: messagesView, by, sort: newest('sentAt') },
    along: [...along, during],
    where: [reported, ...where],
  };
}

function writtenBy(
  name: string,
  [index, field]: readonly [index: number, field?: string],
  along: readonly Condition<typeof repliesView>[] = [],
  where: readonly Condition<typeof repliesView>[] = [],
): AskedInOrder {
  const during = { field: 'answeredAt', from: 1, to: 9 } as const;
  const by =
    field === undefined ? `${index} (answeredAt>? AND answeredAt<?)` : `${index} ${WRITTEN.replace('%', field)}`;
  return { name, view: repliesView, by, sort: newest('answeredAt'), along: [...along, during], where };
}

const campaigns = { field: 'campaignId', in: ['c', 'd'] } as const;
const sender = { field: 'senderId', equals: 'n' } as const;
const senderSet = { field: 'senderId', set: true } as const;
const read = { field: 'status', in: ['read'] } as const;
const persons = { field: 'contactKey', in: ['p', 'q'] } as const;
const rareStatus = [
  { field: 'rareStatus', set: true },
  { field: 'rareStatus', in: ['opted_out', 'queued'] },
] as const;
const rareContent = [
  { field: 'rareContentType', set: true },
  { field: 'rareContentType', in: ['image'] },
] as const;
const correlation = [
  { field: 'correlationId', set: true },
  { field: 'correlationId', equals: 'o' },
] as const;
const conversation = [
  { field: 'conversationId', set: true },
  { field: 'conversationId', equals: 'v' },
] as const;

/** Every filter of the detailed report alone, and those that are often together. */
export const WALKS: readonly AskedInOrder[] = [
  sentBy('the date', [1]),
  sentBy('a subaccount', [4, 'subaccountId'], [subaccount]),
  sentBy('a campaign', [2, 'campaignId'], [campaign]),
  sentBy('a user, a template: campaigns', [2, 'campaignId'], [campaigns]),
  sentBy('the content type of most', [1], [], [{ field: 'contentType', equals: 'template' }]),
  sentBy('another content type', [10, 'rareContentType'], rareContent),
  sentBy(
    'with session',
    [12, 'inSession'],
    [
      { field: 'inSession', set: true },
      { field: 'inSession', equals: true },
    ],
  ),
  sentBy('without session', [1], [], [{ field: 'withSession', equals: false }]),
  sentBy('a correlation id', [6, 'correlationId'], correlation),
  sentBy('the beginning of one', [1], [], [{ field: 'correlationId', prefix: 'o' }]),
  sentBy('a status of most', [1], [], [read]),
  sentBy('other statuses', [9, 'rareStatus'], rareStatus),
  sentBy('persons: phones, a contact, a name', [3, 'contactKey'], [persons]),
  sentBy('a conversation', [7, 'conversationId'], conversation),
  sentBy('the conversation type of most', [1], [], [{ field: 'conversationType', equals: 'business_initiated' }]),
  sentBy(
    'another conversation type',
    [11, 'rareConversationType'],
    [
      { field: 'rareConversationType', set: true },
      { field: 'rareConversationType', in: ['user_initiated'] },
    ],
  ),
  sentBy(
    'an error code',
    [8, 'errorCode'],
    [
      { field: 'errorCode', set: true },
      { field: 'errorCode', equals: '131026' },
    ],
  ),
  sentBy('a sender', [5, 'senderId'], [senderSet, sender]),
  sentBy('the date, without campaigns that never began', [1], [], [{ field: 'campaignId', notIn: ['c', 'd'] }]),
  sentBy('a campaign and a status', [2, 'campaignId'], [campaign], [read]),
  sentBy('a campaign and a person', [3, 'contactKey'], [persons], [campaign]),
  sentBy('a campaign and a conversation', [7, 'conversationId'], conversation, [campaign]),
  sentBy('a subaccount and a status of most', [4, 'subaccountId'], [subaccount], [read]),
  sentBy('a subaccount and another status', [9, 'rareStatus'], rareStatus, [subaccount]),
  sentBy('a subaccount and a sender', [5, 'senderId'], [senderSet, sender], [subaccount]),
  sentBy('a subaccount and a user', [2, 'campaignId'], [campaigns], [subaccount]),
  sentBy('a sender and a status', [5, 'senderId'], [senderSet, sender], [read]),
  sentBy('a content type and a campaign', [2, 'campaignId'], [campaign], [{ field: 'contentType', equals: 'image' }]),
  writtenBy('the date', [1]),
  writtenBy('a campaign, a user', [2, 'campaignId'], [{ field: 'campaignId', set: true }, campaigns]),
  writtenBy('persons', [3, 'personKey'], [{ field: 'personKey', in: ['p', 'q'] }]),
  writtenBy('a conversation', [4, 'conversationId'], conversation),
  writtenBy(
    'a contact',
    [9, 'contactKey'],
    [
      { field: 'contactKey', set: true },
      { field: 'contactKey', equals: 'p' },
    ],
  ),
  writtenBy('a sender', [10, 'senderId'], [sender]),
  writtenBy('a subaccount', [11, 'subaccountId'], [{ field: 'subaccountId', set: true }, subaccount]),
  writtenBy('a correlation id', [12, 'correlationId'], correlation),
  writtenBy('a content type', [1], [], [{ field: 'contentType', equals: 'image' }]),
  writtenBy('opt-outs', [1], [], [{ field: 'optOut', equals: true }]),
  writtenBy(
    'a campaign and a button',
    [2, 'campaignId'],
    [{ field: 'campaignId', set: true }, campaign],
    [{ field: 'tapped', in: ['c.1'] }],
  ),
];

/** A place in the middle of what a query answers. */
export function cursorOf(view: View, sort: readonly Sort[]): Cursor {
  return { id: 'x', values: sort.map(({ field }): Value => (view.fields[field] === 'integer' ? 5 : 'p')) };
}
