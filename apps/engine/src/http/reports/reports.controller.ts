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
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';
import { sendReport } from './report-file';

@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Get('detailed')
  @Endpoint({
    useCase: DetailedReport,
    summary: 'Detailed report: a row per message, with the total',
    answers: { pageOf: 'MtRow' },
  })
  async detailed(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: DetailedReportQuery) {
    const page = await this.queries.execute(new DetailedReport(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  @Get('detailed.csv')
  @Endpoint({
    useCase: StreamDetailedReport,
    summary: 'Detailed report as CSV, all rows',
    answers: { mediaType: 'text/csv' },
  })
  async detailedCsv(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Query() query: DetailedFileQuery,
  ) {
    const { after: _, ...filters } = query;
    const rows = await this.queries.execute(new StreamDetailedReport(context, filters));
    return sendReport(reply, detailedReport, rows, query.language);
  }

  @Get('records')
  @Endpoint({
    useCase: RecordsReport,
    summary: 'Campaign records status: a row per contact that was attempted',
    answers: { pageOf: 'Record' },
  })
  async records(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: RecordsReportQuery) {
    const page = await this.queries.execute(new RecordsReport(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  @Get('records.csv')
  @Endpoint({
    useCase: StreamRecordsReport,
    summary: 'Campaign records status as CSV, all rows',
    answers: { mediaType: 'text/csv' },
  })
  async recordsCsv(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Query() query: RecordsFileQuery,
  ) {
    const { after: _, ...filters } = query;
    const rows = await this.queries.execute(new StreamRecordsReport(context, filters));
    return sendReport(reply, recordsReport, rows);
  }
}
