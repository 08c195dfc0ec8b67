import {
  type CommandContext,
  CreateKey,
  CreateKeyBody,
  ListKeys,
  PageQuery,
  type QueryContext,
  RevokeKey,
} from '@arauto/application';
import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';

@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Post()
  @Endpoint({
    useCase: CreateKey,
    summary: 'Create an API key; its secret is shown this once',
    status: 201,
    answers: 'KeyCreated',
  })
  create(@Commanding() context: CommandContext, @Body() body: CreateKeyBody) {
    return this.commands.execute(new CreateKey(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListKeys,
    summary: 'List API keys, without their secrets',
    answers: { pageOf: 'Key' },
  })
  async list(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: PageQuery) {
    const page = await this.queries.execute(new ListKeys(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  @Delete(':id')
  @Endpoint({
    useCase: RevokeKey,
    summary: 'Revoke an API key, at once',
    answers: 'Answer',
    etag: true,
  })
  revoke(@Commanding() context: CommandContext, @Param('id') keyId: string) {
    return this.commands.execute(new RevokeKey(context, { keyId }));
  }
}
