import {
  CancelCampaign,
  type CommandContext,
  DuplicateCampaign,
  DuplicateCampaignBody,
  PauseCampaign,
  PauseCampaignBody,
  ResumeCampaign,
  RetryFailedBody,
  RetryFailedCampaign,
  ScheduleCampaign,
  ScheduleCampaignBody,
  SendTestMessage,
  StartCampaign,
  StartCampaignBody,
  TestMessageBody,
  UnscheduleCampaign,
} from '@arauto/application';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

/** What is done to a campaign, as sub-resources of it. */
@Controller('v1/campaigns/:id')
export class CampaignCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('schedule')
  @Endpoint({
    permission: 'campaign:schedule',
    summary: 'Start it by itself at a local time',
    body: ScheduleCampaignBody,
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status'],
  })
  schedule(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: ScheduleCampaignBody) {
    return this.commands.execute(new ScheduleCampaign(context, { ...body, campaignId }));
  }

  @Post('unschedule')
  @Endpoint({
    permission: 'campaign:schedule',
    summary: 'Make a scheduled campaign a draft again',
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status'],
  })
  unschedule(@Commanding() context: CommandContext, @Param('id') campaignId: string) {
    return this.commands.execute(new UnscheduleCampaign(context, { campaignId }));
  }

  @Post('start')
  @Endpoint({
    permission: 'campaign:start',
    summary: 'Start sending',
    body: StartCampaignBody,
    bodyOptional: true,
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status', 'upload_open', 'preflight_failed'],
  })
  start(@Commanding() context: CommandContext, @Param('id') campaignId: string) {
    return this.commands.execute(new StartCampaign(context, { campaignId }));
  }

  @Post('pause')
  @Endpoint({
    permission: 'campaign:pause',
    summary: 'Pause sending; answers when the gate is closed, with the calls still unanswered',
    body: PauseCampaignBody,
    bodyOptional: true,
    answers: 'CampaignPaused',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status'],
  })
  pause(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: PauseCampaignBody) {
    return this.commands.execute(new PauseCampaign(context, { ...body, campaignId }));
  }

  @Post('resume')
  @Endpoint({
    permission: 'campaign:resume',
    summary: 'Go on sending',
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status', 'upload_open'],
  })
  resume(@Commanding() context: CommandContext, @Param('id') campaignId: string) {
    return this.commands.execute(new ResumeCampaign(context, { campaignId }));
  }

  @Post('cancel')
  @Endpoint({
    permission: 'campaign:cancel',
    summary: 'End it: nothing more is sent',
    answers: 'Answer',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status'],
  })
  cancel(@Commanding() context: CommandContext, @Param('id') campaignId: string) {
    return this.commands.execute(new CancelCampaign(context, { campaignId }));
  }

  @Post('duplicate')
  @Endpoint({
    permission: 'campaign:duplicate',
    summary: 'Make a draft with the same settings',
    status: 201,
    body: DuplicateCampaignBody,
    bodyOptional: true,
    answers: 'Answer',
    command: true,
    problems: ['not_found'],
  })
  duplicate(
    @Commanding() context: CommandContext,
    @Param('id') campaignId: string,
    @Body() body: DuplicateCampaignBody,
  ) {
    return this.commands.execute(new DuplicateCampaign(context, { ...body, campaignId }));
  }

  @Post('retry-failed')
  @Endpoint({
    permission: 'campaign:duplicate',
    summary: 'Make a linked draft with the contacts that failed, were not sent or did not read',
    status: 201,
    body: RetryFailedBody,
    bodyOptional: true,
    answers: 'Answer',
    command: true,
    problems: ['not_found', 'wrong_status'],
  })
  retryFailed(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: RetryFailedBody) {
    return this.commands.execute(new RetryFailedCampaign(context, { ...body, campaignId }));
  }

  @Post('test')
  @Endpoint({
    permission: 'campaign:test',
    summary: 'Send the message to one phone, outside audience and counters',
    body: TestMessageBody,
    answers: 'TestMessage',
    command: true,
    etag: true,
    problems: ['not_found', 'wrong_status', 'preflight_failed'],
  })
  test(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: TestMessageBody) {
    return this.commands.execute(new SendTestMessage(context, { ...body, campaignId }));
  }
}
