import {
  AfterQuery,
  type CommandContext,
  GetTemplate,
  ListTemplates,
  type QueryContext,
  RegisterTemplate,
  RegisterTemplateBody,
  SubaccountPageQuery,
  SyncTemplates,
  SyncTemplatesBody,
} from '@arauto/application';
import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';

@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: Pages,
  ) {}

  @Post()
  @Endpoint({
    permission: 'template:write',
    summary: 'Register a template that the platform knows',
    status: 201,
    body: RegisterTemplateBody,
    answers: 'Answer',
    command: true,
    problems: ['not_found', 'already_exists'],
  })
  register(@Commanding() context: CommandContext, @Body() body: RegisterTemplateBody) {
    return this.commands.execute(new RegisterTemplate(context, body));
  }

  @Post('sync')
  @Endpoint({
    permission: 'template:sync',
    summary: 'Ask the platform for its templates and their status',
    body: SyncTemplatesBody,
    bodyOptional: true,
    answers: 'TemplatesSynced',
    command: true,
    problems: ['not_found'],
  })
  sync(@Commanding() context: CommandContext, @Body() body: SyncTemplatesBody) {
    return this.commands.execute(new SyncTemplates(context, body));
  }

  @Get()
  @Endpoint({
    permission: 'template:read',
    summary: 'List templates',
    query: SubaccountPageQuery,
    answers: { pageOf: 'Template' },
    problems: ['not_found'],
  })
  async list(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: SubaccountPageQuery) {
    const page = await this.queries.execute(new ListTemplates(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  @Get(':id')
  @Endpoint({
    permission: 'template:read',
    summary: 'Show a template',
    query: AfterQuery,
    answers: 'Template',
    etag: true,
    problems: ['not_found'],
  })
  get(@Asking() context: QueryContext, @Param('id') templateId: string) {
    return this.queries.execute(new GetTemplate(context, { templateId }));
  }
}
