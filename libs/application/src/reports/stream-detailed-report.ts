import { messagesView } from '@arauto/read-models/reporting';
import type { MtRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';

import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import type { Views } from '../views';
import { MtRows } from './mt-rows';
import { type DetailedFileQuery, ReportFilters, type ReportQuestion } from './report-filters';
import { NEWEST_FIRST } from './report-order';
import type { Permission, Principal } from '@arauto/access';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { QueryContext } from '../context';

/** Every row in the order of the report, in arrays; refusals come before the first. */
export class StreamDetailedReport extends Query<AsyncIterable<readonly MtRow[]>> {
  static readonly permission: Permission = 'report:export';

  constructor(
    readonly context: QueryContext,
    readonly input: DetailedFileQuery,
  ) {
    super();
  }
}

@QueryHandler(StreamDetailedReport)
export class StreamDetailedReportHandler implements IQueryHandler<StreamDetailedReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(ReportFilters) private readonly filters: ReportFilters,
    @Inject(MtRows) private readonly rows: MtRows,
  ) {}

  async execute({ context, input }: StreamDetailedReport): Promise<AsyncIterable<readonly MtRow[]>> {
    await caughtUp(this.views, 'operational', context);
    await caughtUp(this.views, 'reporting', context);
    return this.stream(await this.filters.detailed(context.principal, input), context.principal);
  }

  private async *stream({ where, language }: ReportQuestion, principal: Principal) {
    if (where === null) return;
    for await (const found of this.views.reporting.stream(messagesView, { where, sort: NEWEST_FIRST })) {
      yield await this.rows.show(found, principal, language);
    }
  }
}
