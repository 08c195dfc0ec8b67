import { shapes } from '@arauto/application/fields';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DUTIES } from '../../../../../config/keys';
import { ENGINE_STATUS, type EngineStatus, projection, storeCondition, subscription } from '../dependencies';
import { Endpoint } from '../requests/endpoint';
import { withoutInside } from './without-inside';

const { list, named, object, oneOf, refTo, sentence } = shapes;

const live = named('Live', object({ status: oneOf(['live']) }));

const readiness = named(
  'Readiness',
  object({
    status: oneOf(['ready', 'not_ready']),
    /** What this process does. */
    duties: list(oneOf(DUTIES)),
    waitingFor: list(sentence),
    warnings: list(sentence),
    stores: list(storeCondition),
    projections: list(refTo(projection)),
    subscriptions: list(subscription),
  }),
);

@Controller('health')
export class HealthController {
  constructor(@Inject(ENGINE_STATUS) private readonly status: EngineStatus) {}

  @Get('live')
  @Endpoint({ permission: 'public', summary: 'Say that the process answers', answers: live })
  live() {
    return { status: 'live' };
  }

  /** 503 until commands, queries and webhooks are served and the views have what the log had at start, and while a store is away. */
  @Get('ready')
  @Endpoint({ permission: 'public', summary: 'Say whether the engine serves everything', answers: readiness })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { ready, projections, ...details } = await this.status.readiness();
    if (!ready) void reply.code(503).header('retry-after', '1');
    return { status: ready ? 'ready' : 'not_ready', ...details, projections: projections.map(withoutInside) };
  }
}
