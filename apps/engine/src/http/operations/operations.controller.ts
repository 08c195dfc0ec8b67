import { type CommandContext, GetVerification, type QueryContext, Verify } from '@arauto/application';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ENGINE_STATUS, type EngineStatus } from '../dependencies';
import { IdField } from '../fields/field';
import { AfterQuery } from '../fields/page.query';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';

export class VerifyBody {
  @IdField({ optional: true }) campaign?: string | undefined;
}

@Controller('v1')
export class OperationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(ENGINE_STATUS) private readonly status: EngineStatus,
  ) {}

  @Get('projections')
  @Endpoint({
    permission: 'projection:read',
    summary: 'Show where every projection stands',
    answers: { pageOf: 'Projection' },
  })
  async projections() {
    const { projections } = await this.status.readiness();
    return { items: projections, nextCursor: null };
  }

  @Post('verify')
  @Endpoint({
    permission: 'verification:run',
    summary: 'Recount from the log and compare with the views, as a job',
    status: 202,
    body: VerifyBody,
    bodyOptional: true,
    answers: 'Verification',
    command: true,
    problems: ['not_found'],
  })
  verify(@Commanding() context: CommandContext, @Body() body: VerifyBody) {
    return this.commands.execute(new Verify(context, body));
  }

  @Get('verify/:id')
  @Endpoint({
    permission: 'verification:run',
    summary: 'Show a recount and what it found',
    query: AfterQuery,
    answers: 'Verification',
    problems: ['not_found'],
  })
  verification(@Asking() context: QueryContext, @Param('id') id: string) {
    return this.queries.execute(new GetVerification(context, { id }));
  }
}
