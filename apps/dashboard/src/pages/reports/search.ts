import { dayIn, oneOf, type Search, someOf, textIn } from '../../app/search-params';
import type { paths } from '../../api/schema';

type DetailedQuery = paths['/v1/reports/detailed']['get']['parameters']['query'];
type ConsolidatedQuery = paths['/v1/reports/consolidated']['get']['parameters']['query'];

/** What stands beside the filters of the API, or is said by the page itself. */
type Beside =
  'after' | 'from' | 'to' | 'timeZone' | 'type' | 'language' | 'order' | 'columns' | 'limit' | 'cursor' | 'total';
export type FilterName = Exclude<keyof DetailedQuery, Beside>;

export const REPORTS = ['detailed', 'consolidated', 'records'] as const;
export type Report = (typeof REPORTS)[number];
export const TYPES = ['MT', 'MO'] as const;
export type MessageType = (typeof TYPES)[number];

type OneOf<Value> = NonNullable<Value> extends readonly (infer One)[] ? One : NonNullable<Value>;
export type Column = OneOf<DetailedQuery['columns']>;
export type GroupBy = OneOf<ConsolidatedQuery['groupBy']>;

/** In the order of the files, those of the page that people know first. */
export const COLUMNS = {
  MT: [
    ...(['sentAt', 'status', 'phone', 'senderPhone', 'campaignName', 'user', 'contentType', 'message'] as const),
    ...(['withSession', 'conversationId', 'conversationType', 'conversationExpiresAt', 'subaccountName'] as const),
    ...(['correlationId', 'attempts', 'error', 'updatedAt', 'campaignId', 'template', 'deliveredAt'] as const),
    ...(['readAt', 'costCategory', 'button'] as const),
  ],
  MO: [
    ...(['answeredAt', 'phone', 'senderPhone', 'campaignName', 'user', 'contentType', 'message'] as const),
    ...(['conversationId', 'buttonPayload', 'subaccountName', 'correlationId', 'conversationType'] as const),
    ...(['campaignId', 'optOut'] as const),
  ],
} as const satisfies Record<MessageType, readonly Column[]>;

/** What fits a screen; the others are a press away. */
export const SHOWN: Readonly<Record<MessageType, readonly Column[]>> = {
  MT: ['sentAt', 'status', 'phone', 'campaignName', 'user', 'message', 'error', 'updatedAt'],
  MO: ['answeredAt', 'phone', 'campaignName', 'user', 'contentType', 'message', 'buttonPayload'],
};

export const GROUPS = [
  ...(['day', 'hour', 'campaign', 'status', 'user', 'sender', 'template', 'contentType', 'conversationType'] as const),
  'subaccount',
] as const satisfies readonly GroupBy[];

type Value = 'text' | 'texts' | 'flag' | readonly string[];

interface Filter {
  readonly value: Value;
  /** May be chosen several times. */
  readonly several?: true;
  /** Of one type of messages only. */
  readonly of?: MessageType;
}

/** Codes of the platform; their words are the engine's. */
const CONTENT_TYPES = [
  ...(['template', 'text', 'image', 'audio', 'video', 'document', 'sticker', 'location', 'contacts'] as const),
  ...(['reaction', 'button', 'interactive', 'order', 'system', 'unsupported'] as const),
] as const satisfies readonly OneOf<DetailedQuery['contentType']>[];
const CONVERSATION_TYPES = [
  'business_initiated',
  'user_initiated',
  'free_entry_point',
] as const satisfies readonly OneOf<DetailedQuery['conversationType']>[];
const STATUSES = [
  ...(['queued', 'sent', 'delivered', 'read', 'ttl_expired', 'carrier_communication_failure'] as const),
  ...(['carrier_rejected', 'not_delivered', 'invalid_destination', 'opted_out', 'invalid_session'] as const),
  ...(['internal_error', 'invalid_content', 'warm_up_blocked', 'tier_limit', 'invalid_parameter'] as const),
] as const satisfies readonly OneOf<DetailedQuery['status']>[];

/** Every filter that the API has: one that is missing here is an error of compilation. In the order in which they are offered. */
export const FILTERS = {
  campaign: { value: 'text' },
  status: { value: STATUSES, several: true, of: 'MT' },
  phone: { value: 'texts', several: true },
  name: { value: 'text', of: 'MT' },
  errorCode: { value: 'text', of: 'MT' },
  user: { value: 'text' },
  sender: { value: 'text' },
  template: { value: 'text', of: 'MT' },
  contentType: { value: CONTENT_TYPES },
  button: { value: 'text', of: 'MO' },
  optOut: { value: 'flag', of: 'MO' },
  withSession: { value: 'flag', of: 'MT' },
  correlationId: { value: 'text' },
  correlationIdPrefix: { value: 'text', of: 'MT' },
  conversationType: { value: CONVERSATION_TYPES },
  conversationId: { value: 'text' },
  contact: { value: 'text' },
  subaccount: { value: 'text' },
} as const satisfies Record<FilterName, Filter>;

export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** As it stands in the address; a flag is a word, for what is false is left out. */
type InAddress<Name extends FilterName> = (typeof FILTERS)[Name]['value'] extends 'flag'
  ? 'yes' | 'no'
  : (typeof FILTERS)[Name] extends { readonly several: true }
    ? readonly OneOf<DetailedQuery[Name]>[]
    : OneOf<DetailedQuery[Name]>;
