import {
  type CommandContext,
  GetTemplate,
  GetTemplateHistory,
  ListTemplates,
  PageQuery,
  PreviewTemplate,
  PreviewTemplateBody,
  type QueryContext,
  RegisterTemplate,
  RegisterTemplateBody,
  SubaccountPageQuery,
  SyncTemplates,
  SyncTemplatesBody,
} from '@arauto/application';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Endpoint({
    useCase: RegisterTemplate,
    summary: 'Register a template that the platform knows',
    status: 201,
  })
  register(@Commanding() context: CommandContext, @Body() body: RegisterTemplateBody) {
    return this.commands.execute(new RegisterTemplate(context, body));
  }

  @Post('sync')
  @Endpoint({
    useCase: SyncTemplates,
    summary: 'Ask the platform for its templates and their status',
    bodyOptional: true,
  })
  sync(@Commanding() context: CommandContext, @Body() body: SyncTemplatesBody) {
    return this.commands.execute(new SyncTemplates(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListTemplates,
    summary: 'List templates',
  })
  list(@Asking() context: QueryContext, @Query() query: SubaccountPageQuery) {
    return this.queries.execute(new ListTemplates(context, query));
  }

  @Get(':id')
  @Endpoint({
    useCase: GetTemplate,
    summary: 'Show a template',
    etag: true,
  })
  get(@Asking() context: QueryContext, @Param('id') templateId: string) {
    return this.queries.execute(new GetTemplate(context, { templateId }));
  }

  @Get(':id/history')
  @Endpoint({
    useCase: GetTemplateHistory,
    summary: 'List what was said of a template and done to it, event by event',
  })
  history(@Asking() context: QueryContext, @Param('id') templateId: string, @Query() query: PageQuery) {
    return this.queries.execute(new GetTemplateHistory(context, { ...query, templateId }));
  }

  @Post(':id/preview')
  @Endpoint({
    useCase: PreviewTemplate,
    summary: 'Show a template as a person would see it, with the values of a row',
    bodyOptional: true,
  })
  preview(@Asking() context: QueryContext, @Param('id') templateId: string, @Body() body: PreviewTemplateBody) {
    return this.queries.execute(new PreviewTemplate(context, { ...body, templateId }));
  }
}
