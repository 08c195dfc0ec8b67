import {
  type CommandContext,
  CreateKey,
  CreateKeyBody,
  ListKeys,
  PageQuery,
  type QueryContext,
  RevokeKey,
} from '@arauto/application';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Endpoint({
    useCase: CreateKey,
    summary: 'Create an API key; its secret is shown this once',
    status: 201,
  })
  create(@Commanding() context: CommandContext, @Body() body: CreateKeyBody) {
    return this.commands.execute(new CreateKey(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListKeys,
    summary: 'List API keys, without their secrets',
  })
  list(@Asking() context: QueryContext, @Query() query: PageQuery) {
    return this.queries.execute(new ListKeys(context, query));
  }

  @Delete(':id')
  @Endpoint({
    useCase: RevokeKey,
    summary: 'Revoke an API key, at once',
    etag: true,
  })
  revoke(@Commanding() context: CommandContext, @Param('id') keyId: string) {
    return this.commands.execute(new RevokeKey(context, { keyId }));
  }
}