export type Filters = { readonly [Name in FilterName]?: InAddress<Name> };

/** What of the reports is shown: all of it stands in the address. */
export interface ReportsSearch extends Filters {
  readonly report?: Exclude<Report, 'detailed'>;
  readonly type?: 'MO';
  /** Counted from today. Nothing at all: the last 7 days, of records any time. */
  readonly period?: string;
  /** Days, both inclusive, of `timeZone`; or instants, the last exclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Whose clocks: those of the browser by default. */
  readonly timeZone?: string;
  readonly groupBy?: readonly GroupBy[];
  readonly columns?: readonly Column[];
  readonly order?: 'asc';
  readonly total?: 'exact';
  readonly cursor?: string;
  readonly density?: 'compact';
  /** Explained beside the others. */
  readonly row?: string;
  /** The saved search that this came from. */
  readonly search?: string;
}

/** As the engine counts them. */
const PERIOD = /^(today|yesterday|(this|last)_(week|month)|last_([1-9]\d{0,2})_days)$/;

export function reportsSearch(search: Search): ReportsSearch {
  const report = oneOf(['consolidated', 'records'] as const, search['report']);
  const type: MessageType = oneOf(['MO'] as const, search['type']) ?? 'MT';
  const period = textIn(search['period']);
  const [from, to] = [momentIn(search['from']), momentIn(search['to'])];
  const groupBy = inOrder(GROUPS, search['groupBy'])?.slice(0, 2);
  const columns = inOrder(COLUMNS[type], search['columns']);
  const timeZone = textIn(search['timeZone']);
  const filters = filtersIn(search, report === 'records' ? 'records' : type);
  const some = {
    ...filters,
    // What is looked for by name is looked for within one campaign.
    name: filters.campaign === undefined ? undefined : filters.name,
    report,
    type: report !== 'records' && type === 'MO' ? type : undefined,
    period: from === undefined && to === undefined && period !== undefined && PERIOD.test(period) ? period : undefined,
    from,
    to,
    timeZone: timeZone !== undefined && isZone(timeZone) ? timeZone : undefined,
    groupBy: report === 'consolidated' ? groupBy : undefined,
    columns: report === undefined ? columns : undefined,
    order: report === undefined ? oneOf(['asc'] as const, search['order']) : undefined,
    total: report === 'consolidated' ? undefined : oneOf(['exact'] as const, search['total']),
    cursor: textIn(search['cursor']),
    density: oneOf(['compact'] as const, search['density']),
    row: textIn(search['row']),
    search: textIn(search['search']),
  };
  return without(some) as ReportsSearch;
}

/** Those that rows of the report have. */
export function filtersOf(report: Report, type: MessageType): readonly FilterName[] {
  if (report === 'records') return ['campaign'];
  return FILTER_NAMES.filter((name) => {
    const { of }: Filter = FILTERS[name];
    return of === undefined || of === type;
  });
}

function filtersIn(search: Search, of: MessageType | 'records'): Filters {
  const names = of === 'records' ? filtersOf('records', 'MT') : filtersOf('detailed', of);
  // What somebody sees at all is theirs wherever they go.
  const own = [...new Set<FilterName>([...names, 'subaccount'])];
  return without(Object.fromEntries(own.map((name) => [name, valueIn(FILTERS[name], search[name])])));
}

function valueIn({ value, several }: Filter, given: unknown): unknown {
  if (value === 'flag') return oneOf(['yes', 'no'] as const, given);
  if (value === 'text') return textIn(given)?.trim();
  if (value !== 'texts') return several ? someOf(value, given) : oneOf(value, given);
  const texts = [given].flat().flatMap((one) => textIn(one)?.trim() ?? []);
  return texts.length > 0 ? [...new Set(texts)] : undefined;
}

/** In the order in which they were chosen, each once. */
function inOrder<const Word extends string>(words: readonly Word[], value: unknown): readonly Word[] | undefined {
  const chosen = [...new Set([value].flat())].flatMap((one) => oneOf(words, one) ?? []);
  return chosen.length > 0 ? chosen : undefined;
}

function momentIn(value: unknown): string | undefined {
  const text = textIn(value);
  const isInstant = text !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);
  return isInstant && !Number.isNaN(Date.parse(text)) ? text : dayIn(value);
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** An address that says nothing of some of it. */
export function lacking<const Name extends keyof ReportsSearch>(
  search: ReportsSearch,
  ...names: readonly Name[]
): Omit<ReportsSearch, Name> {
  const left = Object.entries(search).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(left) as Omit<ReportsSearch, Name>;
}

function without<Some extends object>(some: Some): Partial<Some> {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as Partial<Some>;
}

/** Which saved searches are shown. */
export interface SearchesSearch {
  readonly subaccount?: string;
}

export function searchesSearch(search: Search): SearchesSearch {
  const subaccount = textIn(search['subaccount']);
  return subaccount === undefined ? {} : { subaccount };
}

/** Which files are shown. */
export interface FilesSearch {
  /** Those that the schedule of a saved search made. */
  readonly search?: string;
  readonly subaccount?: string;
}

export function filesSearch(search: Search): FilesSearch {
  const of = textIn(search['search']);
  return { ...(of !== undefined && { search: of }), ...searchesSearch(search) };
}
