import { messagesView } from '@arauto/read-models/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, flagInQuery, optional, type Shown } from '../fields';
import { cursor, pageLimit } from '../paging';
import { VIEWS } from '../tokens';
import { COUNT_UP_TO, findPage } from '../use-case/page';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { mtRow, MtRows } from './mt-rows';
import { DetailedFileQuery, NEWEST_FIRST, ReportFilters } from './report-filters';

export class DetailedReportQuery extends DetailedFileQuery {
  @Field(optional(pageLimit)) readonly limit?: number;
  @Field(optional(cursor)) readonly cursor?: unknown;
  /** Count all of them, however many; otherwise the total stops at *at least 10,000*. */
  @Field(optional(flagInQuery)) readonly exactTotal?: boolean;
}

export class DetailedReport extends QueryWith<DetailedReportQuery, Page<Shown<typeof mtRow>>> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:read',
    query: DetailedReportQuery,
    answers: { pageOf: mtRow },
    problems: ['not_found'],
  };
}

@QueryHandler(DetailedReport)
export class DetailedReportHandler implements IQueryHandler<DetailedReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(ReportFilters) private readonly filters: ReportFilters,
    @Inject(MtRows) private readonly rows: MtRows,
  ) {}

  async execute({ context, input }: DetailedReport): Promise<Page<Shown<typeof mtRow>>> {
    const { where, language } = await this.filters.detailed(context, input);
    if (where === null) return { items: [], nextCursor: null, total: { value: 0, relation: 'exact' } };
    const { reporting } = this.views;
    const { found, nextCursor } = await findPage(reporting, messagesView, { where, sort: NEWEST_FIRST, input });
    const cap = input.exactTotal ? undefined : COUNT_UP_TO;
    return {
      items: await this.rows.show(found, context.principal, language),
      nextCursor,
      total: await reporting.count(messagesView, where, cap),
    };
  }
}
