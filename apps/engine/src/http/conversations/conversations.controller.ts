import { GetConversation, ListConversations, ListConversationsQuery, type QueryContext } from '@arauto/application';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/conversations')
export class ConversationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Endpoint({
    useCase: ListConversations,
    summary: 'List conversations in which persons wrote, the one that opened last first',
  })
  list(@Asking() context: QueryContext, @Query() query: ListConversationsQuery) {
    return this.queries.execute(new ListConversations(context, query));
  }

  @Get(':id')
  @Endpoint({
    useCase: GetConversation,
    summary: 'Get a conversation as it reads on a phone: both ways, in one thread',
  })
  get(@Asking() context: QueryContext, @Param('id') conversationId: string) {
    return this.queries.execute(new GetConversation(context, { conversationId }));
  }
}
