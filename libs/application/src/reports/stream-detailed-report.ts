import type { Principal } from '@arauto/access';
import { messagesView } from '@arauto/read-models/reporting';
import type { MtRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { VIEWS } from '../tokens';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { MtRows } from './mt-rows';
import { DetailedFileQuery, NEWEST_FIRST, ReportFilters, type ReportQuestion } from './report-filters';

/** Every row in the order of the report, in arrays; refusals come before the first. */
export class StreamDetailedReport extends QueryWith<DetailedFileQuery, AsyncIterable<readonly MtRow[]>> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    query: DetailedFileQuery,
    problems: ['not_found'],
  };
}

@QueryHandler(StreamDetailedReport)
export class StreamDetailedReportHandler implements IQueryHandler<StreamDetailedReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(ReportFilters) private readonly filters: ReportFilters,
    @Inject(MtRows) private readonly rows: MtRows,
  ) {}

  async execute({ context, input }: StreamDetailedReport): Promise<AsyncIterable<readonly MtRow[]>> {
    return this.stream(await this.filters.detailed(context, input), context.principal);
  }

  private async *stream({ where, language }: ReportQuestion, principal: Principal) {
    if (where === null) return;
    for await (const found of this.views.reporting.stream(messagesView, { where, sort: NEWEST_FIRST })) {
      yield await this.rows.show(found, principal, language);
    }
  }
}
