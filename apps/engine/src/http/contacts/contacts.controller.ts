import {
  AfterQuery,
  AssumeOutcome,
  AssumeOutcomeBody,
  type CommandContext,
  GetContact,
  GetContactHistory,
  ListContacts,
  ListContactsQuery,
  PageQuery,
  type QueryContext,
  RemoveContact,
} from '@arauto/application';
import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';

@Controller('v1/campaigns/:id/contacts')
export class ContactsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Get()
  @Endpoint({
    permission: 'contact:read',
    summary: 'List the contacts of a campaign',
    query: ListContactsQuery,
    answers: { pageOf: 'Contact' },
    problems: ['not_found'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Asking() context: QueryContext,
    @Param('id') campaignId: string,
    @Query() query: ListContactsQuery,
  ) {
    const input = { ...this.pages.input(request, query), campaignId };
    return this.pages.answer(request, await this.queries.execute(new ListContacts(context, input)));
  }

  @Get(':contactId')
  @Endpoint({
    permission: 'contact:read',
    summary: 'Show a contact',
    query: AfterQuery,
    answers: 'Contact',
    etag: true,
    problems: ['not_found'],
  })
  get(@Asking() context: QueryContext, @Param('id') campaignId: string, @Param('contactId') contactId: string) {
    return this.queries.execute(new GetContact(context, { campaignId, contactId }));
  }

  @Delete(':contactId')
  @Endpoint({
    permission: 'contact:remove',
    summary: 'Take a contact out of the audience',
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status', 'contact_in_progress'],
  })
  remove(
    @Commanding() context: CommandContext,
    @Param('id') campaignId: string,
    @Param('contactId') contactId: string,
  ) {
    return this.commands.execute(new RemoveContact(context, { campaignId, contactId }));
  }

  @Get(':contactId/history')
  @Endpoint({
    permission: 'contact:history',
    summary: 'List everything that happened to a contact, event by event',
    query: PageQuery,
    answers: { pageOf: 'Event' },
    problems: ['not_found'],
  })
  async history(
    @Req() request: FastifyRequest,
    @Asking() context: QueryContext,
    @Param('id') campaignId: string,
    @Param('contactId') contactId: string,
    @Query() query: PageQuery,
  ) {
    const input = { ...this.pages.input(request, query), campaignId, contactId };
    return this.pages.answer(request, await this.queries.execute(new GetContactHistory(context, input)));
  }

  @Post(':contactId/assume')
  @Endpoint({
    permission: 'contact:assume',
    summary: 'Decide an unknown outcome; it is never sent again',
    body: AssumeOutcomeBody,
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status'],
  })
  assume(
    @Commanding() context: CommandContext,
    @Param('id') campaignId: string,
    @Param('contactId') contactId: string,
    @Body() body: AssumeOutcomeBody,
  ) {
    return this.commands.execute(new AssumeOutcome(context, { ...body, campaignId, contactId }));
  }
}
