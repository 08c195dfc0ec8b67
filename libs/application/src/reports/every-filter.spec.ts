import { CONTENT_TYPES, CONVERSATION_TYPES, REPORT_STATUSES } from '@arauto/domain';
import type { MoRow, MtRow } from '@arauto/reporting';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Page } from '../context';
import { BUTTONS, type ManyMessages, manyMessages, optsOut, tappedBy } from '../testing/many-messages';
import { contactIdOf, number } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { type ConsolidatedBy, GROUPINGS } from './consolidated-query';
import { type ConsolidatedItem, ConsolidatedReport } from './consolidated-report';
import type { DetailedFilters } from './detailed-query';
import { DetailedReport } from './detailed-report';
import { StreamDetailedReport } from './stream-detailed-report';

type Row = MtRow | MoRow;
type Filters = DetailedFilters;

let engine: SmallEngine;
let data: ManyMessages;
let contactId: string;
let everything: { readonly MT: readonly MtRow[]; readonly MO: readonly MoRow[] };

const ALWAYS = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-02-01T00:00:00Z') };

beforeAll(async () => {
  engine = await openSmallEngine('every filter');
  data = await manyMessages(engine);
  contactId = await contactIdOf(engine, data.tenants[0]!, number(25));
  everything = {
    MT: (await streamed(ALWAYS)) as MtRow[],
    MO: (await streamed({ ...ALWAYS, type: 'MO' })) as MoRow[],
  };
});
afterAll(() => engine.close());

async function streamed(filters: Filters): Promise<Row[]> {
  const rows: Row[] = [];
  const found = await engine.ask(new StreamDetailedReport(engine.query(), filters));
  for await (const some of found.rows) rows.push(...some);
  return rows;
}

async function paged(filters: Filters, limit: number): Promise<Pick<Page<Row>, 'items' | 'total'>> {
  const items: Row[] = [];
  let cursor: unknown;
  for (;;) {
    const page = await engine.ask(new DetailedReport(engine.query(), { ...filters, limit, cursor, total: 'exact' }));
    items.push(...(page.items as Row[]));
    cursor = page.nextCursor;
    if (cursor === null) return { items, total: page.total! };
  }
}

const isMt = (row: Row): row is MtRow => 'status' in row;
const at = (row: Row) => Date.parse(isMt(row) ? row.sentAt : row.answeredAt);
const campaignAt = ({ campaignId }: Row) => data.campaigns.findIndex(({ id }) => id === campaignId);

/** Whether a row as it is shown is one that the filters mean. Written without a look at how they are answered. */
function fits(row: Row, filters: Filters): boolean {
  const zone = filters.timeZone ?? 'UTC';
  const instantOf = (moment: number | string) =>
    typeof moment === 'number' ? moment : DateTime.fromISO(moment, { zone }).toMillis();
  const campaign = campaignAt(row);
  const meant: Readonly<Record<string, () => boolean>> = {
    from: () => at(row) >= instantOf(filters.from),
    to: () => at(row) < instantOf(filters.to),
    subaccount: () => row.subaccountId === filters.subaccount,
    user: () => row.user === filters.user,
    campaign: () => row.campaignId === filters.campaign,
    contentType: () => row.contentType === filters.contentType,
    withSession: () => isMt(row) && row.withSession === filters.withSession,
    correlationId: () => row.correlationId === filters.correlationId,
    correlationIdPrefix: () => row.correlationId?.startsWith(filters.correlationIdPrefix!) === true,
    status: () => isMt(row) && filters.status!.includes(row.status),
    phone: () => filters.phone!.some((phone) => phone.replace(/\D/g, '').slice(-8) === row.phone?.slice(-8)),
    contact: () => row.contactId === filters.contact,
    name: () => nameOf(row).toLowerCase().includes(filters.name!),
    conversationId: () => row.conversationId === filters.conversationId,
    conversationType: () => row.conversationType === filters.conversationType,
    errorCode: () => isMt(row) && row.error?.code === filters.errorCode,
    sender: () => data.tenants.some((one) => one.senderId === filters.sender && isFrom(row, one.subaccountId)),
    template: () => campaign >= 0 && data.templates[campaign] === filters.template,
    button: () => tappedOn(row, campaign) === filters.button,
    optOut: () => !isMt(row) && optsOut(Number(row.id.split('-').at(-1))) === filters.optOut,
  };
  return Object.entries(filters).every(([name, value]) => value === undefined || (meant[name]?.() ?? true));
}

