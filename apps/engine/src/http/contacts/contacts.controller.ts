import {
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
    useCase: ListContacts,
    summary: 'List the contacts of a campaign',
    answers: { pageOf: 'Contact' },
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
    useCase: GetContact,
    summary: 'Show a contact',
    answers: 'Contact',
    etag: true,
  })
  get(@Asking() context: QueryContext, @Param('id') campaignId: string, @Param('contactId') contactId: string) {
    return this.queries.execute(new GetContact(context, { campaignId, contactId }));
  }

  @Delete(':contactId')
  @Endpoint({
    useCase: RemoveContact,
    summary: 'Take a contact out of the audience',
    answers: 'Answer',
    etag: true,
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
    useCase: GetContactHistory,
    summary: 'List everything that happened to a contact, event by event',
    answers: { pageOf: 'Event' },
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
    useCase: AssumeOutcome,
    summary: 'Decide an unknown outcome; it is never sent again',
    answers: 'Answer',
    etag: true,
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
