import { searchesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { seesSearch } from './reach';
import type { OfSearch } from './search-fields';
import { searchBody, type SearchBody } from './search.body';
import { ShowSearches } from './show-search';

export class GetSearch extends QueryWith<OfSearch, SearchBody> {
  static readonly facts: UseCaseFacts = { permission: 'search:read', answers: searchBody, problems: ['not_found'] };
}

@QueryHandler(GetSearch)
export class GetSearchHandler implements IQueryHandler<GetSearch> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(ShowSearches) private readonly searches: ShowSearches,
  ) {}

  async execute({ context, input: { searchId: id } }: GetSearch): Promise<SearchBody> {
    await caughtUp(this.views, 'operational', context);
    const doc = await this.views.operational.get(searchesView, id);
    if (!doc || !seesSearch(context.principal, doc)) throw notFound('search');
    const [shown] = await this.searches.show([{ id, doc }], context.principal);
    return shown!;
  }
}
