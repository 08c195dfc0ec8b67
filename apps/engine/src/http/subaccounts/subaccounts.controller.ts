import {
  type CommandContext,
  CreateSubaccount,
  CreateSubaccountBody,
  ListSubaccounts,
  PageQuery,
  type QueryContext,
} from '@arauto/application';
import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';

@Controller('v1/subaccounts')
export class SubaccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Post()
  @Endpoint({
    useCase: CreateSubaccount,
    summary: 'Create a subaccount (a tenant)',
    status: 201,
    answers: 'Answer',
  })
  create(@Commanding() context: CommandContext, @Body() body: CreateSubaccountBody) {
    return this.commands.execute(new CreateSubaccount(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListSubaccounts,
    summary: 'List the subaccounts this key sees',
    answers: { pageOf: 'Subaccount' },
  })
  async list(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: PageQuery) {
    const page = await this.queries.execute(new ListSubaccounts(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }
}
