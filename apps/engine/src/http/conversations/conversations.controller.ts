import {
  GetConversation,
  GetMedia,
  ListConversations,
  ListConversationsQuery,
  type QueryContext,
} from '@arauto/application';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Asking } from '../requests/contexts';
import { ANY_TYPE, Endpoint } from '../requests/endpoint';
import { sendMedia } from './media-file';

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

  @Get(':id/messages/:messageId/media')
  @Endpoint({
    useCase: GetMedia,
    summary:
      'Get the file that a person sent: from the provider within 7 days, later if it was kept (`ARAUTO_KEEP_MEDIA`)',
    mediaType: ANY_TYPE,
  })
  async media(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Param('id') conversationId: string,
    @Param('messageId') messageId: string,
  ) {
    return sendMedia(reply, await this.queries.execute(new GetMedia(context, { conversationId, messageId })));
  }
}
