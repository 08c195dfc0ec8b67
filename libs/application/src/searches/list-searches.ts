import type { Condition, Found } from '@arauto/read-models';
import { searchesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { SubaccountPageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { cursorAfter, cursorOf, limitOf } from '../use-case/page';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { searchBody, type SearchBody } from './search.body';
import { ShowSearches } from './show-search';

export class ListSearches extends QueryWith<SubaccountPageQuery, Page<SearchBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'search:read',
    query: SubaccountPageQuery,
    answers: { pageOf: searchBody },
    problems: ['not_found'],
  };
}

const SORT = [{ field: 'createdAt' }] as const;

type SearchCondition = Condition<typeof searchesView>;
type FoundSearch = Found<typeof searchesView>;

/** Whose searches they are: first those of whoever asks, then those that others share with them. */
const LISTS = ['own', 'shared'] as const;
type List = (typeof LISTS)[number];

@QueryHandler(ListSearches)
export class ListSearchesHandler implements IQueryHandler<ListSearches> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(ShowSearches) private readonly searches: ShowSearches,
  ) {}

  async execute({ context, input }: ListSearches): Promise<Page<SearchBody>> {
    await caughtUp(this.views, 'operational', context);
    const { principal } = context;
    const scope = await scopeOf(this.views, principal, input.subaccount);
    const where: Readonly<Record<List, readonly SearchCondition[]>> = {
      own: [{ field: 'owner', equals: principal.id }, ...(input.subaccount === undefined ? [] : scope)],
      shared: [{ field: 'shared', equals: true }, ...scope],
    };
    const limit = limitOf(input);
    const found: { readonly of: List; readonly row: FoundSearch }[] = [];
    for await (const [of, row] of this.after(where, input)) {
      if (of === 'shared' && row.doc.owner === principal.id) continue;
      found.push({ of, row });
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      items: await this.searches.show(
        page.map(({ row }) => row),
        principal,
      ),
      nextCursor: last ? { of: last.of, place: cursorAfter(SORT, last.row) } : null,
    };
  }

  private async *after(
    where: Readonly<Record<List, readonly SearchCondition[]>>,
    input: SubaccountPageQuery,
  ): AsyncGenerator<readonly [of: List, row: FoundSearch]> {
    const { of = 'own', place } = (input.cursor ?? {}) as { readonly of?: List; readonly place?: unknown };
    for (const list of LISTS.slice(LISTS.indexOf(of))) {
      let after = cursorOf({ cursor: list === of ? place : undefined }, SORT.length);
      do {
        const limit = limitOf(input) + 1;
        const rows = await this.views.operational.find(searchesView, { where: where[list], sort: SORT, after, limit });
        for (const row of rows) yield [list, row];
        const last = rows.length === limit ? rows.at(-1) : undefined;
        after = last && { values: [last.doc.createdAt], id: last.id };
      } while (after);
    }
  }
}
