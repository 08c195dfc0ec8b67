import {
  type CommandContext,
  EditSender,
  EditSenderBody,
  GetSender,
  ListSenders,
  PauseSender,
  PauseSenderBody,
  PlanWarmUp,
  PlanWarmUpBody,
  type QueryContext,
  RegisterSender,
  RegisterSenderBody,
  ResumeSender,
  SubaccountPageQuery,
} from '@arauto/application';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

@Controller('v1/senders')
export class SendersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Endpoint({
    useCase: RegisterSender,
    summary: 'Register a business number',
    status: 201,
  })
  register(@Commanding() context: CommandContext, @Body() body: RegisterSenderBody) {
    return this.commands.execute(new RegisterSender(context, body));
  }

  @Get()
  @Endpoint({
    useCase: ListSenders,
    summary: 'List business numbers',
  })
  list(@Asking() context: QueryContext, @Query() query: SubaccountPageQuery) {
    return this.queries.execute(new ListSenders(context, query));
  }

  @Get(':id')
  @Endpoint({
    useCase: GetSender,
    summary: 'Show a business number, without its credentials',
    etag: true,
  })
  get(@Asking() context: QueryContext, @Param('id') senderId: string) {
    return this.queries.execute(new GetSender(context, { senderId }));
  }

  @Patch(':id')
  @Endpoint({
    useCase: EditSender,
    summary: 'Edit a business number',
    etag: true,
  })
  edit(@Commanding() context: CommandContext, @Param('id') senderId: string, @Body() body: EditSenderBody) {
    return this.commands.execute(new EditSender(context, { ...body, senderId }));
  }

  @Post(':id/pause')
  @Endpoint({
    useCase: PauseSender,
    summary: 'Send nothing from a number until it is resumed',
    bodyOptional: true,
    etag: true,
  })
  pause(@Commanding() context: CommandContext, @Param('id') senderId: string, @Body() body: PauseSenderBody) {
    return this.commands.execute(new PauseSender(context, { ...body, senderId }));
  }

  @Post(':id/resume')
  @Endpoint({
    useCase: ResumeSender,
    summary: 'Send from a paused number again',
    etag: true,
  })
  resume(@Commanding() context: CommandContext, @Param('id') senderId: string) {
    return this.commands.execute(new ResumeSender(context, { senderId }));
  }

  @Post(':id/warm-up')
  @Endpoint({
    useCase: PlanWarmUp,
    summary: 'Plan to how many people a new number writes, day by day, or end the plan',
    etag: true,
  })
  warmUp(@Commanding() context: CommandContext, @Param('id') senderId: string, @Body() body: PlanWarmUpBody) {
    return this.commands.execute(new PlanWarmUp(context, { ...body, senderId }));
  }
}
