import { type Clock, instant } from '@arauto/clock';
import { searchesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, oneOf, optional } from '../fields';
import { list, named, object, opaque, oneOf as oneOfShape, orNull, partOf, text, time, whole } from '../fields/shapes';
import { PageQuery } from '../paging';
import type { Filters } from '../reports/given-filters';
import { instantOf } from '../reports/period';
import { CLOCK, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { goneFilters, goneFrom } from './gone-filters';
import { PersonalFilters, questionFilters } from './personal-filters';
import { seesSearch, within } from './reach';
import { Reports } from './reports';
import { questionOf } from './report-question';
import type { OfSearch } from './search-fields';

/** Of the pages that a report answers in; the consolidated one has none. */
export class RunSearchQuery extends PageQuery {
  @Field(optional(oneOf(['exact'])), 'Count all of them, however many.') readonly total?: 'exact';
}

/** When it was asked for, absolute; null of records of all times. And what the report answers. */
const answered = object({
  period: orNull(object({ from: orNull(time), to: orNull(time) })),
  items: list(opaque<object>()),
  nextCursor: orNull(text),
  previousCursor: orNull(text),
  total: object({ value: whole, relation: oneOfShape(['exact', 'atLeast']) }),
  totals: opaque<object>(),
});
const searchRun = named('SearchRun', partOf(answered, ['period', 'items']));

/** Cursors are the edge's to seal. */
interface SearchRun {
  readonly period: { readonly from: string | null; readonly to: string | null } | null;
  readonly items: readonly object[];
}

export class RunSearch extends QueryWith<RunSearchQuery & OfSearch, SearchRun> {
  static readonly facts: UseCaseFacts = {
    permission: ['search:read', 'report:read'],
    query: RunSearchQuery,
    answers: searchRun,
    problems: ['not_found'],
  };
}

@QueryHandler(RunSearch)
export class RunSearchHandler implements IQueryHandler<RunSearch> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PersonalFilters) private readonly personal: PersonalFilters,
    @Inject(Reports) private readonly reports: Reports,
  ) {}

  async execute({ context, input: { searchId, ...page } }: RunSearch): Promise<SearchRun> {
    await caughtUp(this.views, 'operational', context);
    const { principal } = context;
    const doc = await this.views.operational.get(searchesView, searchId);
    if (!doc || !seesSearch(principal, doc)) throw notFound('search');
    const [filters] = await this.personal.read([doc]);
    // A phone that was erased is looked for no more, and of the others there may be something.
    const all = await goneFilters(this.views.operational, doc, filters!, principal);
    const [gone] = all.filter((filter) => filter !== 'phone');
    if (gone !== undefined) throw goneFrom(gone);
    const question = questionOf({ ...doc, filters: questionFilters(filters!) }, this.clock.now());
    const answer = await this.reports.ask(
      doc.report,
      { ...context, principal: within(principal, doc.subaccountId) },
      {
        ...question,
        ...page,
      },
    );
    return { period: periodOf(question, doc.timeZone), ...answer };
  }
}

function periodOf({ from, to }: Filters, timeZone: string): SearchRun['period'] {
  if (from === undefined && to === undefined) return null;
  const shown = (moment: unknown) =>
    moment === undefined ? null : instant(instantOf(moment as number | string, timeZone));
  return { from: shown(from), to: shown(to) };
}
