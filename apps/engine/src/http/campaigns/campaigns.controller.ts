import {
  type CommandContext,
  CreateCampaign,
  CreateCampaignBody,
  EditCampaign,
  EditCampaignBody,
  GetCampaign,
  GetSeries,
  GetTimeline,
  ListCampaigns,
  ListCampaignsQuery,
  ListUploads,
  PageQuery,
  PreflightCampaign,
  PreflightQuery,
  type QueryContext,
  SeriesQuery,
} from '@arauto/application';
import { Body, Controller, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { CampaignListStreams } from './campaign-list-streams';
import { CampaignStreams } from './campaign-streams';

@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly streams: CampaignStreams,
    private readonly listStreams: CampaignListStreams,
  ) {}

  @Post()
  @Endpoint({
    useCase: CreateCampaign,
    summary: 'Create a campaign as a draft',
    status: 201,
  })
  create(@Commanding() context: CommandContext, @Body() body: CreateCampaignBody) {
    return this.commands.execute(new CreateCampaign(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListCampaigns,
    summary: 'List campaigns with their counters',
  })
  list(@Asking() context: QueryContext, @Query() query: ListCampaignsQuery) {
    return this.queries.execute(new ListCampaigns(context, query));
  }

  @Get('stream')
  @Endpoint({
    permission: 'campaign:read',
    summary: 'Follow the summaries of campaigns that change as server-sent events, of each at most 4 a second',
    mediaType: 'text/event-stream',
  })
  async follow(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asking() context: QueryContext,
  ) {
    const frames = await this.listStreams.open(request, context);
    void reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
    return frames;
  }

  @Get(':id')
  @Endpoint({
    useCase: GetCampaign,
    summary: 'Show a campaign: status, counters, progress, errors by cause, why it waits',
    etag: true,
  })
  get(@Asking() context: QueryContext, @Param('id') campaignId: string) {
    return this.queries.execute(new GetCampaign(context, { campaignId }));
  }

  @Patch(':id')
  @Endpoint({
    useCase: EditCampaign,
    summary: 'Edit a campaign; while paused only pace and retryPolicy',
    etag: true,
  })
  edit(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: EditCampaignBody) {
    return this.commands.execute(new EditCampaign(context, { ...body, campaignId }));
  }

  @Get(':id/preflight')
  @Endpoint({
    useCase: PreflightCampaign,
    summary: 'Say what would happen if it were started now, resumed or canceled',
  })
  preflight(@Asking() context: QueryContext, @Param('id') campaignId: string, @Query() query: PreflightQuery) {
    return this.queries.execute(new PreflightCampaign(context, { ...query, campaignId }));
  }

  @Get(':id/timeline')
  @Endpoint({
    useCase: GetTimeline,
    summary: 'List what happened to the campaign: when, who, why',
  })
  timeline(@Asking() context: QueryContext, @Param('id') campaignId: string, @Query() query: PageQuery) {
    return this.queries.execute(new GetTimeline(context, { ...query, campaignId }));
  }

  @Get(':id/uploads')
  @Endpoint({
    useCase: ListUploads,
    summary: 'List the contact files of a campaign, the newest first',
  })
  uploads(@Asking() context: QueryContext, @Param('id') campaignId: string, @Query() query: PageQuery) {
    return this.queries.execute(new ListUploads(context, { ...query, campaignId }));
  }

  @Get(':id/series')
  @Endpoint({
    useCase: GetSeries,
    summary: 'Show how many messages were accepted, sent, delivered and read, and how many failed, over time',
  })
  series(@Asking() context: QueryContext, @Param('id') campaignId: string, @Query() query: SeriesQuery) {
    return this.queries.execute(new GetSeries(context, { ...query, campaignId }));
  }

  @Get(':id/stream')
  @Endpoint({
    useCase: GetCampaign,
    summary: 'Follow the summary as server-sent events, at most 4 a second',
    mediaType: 'text/event-stream',
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
