import {
  ConsolidatedQuery,
  ConsolidatedReport,
  DetailedFileQuery,
  DetailedReport,
  DetailedReportQuery,
  ExplainRow,
  FilterValuesQuery,
  GetFilterValues,
  PageQuery,
  type QueryContext,
  RecordsFileQuery,
  RecordsReport,
  RecordsReportQuery,
  StreamDetailedReport,
  StreamRecordsReport,
  Vocabulary,
  VocabularyQuery,
} from '@arauto/application';
import { detailedReport, recordsReport, repliesReport, withColumns } from '@arauto/reporting';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { inLanguageOf, sendReport } from './report-file';

@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('detailed')
  @Endpoint({
    useCase: DetailedReport,
    summary: 'Detailed report: a row per message, with the total',
  })
  detailed(@Asking() context: QueryContext, @Query() query: DetailedReportQuery) {
    return this.queries.execute(new DetailedReport(context, query));
  }

  @Get('detailed.csv')
  @Endpoint({
    useCase: StreamDetailedReport,
    summary: 'Detailed report as CSV, all rows',
    mediaType: 'text/csv',
  })
  async detailedCsv(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Query() query: DetailedFileQuery,
  ) {
    const { columns, language = inLanguageOf(context).language, timeZone: zone = 'UTC' } = query;
    const found = await this.queries.execute(new StreamDetailedReport(context, query));
    return found.type === 'MO'
      ? sendReport(reply, withColumns(repliesReport, columns), found.rows, { language, zone })
      : sendReport(reply, withColumns(detailedReport, columns), found.rows, { language, zone });
  }

  @Get('detailed/:id/explain')
  @Endpoint({
    useCase: ExplainRow,
    summary: 'List the events that a row of the detailed report was made from',
  })
  explain(@Asking() context: QueryContext, @Param('id') rowId: string, @Query() query: PageQuery) {
    return this.queries.execute(new ExplainRow(context, { ...query, rowId }));
  }

  @Get('consolidated')
  @Endpoint({
    useCase: ConsolidatedReport,
    summary: 'Consolidated report: counts and rates of the detailed one, by one or two groupings',
  })
  consolidated(@Asking() context: QueryContext, @Query() query: ConsolidatedQuery) {
    return this.queries.execute(new ConsolidatedReport(context, query));
  }

  @Get('vocabulary')
  @Endpoint({
    useCase: Vocabulary,
    summary: 'Every status, state, result and type that reports have, in the words that people read',
  })
  vocabulary(@Asking() context: QueryContext, @Query() query: VocabularyQuery) {
    return this.queries.execute(new Vocabulary(context, query));
  }

  @Get('values')
  @Endpoint({
    useCase: GetFilterValues,
    summary: 'List what a filter can be asked for: the users whose campaigns there are',
  })
  values(@Asking() context: QueryContext, @Query() query: FilterValuesQuery) {
    return this.queries.execute(new GetFilterValues(context, query));
  }

  @Get('records')
  @Endpoint({
    useCase: RecordsReport,
    summary: 'Campaign records status: a row per contact that was attempted',
  })
  records(@Asking() context: QueryContext, @Query() query: RecordsReportQuery) {
    return this.queries.execute(new RecordsReport(context, query));
  }

  @Get('records.csv')
  @Endpoint({
    useCase: StreamRecordsReport,
    summary: 'Campaign records status as CSV, all rows',
    mediaType: 'text/csv',
  })
  async recordsCsv(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Query() query: RecordsFileQuery,
  ) {
    const rows = await this.queries.execute(new StreamRecordsReport(context, query));
    return sendReport(reply, recordsReport, rows, { zone: query.timeZone ?? 'UTC', ...inLanguageOf(context) });
  }
}
