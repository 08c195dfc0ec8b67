import { ListEvents, ListEventsQuery, PageQuery, type QueryContext, ReadStream } from '@arauto/application';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';

/** The log, for auditors. */
@Controller('v1')
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Get('events')
  @Endpoint({
    useCase: ListEvents,
    summary: 'Read the log: by stream, type, actor, correlation, time',
    answers: { pageOf: 'Event' },
  })
  async list(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: ListEventsQuery) {
    const page = await this.queries.execute(new ListEvents(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  @Get('streams/:name')
  @Endpoint({
    useCase: ReadStream,
    summary: 'Read one stream',
    answers: { pageOf: 'Event' },
  })
  async stream(
    @Req() request: FastifyRequest,
    @Asking() context: QueryContext,
    @Param('name') stream: string,
    @Query() query: PageQuery,
  ) {
    const input = { ...this.pages.input(request, query), stream };
    return this.pages.answer(request, await this.queries.execute(new ReadStream(context, input)));
  }
}
