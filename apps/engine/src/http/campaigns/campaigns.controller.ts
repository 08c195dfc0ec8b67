import {
  AfterQuery,
  type CommandContext,
  CreateCampaign,
  CreateCampaignBody,
  EditCampaign,
  EditCampaignBody,
  GetCampaign,
  GetTimeline,
  ListCampaigns,
  ListCampaignsQuery,
  PageQuery,
  PreflightCampaign,
  type QueryContext,
} from '@arauto/application';
import { Body, Controller, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { Pages } from '../requests/pages';
import { CampaignStreams } from './campaign-streams';

@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly pages: Pages,
    private readonly streams: CampaignStreams,
  ) {}

  @Post()
  @Endpoint({
    permission: 'campaign:create',
    summary: 'Create a campaign as a draft',
    status: 201,
    body: CreateCampaignBody,
    answers: 'Answer',
    command: true,
    problems: ['not_found'],
  })
  create(@Commanding() context: CommandContext, @Body() body: CreateCampaignBody) {
    return this.commands.execute(new CreateCampaign(context, body));
  }

  @Get()
  @Endpoint({
    permission: 'campaign:read',
    summary: 'List campaigns with their counters',
    query: ListCampaignsQuery,
    answers: { pageOf: 'Campaign' },
    problems: ['not_found'],
  })
  async list(@Req() request: FastifyRequest, @Asking() context: QueryContext, @Query() query: ListCampaignsQuery) {
    const page = await this.queries.execute(new ListCampaigns(context, this.pages.input(request, query)));
    return this.pages.answer(request, page);
  }

  @Get(':id')
  @Endpoint({
    permission: 'campaign:read',
    summary: 'Show a campaign: status, counters, progress, errors by cause, why it waits',
    query: AfterQuery,
    answers: 'CampaignDetails',
    etag: true,
    problems: ['not_found'],
  })
  get(@Asking() context: QueryContext, @Param('id') campaignId: string) {
    return this.queries.execute(new GetCampaign(context, { campaignId }));
  }

  @Patch(':id')
  @Endpoint({
    permission: 'campaign:edit',
    summary: 'Edit a campaign; while paused only pace and retryPolicy',
    body: EditCampaignBody,
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status'],
  })
  edit(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: EditCampaignBody) {
    return this.commands.execute(new EditCampaign(context, { ...body, campaignId }));
  }

  @Get(':id/preflight')
  @Endpoint({
    permission: 'campaign:preflight',
    summary: 'Say what would happen if it were started now',
    query: AfterQuery,
    answers: 'Preflight',
    problems: ['not_found'],
  })
  preflight(@Asking() context: QueryContext, @Param('id') campaignId: string) {
    return this.queries.execute(new PreflightCampaign(context, { campaignId }));
  }

  @Get(':id/timeline')
  @Endpoint({
    permission: 'campaign:timeline',
    summary: 'List what happened to the campaign: when, who, why',
    query: PageQuery,
    answers: { pageOf: 'TimelineItem' },
    problems: ['not_found'],
  })
  async timeline(
    @Req() request: FastifyRequest,
    @Asking() context: QueryContext,
    @Param('id') campaignId: string,
    @Query() query: PageQuery,
  ) {
    const input = { ...this.pages.input(request, query), campaignId };
    return this.pages.answer(request, await this.queries.execute(new GetTimeline(context, input)));
  }

  @Get(':id/stream')
  @Endpoint({
    permission: 'campaign:read',
    summary: 'Follow the summary as server-sent events, at most 4 a second',
    query: AfterQuery,
    answers: { mediaType: 'text/event-stream' },
    problems: ['not_found'],
  })
  async stream(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
    @Param('id') campaignId: string,
  ) {
    const frames = await this.streams.open(request, context, campaignId);
    void reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
    return frames;
  }
}
