import { ListEvents, ListEventsQuery, PageQuery, type QueryContext, ReadStream } from '@arauto/application';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

/** The log, for auditors. */
@Controller('v1')
export class EventsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('events')
  @Endpoint({
    useCase: ListEvents,
    summary: 'Read the log: by stream, type, actor, correlation, time',
  })
  list(@Asking() context: QueryContext, @Query() query: ListEventsQuery) {
    return this.queries.execute(new ListEvents(context, query));
  }

  @Get('streams/:name')
  @Endpoint({
    useCase: ReadStream,
    summary: 'Read one stream',
  })
  stream(@Asking() context: QueryContext, @Param('name') stream: string, @Query() query: PageQuery) {
    return this.queries.execute(new ReadStream(context, { ...query, stream }));
  }
}
