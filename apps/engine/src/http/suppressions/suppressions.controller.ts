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
import { Body, Controller, Delete, Get, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';

@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Post()
  @Endpoint({
    permission: 'suppression:write',
    summary: 'Suppress a person: no messages from this subaccount',
    status: 201,
    body: SuppressPersonBody,
    answers: 'Answer',
    command: true,
    problems: ['not_found'],
  })
  suppress(@Commanding() context: CommandContext, @Body() body: SuppressPersonBody) {
    return this.commands.execute(new SuppressPerson(context, body));
  }

  @Get()
  @Endpoint({
    permission: 'suppression:read',
    summary: 'List who must not be messaged, and why',
    query: ListSuppressionsQuery,
    answers: { pageOf: 'Suppression' },
    problems: ['not_found'],
  })
  async list(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: ListSuppressionsQuery) {
    const page = await this.queries.execute(new ListSuppressions(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  /** The person is named in the body: a phone in an address would end up in the logs of every proxy on the way. */
  @Delete()
  @Endpoint({
    permission: 'suppression:write',
    summary: 'Lift whatever keeps a person from being messaged: in the category named, in every one where none is',
    body: LiftSuppressionBody,
    answers: 'Answer',
    command: true,
    problems: ['not_found'],
  })
  lift(@Commanding() context: CommandContext, @Body() body: LiftSuppressionBody) {
    return this.commands.execute(new LiftSuppression(context, body));
  }
}
