import {
  AssumeOutcomes,
  AssumeOutcomesBody,
  CancelCampaign,
  type CommandContext,
  DuplicateCampaign,
  DuplicateCampaignBody,
  NoteCampaign,
  NoteCampaignBody,
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
    useCase: ScheduleCampaign,
    summary: 'Start it by itself at a local time',
    etag: true,
  })
  schedule(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: ScheduleCampaignBody) {
    return this.commands.execute(new ScheduleCampaign(context, { ...body, campaignId }));
  }

  @Post('unschedule')
  @Endpoint({
    useCase: UnscheduleCampaign,
    summary: 'Make a scheduled campaign a draft again',
    etag: true,
  })
  unschedule(@Commanding() context: CommandContext, @Param('id') campaignId: string) {
    return this.commands.execute(new UnscheduleCampaign(context, { campaignId }));
  }

  @Post('start')
  @Endpoint({
    useCase: StartCampaign,
    summary: 'Start sending',
    bodyOptional: true,
    etag: true,
  })
  start(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: StartCampaignBody) {
    return this.commands.execute(new StartCampaign(context, { ...body, campaignId }));
  }

  @Post('pause')
  @Endpoint({
    useCase: PauseCampaign,
    summary: 'Pause sending; answers when the gate is closed, with the calls still unanswered',
    bodyOptional: true,
    etag: true,
    answersByTime: true,
  })
  pause(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: PauseCampaignBody) {
    return this.commands.execute(new PauseCampaign(context, { ...body, campaignId }));
  }

  @Post('resume')
  @Endpoint({
    useCase: ResumeCampaign,
    summary: 'Go on sending',
    etag: true,
  })
  resume(@Commanding() context: CommandContext, @Param('id') campaignId: string) {
    return this.commands.execute(new ResumeCampaign(context, { campaignId }));
  }

  @Post('cancel')
  @Endpoint({
    useCase: CancelCampaign,
    summary: 'End it: nothing more is sent',
    etag: true,
    answersByTime: true,
  })
  cancel(@Commanding() context: CommandContext, @Param('id') campaignId: string) {
    return this.commands.execute(new CancelCampaign(context, { campaignId }));
  }

  @Post('note')
  @Endpoint({
    useCase: NoteCampaign,
    summary: 'Write down what others should know of it, in every status',
    etag: true,
  })
  note(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: NoteCampaignBody) {
    return this.commands.execute(new NoteCampaign(context, { ...body, campaignId }));
  }

  @Post('assume')
  @Endpoint({
    useCase: AssumeOutcomes,
    summary: 'Decide unknown outcomes, many at once; nobody is sent to again',
  })
  assume(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: AssumeOutcomesBody) {
    return this.commands.execute(new AssumeOutcomes(context, { ...body, campaignId }));
  }

  @Post('duplicate')
  @Endpoint({
    useCase: DuplicateCampaign,
    summary: 'Make a draft with the same settings',
    status: 201,
    bodyOptional: true,
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
    useCase: RetryFailedCampaign,
    summary: 'Make a linked draft with the contacts that failed, were not sent or did not read',
    status: 201,
    bodyOptional: true,
  })
  retryFailed(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: RetryFailedBody) {
    return this.commands.execute(new RetryFailedCampaign(context, { ...body, campaignId }));
  }

  @Post('test')
  @Endpoint({
    useCase: SendTestMessage,
    summary: 'Send the message to one phone, outside audience and counters',
    etag: true,
  })
  test(@Commanding() context: CommandContext, @Param('id') campaignId: string, @Body() body: TestMessageBody) {
    return this.commands.execute(new SendTestMessage(context, { ...body, campaignId }));
  }
}
