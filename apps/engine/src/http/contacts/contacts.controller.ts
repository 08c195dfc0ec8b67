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
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/campaigns/:id/contacts')
export class ContactsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Endpoint({
    useCase: ListContacts,
    summary: 'List the contacts of a campaign',
  })
  list(@Asking() context: QueryContext, @Param('id') campaignId: string, @Query() query: ListContactsQuery) {
    return this.queries.execute(new ListContacts(context, { ...query, campaignId }));
  }

  @Get(':contactId')
  @Endpoint({
    useCase: GetContact,
    summary: 'Show a contact',
    etag: true,
  })
  get(@Asking() context: QueryContext, @Param('id') campaignId: string, @Param('contactId') contactId: string) {
    return this.queries.execute(new GetContact(context, { campaignId, contactId }));
  }

  @Delete(':contactId')
  @Endpoint({
    useCase: RemoveContact,
    summary: 'Take a contact out of the audience',
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
  })
  history(
    @Asking() context: QueryContext,
    @Param('id') campaignId: string,
    @Param('contactId') contactId: string,
    @Query() query: PageQuery,
  ) {
    return this.queries.execute(new GetContactHistory(context, { ...query, campaignId, contactId }));
  }

  @Post(':contactId/assume')
  @Endpoint({
    useCase: AssumeOutcome,
    summary: 'Decide an unknown outcome; it is never sent again',
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
