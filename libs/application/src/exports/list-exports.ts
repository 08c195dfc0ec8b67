import { seesEverything } from '@arauto/access';
import { exportsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { PageQuery } from '../paging';
import { EXPORT_PROGRESS, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage } from '../use-case/page';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { exportBody, type ExportBody, showExport } from './export.body';
import type { ExportProgress } from './export-progress';

const NEWEST_FIRST = [{ field: 'requestedAt', descending: true }] as const;

export class ListExports extends QueryWith<PageQuery, Page<ExportBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    query: PageQuery,
    answers: { pageOf: exportBody },
  };
}

@QueryHandler(ListExports)
export class ListExportsHandler implements IQueryHandler<ListExports> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EXPORT_PROGRESS) private readonly progress: ExportProgress,
  ) {}

  /** Of the key that asks, or, for a key of every subaccount, of all; the newest first. */
  async execute({ context, input }: ListExports): Promise<Page<ExportBody>> {
    await caughtUp(this.views, 'operational', context);
    const { principal } = context;
    const where = seesEverything(principal) ? [] : [{ field: 'askedBy', equals: principal.id } as const];
    const page = await findPage(this.views.operational, exportsView, { where, sort: NEWEST_FIRST, input });
    const progress = await this.progress.read(page.found.map(({ id }) => id));
    const items = page.found.map(({ id, doc }) => showExport(id, doc, progress.get(id)));
    return { items, nextCursor: page.nextCursor };
  }
}