/** Each tenant has one number; nobody sent what was not attempted. */
function isFrom(row: Row, subaccountId: string): boolean {
  return row.subaccountId === subaccountId && row.senderPhone !== null;
}

function nameOf(row: Row): string {
  const n = Number(row.phone?.slice(-8)) - 1 - campaignAt(row) * 20;
  return Number.isNaN(n) ? 'Maria' : `Pessoa ${n}`;
}

function tappedOn({ id, contentType }: Row, campaign: number): string | undefined {
  const texts: readonly string[] = BUTTONS[campaign] ?? [];
  return contentType === 'button' ? texts[tappedBy(Number(id.split('-').at(-1))) % texts.length] : undefined;
}

const ZONES = ['UTC', 'America/Sao_Paulo', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Auckland'];
const instants = fc.integer({ min: Date.parse('2026-01-05T11:00:00Z'), max: Date.parse('2026-01-08T12:00:00Z') });
const days = fc.integer({ min: 4, max: 9 }).map((day) => `2026-01-0${day}`);
const periods = fc.oneof(
  fc.constant(ALWAYS),
  fc.tuple(instants, instants).map((both) => ({ from: Math.min(...both), to: Math.max(...both) })),
  fc.tuple(days, days, fc.constantFrom(...ZONES)).map(([one, other, timeZone]) => ({
    ...{ from: one < other ? one : other, to: one < other ? other : one, timeZone },
  })),
);
const one = <Value>(values: () => readonly Value[]) => fc.nat().map((n) => values()[n % values().length]!);
/** Filters of which each is there once in six times find something most of the time. */
const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const common = {
  subaccount: seldom(one(() => data.tenants.map(({ subaccountId }) => subaccountId))),
  user: seldom(fc.constantFrom('ana', 'bia', 'nobody')),
  campaign: seldom(one(() => data.campaigns.map(({ id }) => id))),
  phone: seldom(fc.array(fc.integer({ min: 1, max: 101 }).map(notation), { maxLength: 4 })),
  contact: seldom(one(() => [contactId])),
  sender: seldom(one(() => data.tenants.map(({ senderId }) => senderId))),
  conversationType: seldom(fc.constantFrom(...CONVERSATION_TYPES)),
  correlationId: seldom(fc.constantFrom('order-1', 'pedido-1', 'order-9')),
};
const ofMt = fc.record({
  ...common,
  contentType: seldom(fc.constantFrom('template' as const, 'text' as const)),
  withSession: seldom(fc.boolean()),
  correlationIdPrefix: seldom(fc.constantFrom('order', 'o', 'rder')),
  status: seldom(fc.array(fc.constantFrom(...REPORT_STATUSES), { minLength: 1, maxLength: 8 })),
  conversationId: seldom(fc.nat({ max: 20 }).map((n) => `conversation-${n}`)),
  errorCode: seldom(fc.constantFrom('131026', '131049', 'ENG_OPTED_OUT', '131000')),
  template: seldom(one(() => data.templates)),
  name: seldom(fc.constantFrom('pessoa 1', 'pessoa 12', 'maria', 'ninguém')),
});
const ofMo = fc.record({
  ...common,
  type: fc.constant('MO' as const),
  contentType: seldom(fc.constantFrom(...CONTENT_TYPES.slice(0, 4), 'button' as const)),
  conversationId: seldom(fc.nat({ max: 7 }).map((n) => `mo-session-${n}`)),
  button: seldom(fc.constantFrom('Sim', 'Já paguei', 'Talvez')),
  optOut: seldom(fc.boolean()),
});
const combinations = fc
  .tuple(periods, fc.oneof({ weight: 2, arbitrary: ofMt }, { weight: 1, arbitrary: ofMo }))
  .map(([period, filters]) => {
    const { name, campaign } = filters as Partial<Filters>;
    // Who looks for a name names a campaign.
    const needsCampaign = name !== undefined;
    const asked = { ...period, ...filters, campaign: campaign ?? (needsCampaign ? data.campaigns[1]!.id : undefined) };
    return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as unknown as Filters;
  });

/** As people write numbers. */
function notation(n: number): string {
  const digits = number(n);
  return n % 2 === 0 ? digits : `(${digits.slice(3, 5)}) ${digits.slice(5, 10)}-${digits.slice(10)}`;
}

const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
const sorted = (all: readonly string[]) => [...all].sort();

it('there is something to be found', () => {
  expect([everything.MT.length, everything.MO.length]).toEqual([165, 40]);
  const statuses = new Set(everything.MT.map(({ status }) => status));
  expect(statuses.size).toBeGreaterThanOrEqual(8);
});

it('pages, files and the total of any combination are those rows that fit, in the order of time', async () => {
  await fc.assert(
    fc.asyncProperty(combinations, fc.integer({ min: 5, max: 60 }), fc.boolean(), async (filters, limit, forwards) => {
      const order = forwards ? 'asc' : 'desc';
      const expected: readonly Row[] = everything[filters.type ?? 'MT'].filter((row) => fits(row, filters));
      const { items, total } = await paged({ ...filters, order } as Filters, limit);
      const file = await streamed({ ...filters, order } as Filters);
      expect(sorted(ids(items))).toEqual(sorted(ids(expected)));
      expect(file).toEqual(items);
      expect(total).toEqual({ value: expected.length, relation: 'exact' });
      const times = items.map(at);
      expect(times).toEqual([...times].sort((a, b) => (forwards ? a - b : b - a)));
    }),
    { numRuns: 200 },
  );
}, 120_000);

/** What a row is counted under, by the row alone. */
function groupOf(row: Row, by: ConsolidatedBy, zone: string): string | null {
  const time = DateTime.fromMillis(at(row), { zone });
  switch (by) {
    case 'day':
      return time.toFormat('yyyy-MM-dd');
    case 'hour':
      return time.toFormat("yyyy-MM-dd'T'HH:00");
    case 'campaign':
      return row.campaignId;
    case 'subaccount':
      return row.subaccountId;
    case 'user':
      return row.user;
    case 'status':
      return isMt(row) ? row.status : null;
    case 'sender':
      return row.senderPhone === null
        ? null
        : data.tenants.find((tenant) => tenant.subaccountId === row.subaccountId)!.senderId;
    case 'template':
      return data.templates[campaignAt(row)] ?? null;
    case 'contentType':
      return row.contentType;
    case 'conversationType':
      return row.conversationType;
  }
}

function recounted(rows: readonly Row[], groupBy: readonly ConsolidatedBy[], zone: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const key = groupBy.map((by) => String(groupOf(row, by, zone))).join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const countsOf = (items: readonly ConsolidatedItem[]) =>
  Object.fromEntries(
    items.map(({ group, second, total }) => [[group, ...(second ? [second.group] : [])].map(String).join(' '), total]),
  );

it('consolidated totals of any combination are those of the rows that fit, however they are told apart', async () => {
  const groupings = fc.uniqueArray(fc.constantFrom(...GROUPINGS), { minLength: 1, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(combinations, groupings, fc.constantFrom(...ZONES), async (filters, groupBy, timeZone) => {
      fc.pre(filters.type !== 'MO' || !groupBy.includes('status'));
      const asked = { timeZone, ...filters };
      const expected: readonly Row[] = everything[filters.type ?? 'MT'].filter((row) => fits(row, asked));
      const { items, totals } = await engine.ask(new ConsolidatedReport(engine.query(), { ...asked, groupBy }));
      expect(countsOf(items)).toEqual(recounted(expected, groupBy, asked.timeZone));
      expect(totals.total).toBe(expected.length);
      expect(items.reduce((sum, { total }) => sum + total, 0)).toBe(expected.length);
      const by = (row: Row) => (isMt(row) ? row.status : row.contentType);
      const told: Record<string, number> = {};
      for (const row of expected) told[by(row)] = (told[by(row)] ?? 0) + 1;
      expect(totals.counts).toEqual(told);
    }),
    { numRuns: 200 },
  );
}, 120_000);
