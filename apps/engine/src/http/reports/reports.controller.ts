import {
  DetailedFileQuery,
  DetailedReport,
  DetailedReportQuery,
  type QueryContext,
  RecordsFileQuery,
  RecordsReport,
  RecordsReportQuery,
  StreamDetailedReport,
  StreamRecordsReport,
} from '@arauto/application';
import { detailedReport, recordsReport } from '@arauto/reporting';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { sendReport } from './report-file';

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
    const rows = await this.queries.execute(new StreamDetailedReport(context, query));
    return sendReport(reply, detailedReport, rows, query.language && { language: query.language });
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
    return sendReport(reply, recordsReport, rows);
  }
}
