import { CAMPAIGN_STATUSES, type CampaignStatus } from '@arauto/domain';
import type { Condition, Found, Sort, Total, Value } from '@arauto/read-models';
import { campaignCountersView, campaignsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, id, list, oneOf, optional, text, timeInQuery } from '../fields';
import { PageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
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
  /** By creation: `from` inclusive, `to` exclusive. */
  @Field(optional(timeInQuery)) readonly from?: number;
  @Field(optional(timeInQuery)) readonly to?: number;
}

export class ListCampaigns extends QueryWith<ListCampaignsQuery, Page<CampaignBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:read',
    query: ListCampaignsQuery,
    answers: { pageOf: campaignBody },
    problems: ['not_found'],
  };
}

type SortedByView = Sort<Exclude<SortField, 'progress'>>;
type CampaignCondition = Condition<typeof campaignsView>;
type Campaign = Found<typeof campaignsView>;

interface Asked {
  readonly field: SortField;
  readonly descending: boolean;
  readonly conditions: readonly CampaignCondition[];
}

@QueryHandler(ListCampaigns)
export class ListCampaignsHandler implements IQueryHandler<ListCampaigns> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: ListCampaigns): Promise<Page<CampaignBody>> {
    await caughtUp(this.views, 'operational', context);
    const { field, descending, conditions } = asked(input);
    const where = [...(await scopeOf(this.views, context.principal, input.subaccount)), ...conditions];
    const inMemory = field === 'progress' || (input.q !== undefined && input.q.trim() !== '');
    const page = inMemory
      ? await this.sorted(where, { field, descending }, input)
      : await this.indexed(where, { field, descending }, input);
    const counters = await this.views.operational.getMany(
      campaignCountersView,
      page.found.map(({ id }) => id),
    );
    const items = page.found.map(({ id, doc }, index) => showCampaign(id, doc, counters[index]));
    return { items, nextCursor: page.nextCursor, total: page.total };
  }

  private async indexed(where: readonly CampaignCondition[], sort: SortedByView, input: ListCampaignsQuery) {
    const page = await findPage(this.views.operational, campaignsView, { where, sort: [sort], input });
    return { ...page, total: await this.views.operational.count(campaignsView, where, COUNT_UP_TO) };
  }

  /** Progress is in another view and a part of a name in no index: campaigns are few enough to look at all that are left. */
  private async sorted(where: readonly CampaignCondition[], sort: Sort<SortField>, input: ListCampaignsQuery) {
    const limit = limitOf(input);
    const after = cursorOf(input, 1);
    const rows = await this.matching(where, sort.field, input.q);
    const order = (a: Placed, b: Placed) => (sort.descending ? compare(b, a) : compare(a, b));
    rows.sort(order);
    const from = after ? { value: after.values[0] ?? null, id: after.id } : undefined;
    const rest = from ? rows.filter((row) => order(row, from) > 0) : rows;
    const found = rest.slice(0, limit);
    const last = rest.length > limit ? found.at(-1) : undefined;
    const total: Total = { value: rows.length, relation: 'exact' };
    return { found: found.map(({ row }) => row!), nextCursor: last ? { v: [last.value], id: last.id } : null, total };
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

function asked({ status = [], sort = '-createdAt', from, to }: ListCampaignsQuery): Asked {
  const descending = sort.startsWith('-');
  const period = { field: 'createdAt' as const, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return {
    field: SORT_FIELDS.find((field) => sort === field || sort === `-${field}`) ?? 'createdAt',
    descending,
    conditions: [
      ...(status.length > 0 ? [{ field: 'status', in: status } as const] : []),
      ...(from !== undefined || to !== undefined ? [period] : []),
    ],
  };
}
