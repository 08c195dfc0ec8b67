import {
  type CommandContext,
  DiscardExport,
  FetchExport,
  GetExport,
  ListExports,
  ListExportsQuery,
  type QueryContext,
  RequestExport,
  RequestExportBody,
} from '@arauto/application';
import { Body, Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { FILE_TYPES, isFresh, sendFile, wantedRange } from './send-file';

@Controller('v1/exports')
export class ExportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Endpoint({
    useCase: RequestExport,
    summary: 'Ask for a file of a report, of the moment at which it is made',
    status: 202,
  })
  request(@Commanding() context: CommandContext, @Body() body: RequestExportBody) {
    return this.commands.execute(new RequestExport(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListExports,
    summary: 'List exports, the newest first',
  })
  list(@Asking() context: QueryContext, @Query() query: ListExportsQuery) {
    return this.queries.execute(new ListExports(context, query));
  }

  @Get(':id')
  @Endpoint({
    useCase: GetExport,
    summary: 'Show how far an export is',
  })
  get(@Asking() context: QueryContext, @Param('id') exportId: string) {
    return this.queries.execute(new GetExport(context, { exportId }));
  }

  @Delete(':id')
  @Endpoint({
    useCase: DiscardExport,
    summary: 'Cancel an export, or delete its file',
    etag: true,
  })
  discard(@Commanding() context: CommandContext, @Param('id') exportId: string) {
    return this.commands.execute(new DiscardExport(context, { exportId }));
  }

  @Get(':id/file')
  @Endpoint({
    useCase: FetchExport,
    summary: 'Download the file of an export, or a range of it',
    mediaType: FILE_TYPES,
    hasRanges: true,
  })
  async file(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Commanding() context: CommandContext,
    @Param('id') exportId: string,
  ) {
    const look = await this.commands.execute(new FetchExport(context, { exportId, justLooks: true }));
    if (request.method === 'HEAD' || isFresh(request, look)) return sendFile(request, reply, look);
    // Who asks for what is not there has fetched nothing.
    wantedRange(request, look);
    return sendFile(
      request,
      reply,
      await this.commands.execute(new FetchExport(context, { exportId, justLooks: false })),
    );
  }
}
