import {
  type CommandContext,
  CreateSubaccount,
  CreateSubaccountBody,
  ListSubaccounts,
  PageQuery,
  type QueryContext,
} from '@arauto/application';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/subaccounts')
export class SubaccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Endpoint({
    useCase: CreateSubaccount,
    summary: 'Create a subaccount (a tenant)',
    status: 201,
  })
  create(@Commanding() context: CommandContext, @Body() body: CreateSubaccountBody) {
    return this.commands.execute(new CreateSubaccount(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListSubaccounts,
    summary: 'List the subaccounts this key sees',
  })
  list(@Asking() context: QueryContext, @Query() query: PageQuery) {
    return this.queries.execute(new ListSubaccounts(context, query));
  }
}
