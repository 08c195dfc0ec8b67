import {
  AfterQuery,
  type CommandContext,
  EditSender,
  EditSenderBody,
  GetSender,
  ListSenders,
  PauseSender,
  PauseSenderBody,
  type QueryContext,
  RegisterSender,
  RegisterSenderBody,
  ResumeSender,
  SubaccountPageQuery,
} from '@arauto/application';
import { Body, Controller, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';

@Controller('v1/senders')
export class SendersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Post()
  @Endpoint({
    permission: 'sender:write',
    summary: 'Register a business number',
    status: 201,
    body: RegisterSenderBody,
    answers: 'Answer',
    command: true,
    problems: ['not_found', 'already_registered'],
  })
  register(@Commanding() context: CommandContext, @Body() body: RegisterSenderBody) {
    return this.commands.execute(new RegisterSender(context, body));
  }

  @Get()
  @Endpoint({
    permission: 'sender:read',
    summary: 'List business numbers',
    query: SubaccountPageQuery,
    answers: { pageOf: 'Sender' },
    problems: ['not_found'],
  })
  async list(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: SubaccountPageQuery) {
    const page = await this.queries.execute(new ListSenders(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  @Get(':id')
  @Endpoint({
    permission: 'sender:read',
    summary: 'Show a business number, without its credentials',
    query: AfterQuery,
    answers: 'Sender',
    etag: true,
    problems: ['not_found'],
  })
  get(@Asking() context: QueryContext, @Param('id') senderId: string) {
    return this.queries.execute(new GetSender(context, { senderId }));
  }

  @Patch(':id')
  @Endpoint({
    permission: 'sender:write',
    summary: 'Edit a business number',
    body: EditSenderBody,
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'already_registered'],
  })
  edit(@Commanding() context: CommandContext, @Param('id') senderId: string, @Body() body: EditSenderBody) {
    return this.commands.execute(new EditSender(context, { ...body, senderId }));
  }

  @Post(':id/pause')
  @Endpoint({
    permission: 'sender:write',
    summary: 'Send nothing from a number until it is resumed',
    body: PauseSenderBody,
    bodyOptional: true,
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found'],
  })
  pause(@Commanding() context: CommandContext, @Param('id') senderId: string, @Body() body: PauseSenderBody) {
    return this.commands.execute(new PauseSender(context, { ...body, senderId }));
  }

  @Post(':id/resume')
  @Endpoint({
    permission: 'sender:write',
    summary: 'Send from a paused number again',
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found'],
  })
  resume(@Commanding() context: CommandContext, @Param('id') senderId: string) {
    return this.commands.execute(new ResumeSender(context, { senderId }));
  }
}
