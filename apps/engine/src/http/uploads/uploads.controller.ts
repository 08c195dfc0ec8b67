import {
  GetUpload,
  ListVerdicts,
  ListVerdictsQuery,
  type QueryContext,
  StreamRefused,
  StreamRefusedQuery,
  StreamVerdicts,
  StreamVerdictsQuery,
} from '@arauto/application';
import { refusedReport, verdictsReport } from '@arauto/reporting';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { inLanguageOf, sendReport } from '../reports/report-file';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/uploads')
export class UploadsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Endpoint({
    useCase: GetUpload,
    summary: 'Show how far a contact file is read',
  })
  get(@Asking() context: QueryContext, @Param('id') uploadId: string) {
    return this.queries.execute(new GetUpload(context, { uploadId }));
  }

  @Get(':id/verdicts')
  @Endpoint({
    useCase: ListVerdicts,
    summary: 'List the verdict on each row',
  })
  verdicts(@Asking() context: QueryContext, @Param('id') uploadId: string, @Query() query: ListVerdictsQuery) {
    return this.queries.execute(new ListVerdicts(context, { ...query, uploadId }));
  }

  @Get(':id/verdicts.csv')
  @Endpoint({
    useCase: StreamVerdicts,
    summary: 'Download the verdict on each row as CSV',
    mediaType: 'text/csv',
  })
  async verdictsCsv(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Param('id') uploadId: string,
    @Query() query: StreamVerdictsQuery,
  ) {
    const rows = await this.queries.execute(new StreamVerdicts(context, { ...query, uploadId }));
    return sendReport(reply, verdictsReport, rows, inLanguageOf(context));
  }

  @Get(':id/refused.csv')
  @Endpoint({
    useCase: StreamRefused,
    summary: 'Download refused rows with all their cells and what was wrong, to mend them and upload them again',
    mediaType: 'text/csv',
  })
  async refusedCsv(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Param('id') uploadId: string,
    @Query() query: StreamRefusedQuery,
  ) {
    const { parameters, rows } = await this.queries.execute(new StreamRefused(context, { ...query, uploadId }));
    return sendReport(reply, refusedReport(parameters), rows, inLanguageOf(context));
  }
}
