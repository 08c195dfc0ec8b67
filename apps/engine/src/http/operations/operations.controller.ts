import { seesEverything } from '@arauto/access';
import {
  AfterQuery,
  type CommandContext,
  GetVerification,
  type QueryContext,
  Verify,
  VerifyBody,
} from '@arauto/application';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ENGINE_STATUS, type EngineStatus, projection, system } from '../dependencies';
import { notFound } from '../problems/problem';
import { Asking, Commanding } from '../requests/contexts';
import { Endpoint } from '../requests/endpoint';
import { withoutInside } from './without-inside';

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
    query: AfterQuery,
    answers: { pageOf: projection },
  })
  async projections(@Asking() { principal }: QueryContext) {
    const { projections } = await this.status.readiness();
    const items = seesEverything(principal) ? projections : projections.map(withoutInside);
    return { items, nextCursor: null };
  }

  @Get('system')
  @Endpoint({
    permission: 'projection:read',
    wholeInstallation: true,
    summary: 'Say what runs here: versions, stores, disk, since when',
    answers: system,
  })
  system() {
    return this.status.system();
  }

  /** The views of a group lie in one file, so its neighbours are filled anew with it. */
  @Post('projections/:name/rebuild')
  @Endpoint({
    permission: 'projection:rebuild',
    wholeInstallation: true,
    summary: 'Fill a view anew from the log, beside the one that is read until then',
    status: 202,
    answers: projection,
    isCommand: true,
    problems: ['not_found'],
  })
  async rebuild(@Param('name') name: string) {
    const rebuilt = await this.status.rebuild(name);
    if (!rebuilt) throw notFound('There is no such projection.');
    return rebuilt;
  }

  @Post('verify')
  @Endpoint({
    useCase: Verify,
    summary: 'Recount from the log and compare with the views, as a job',
    status: 202,
    bodyOptional: true,
  })
  verify(@Commanding() context: CommandContext, @Body() body: VerifyBody) {
    return this.commands.execute(new Verify(context, body));
  }

  @Get('verify/:id')
  @Endpoint({
    useCase: GetVerification,
    summary: 'Show a recount and what it found',
  })
  verification(@Asking() context: QueryContext, @Param('id') id: string) {
    return this.queries.execute(new GetVerification(context, { id }));
  }
}
