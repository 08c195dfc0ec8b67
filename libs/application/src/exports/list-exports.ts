import { type Principal, seesEverything } from '@arauto/access';
import type { Condition } from '@arauto/read-models';
import { exportsView, searchesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, id, optional } from '../fields';
import { PageQuery } from '../paging';
import { seesSearch } from '../searches/reach';
import { EXPORT_PROGRESS, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage } from '../use-case/page';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { exportBody, type ExportBody, showExport } from './export.body';
import { mayReadContents } from './export-access';
import type { ExportProgress } from './export-progress';

const NEWEST_FIRST = [{ field: 'requestedAt', descending: true }] as const;

export class ListExportsQuery extends PageQuery {
  @Field(optional(id), 'Those that the schedule of this saved search made, of whoever sees it.')
  readonly search?: string;
}

export class ListExports extends QueryWith<ListExportsQuery, Page<ExportBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    query: ListExportsQuery,
    answers: { pageOf: exportBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ListExports)
export class ListExportsHandler implements IQueryHandler<ListExports> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EXPORT_PROGRESS) private readonly progress: ExportProgress,
  ) {}

  /** Of the key that asks, or, for a key of every subaccount, of all, or of one search; the newest first. */
  async execute({ context, input }: ListExports): Promise<Page<ExportBody>> {
    await caughtUp(this.views, 'operational', context);
    const { principal } = context;
    const where = await this.where(principal, input.search);
    const page = await findPage(this.views.operational, exportsView, { where, sort: NEWEST_FIRST, input });
    const progress = await this.progress.read(page.found.map(({ id }) => id));
    const items = page.found.map(({ id, doc }) => showExport(id, doc, progress.get(id)));
    return { items, nextCursor: page.nextCursor };
  }

  private async where(principal: Principal, searchId: string | undefined): Promise<Condition<typeof exportsView>[]> {
    if (searchId === undefined) {
      return seesEverything(principal) ? [] : [{ field: 'askedBy', equals: principal.id }];
    }
    const search = await this.views.operational.get(searchesView, searchId);
    const isVisible = search && (seesEverything(principal) || seesSearch(principal, search));
    if (!isVisible || !mayReadContents(principal, search.report)) throw notFound('search');
    return [
      { field: 'searchId', set: true },
      { field: 'searchId', equals: searchId },
    ];
  }
}
