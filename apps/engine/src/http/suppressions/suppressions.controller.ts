import {
  type CommandContext,
  LiftSuppression,
  LiftSuppressionBody,
  ListSuppressions,
  ListSuppressionsQuery,
  type QueryContext,
  SuppressPerson,
  SuppressPersonBody,
} from '@arauto/application';
import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Endpoint({
    useCase: SuppressPerson,
    summary: 'Suppress a person: no messages from this subaccount',
    status: 201,
  })
  suppress(@Commanding() context: CommandContext, @Body() body: SuppressPersonBody) {
    return this.commands.execute(new SuppressPerson(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListSuppressions,
    summary: 'List who must not be messaged, and why',
  })
  list(@Asking() context: QueryContext, @Query() query: ListSuppressionsQuery) {
    return this.queries.execute(new ListSuppressions(context, query));
  }

  /** The person is named in the body: a phone in an address would end up in the logs of every proxy on the way. */
  @Delete()
  @Endpoint({
    useCase: LiftSuppression,
    summary: 'Lift whatever keeps a person from being messaged: in the category named, in every one where none is',
  })
  lift(@Commanding() context: CommandContext, @Body() body: LiftSuppressionBody) {
    return this.commands.execute(new LiftSuppression(context, body));
  }
}
