import { CAMPAIGN_STATUSES, type CampaignStatus } from '@arauto/domain';
import type { Condition, Found, Sort, Total, Value } from '@arauto/read-models';
import { campaignCountersView, campaignsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, id, list, oneOf, optional, shapes, type Shown, text, timeInQuery } from '../fields';
import { PageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { COUNT_UP_TO, cursorOf, findPage, limitOf } from '../use-case/page';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { campaignBody, type CampaignBody } from './campaign.body';
import { countOf, showCampaign } from './show-campaign';

type SortField = 'createdAt' | 'name' | 'status' | 'progress';
const SORT_FIELDS: readonly SortField[] = ['createdAt', 'name', 'status', 'progress'];

export class ListCampaignsQuery extends PageQuery {
  @Field(optional(list(oneOf(CAMPAIGN_STATUSES), { max: 50 }))) readonly status?: readonly CampaignStatus[];
  /** Part of the name. */
  @Field(optional(text({ max: 200 }))) readonly q?: string;
  /** `-` in front descends; `-createdAt` by default. */
  @Field(optional(oneOf(SORT_FIELDS.flatMap((field) => [field, `-${field}` as const]))))
  readonly sort?: SortField | `-${SortField}`;
  @Field(optional(id)) readonly subaccount?: string;
  @Field(optional(id), 'Only campaigns linked to this one: those that retry whom it did not reach.')
  readonly source?: string;
  /** By creation: `from` inclusive, `to` exclusive. */
  @Field(optional(timeInQuery)) readonly from?: number;
  @Field(optional(timeInQuery)) readonly to?: number;
}

/** How many there are in each status with the same filters, that of the status apart: what each would show. */
const statusCounts = shapes.each(CAMPAIGN_STATUSES, shapes.whole);
type StatusCounts = Shown<typeof statusCounts>;
type CampaignPage = Page<CampaignBody> & { readonly statusCounts: StatusCounts };

export class ListCampaigns extends QueryWith<ListCampaignsQuery, CampaignPage> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:read',
    query: ListCampaignsQuery,
    answers: { pageOf: campaignBody, beside: { statusCounts } },
    problems: ['not_found'],
  };
}

type SortedByView = Sort<Exclude<SortField, 'progress'>>;
type CampaignCondition = Condition<typeof campaignsView>;
type Campaign = Found<typeof campaignsView>;

interface Asked {
  readonly field: SortField;
  readonly descending: boolean;
  readonly statuses: readonly CampaignStatus[];
  /** Of everything but the status. */
  readonly where: readonly CampaignCondition[];
}

@QueryHandler(ListCampaigns)
export class ListCampaignsHandler implements IQueryHandler<ListCampaigns> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: ListCampaigns): Promise<CampaignPage> {
    await caughtUp(this.views, 'operational', context);
    const { principal } = context;
    if (input.source !== undefined) await getDocument(this.views, campaignsView, input.source, principal, 'campaign');
    const asked = askedOf(input, await scopeOf(this.views, principal, input.subaccount));
    const hasWords = input.q !== undefined && input.q.trim() !== '';
    const inMemory = asked.field === 'progress' || hasWords || input.source !== undefined;
    const { found, nextCursor, total, statusCounts } = inMemory
      ? await this.sorted(asked, input)
      : await this.indexed(asked, input);
    const counters = await this.views.operational.getMany(
      campaignCountersView,
      found.map(({ id }) => id),
    );
    const items = found.map(({ id, doc }, index) => showCampaign(id, doc, counters[index]));
    return { items, nextCursor, total, statusCounts };
  }

  private async indexed({ where: others, statuses, ...sort }: Asked, input: ListCampaignsQuery) {
    const { operational } = this.views;
    const where = [...others, ...(statuses.length > 0 ? [{ field: 'status', in: statuses } as const] : [])];
    const sorted = sort as SortedByView;
    const page = await findPage(operational, campaignsView, { where, sort: [sorted], input });
    const total = await operational.count(campaignsView, where, COUNT_UP_TO);
    const counted = await operational.countBy(campaignsView, others, ['status']);
    return { ...page, total, statusCounts: countsOf(counted.map(({ values: [status], count }) => [status, count])) };
  }

  /**
   * Progress is in another view, a part of a name in no index, and few are linked to one: campaigns are few enough to look at
   * all that are left.
   */
  private async sorted({ where, statuses, ...sort }: Asked, input: ListCampaignsQuery) {
    const limit = limitOf(input);
    const after = cursorOf(input, 1);
    const matching = await this.matching(where, sort.field, input.q);
    const statusCounts = countsOf(matching.map(({ row }) => [row!.doc.status, 1]));
    const rows = matching.filter(({ row }) => statuses.length === 0 || statuses.includes(row!.doc.status));
    const order = (a: Placed, b: Placed) => (sort.descending ? compare(b, a) : compare(a, b));
    rows.sort(order);
    const from = after ? { value: after.values[0] ?? null, id: after.id } : undefined;
    const rest = from ? rows.filter((row) => order(row, from) > 0) : rows;
    const found = rest.slice(0, limit).map(({ row }) => row!);
    const last = rest.length > limit ? rest[limit - 1] : undefined;
    const total: Total = { value: rows.length, relation: 'exact' };
    return { found, nextCursor: last ? { v: [last.value], id: last.id } : null, total, statusCounts };
  }

  private async matching(
    where: readonly CampaignCondition[],
    field: SortField,
    q: string | undefined,
  ): Promise<Placed[]> {
    const wanted = q === undefined ? '' : folded(q);
    const placed: Placed[] = [];
    for await (const found of this.views.operational.stream(campaignsView, { where })) {
      const rows = found.filter(({ doc }) => folded(doc.name).includes(wanted));
      const values = field === 'progress' ? await this.progressOf(rows) : rows.map(({ doc }) => doc[field]);
      placed.push(...rows.map((row, index) => ({ id: row.id, value: values[index] ?? null, row })));
    }
    return placed;
  }

  private async progressOf(rows: readonly Campaign[]): Promise<number[]> {
    const counters = await this.views.operational.getMany(
      campaignCountersView,
      rows.map(({ id }) => id),
    );
    return counters.map((each) => countOf(each, 'settled') / Math.max(1, countOf(each, 'contacts')));
  }
}

interface Placed {
  readonly id: string;
  readonly value: Value;
  readonly row?: Campaign;
}

function compare(a: Placed, b: Placed): number {
  if (a.value !== b.value) return (a.value ?? '') < (b.value ?? '') ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** As people search: case and accents make no difference. */
function folded(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Every status has a number. */
function countsOf(counted: readonly (readonly [status: unknown, count: number])[]): StatusCounts {
  const counts = Object.fromEntries(CAMPAIGN_STATUSES.map((status) => [status, 0])) as Record<CampaignStatus, number>;
  for (const [status, count] of counted) counts[status as CampaignStatus] += count;
  return counts;
}

function askedOf(
  { status = [], sort = '-createdAt', source, from, to }: ListCampaignsQuery,
  scope: readonly CampaignCondition[],
): Asked {
  const period = { field: 'createdAt' as const, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const ofSource = [{ field: 'sourceCampaignId', equals: source ?? '' } as const, SET];
  return {
    field: SORT_FIELDS.find((field) => sort === field || sort === `-${field}`) ?? 'createdAt',
    descending: sort.startsWith('-'),
    statuses: status,
    where: [
      ...scope,
      ...(source !== undefined ? ofSource : []),
      ...(from !== undefined || to !== undefined ? [period] : []),
    ],
  };
}

const SET = { field: 'sourceCampaignId', set: true } as const;
