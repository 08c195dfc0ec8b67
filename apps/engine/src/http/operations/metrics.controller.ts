import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ENGINE_STATUS, type EngineStatus } from '../dependencies';
import { Endpoint } from '../requests/endpoint';

/** The text format of Prometheus (exposition format 0.0.4). No label holds anything of a person. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(ENGINE_STATUS) private readonly status: EngineStatus) {}

  @Get()
  @Endpoint({
    permission: 'metrics:read',
    wholeInstallation: true,
    summary: 'Measures for Prometheus',
    mediaType: 'text/plain',
  })
  async metrics(@Res({ passthrough: true }) reply: FastifyReply) {
    const { openAttempts, unmatched, foreign, lag } = await this.status.measures();
    const { heapUsed, rss } = process.memoryUsage();
    void reply.type('text/plain; version=0.0.4; charset=utf-8');
    return [
      gauge('arauto_open_attempts', 'Attempts without outcome', [['', openAttempts]]),
      gauge(
        'arauto_unmatched_webhook_elements',
        'Webhook elements not matched to a contact',
        unmatched === null ? [] : [['', unmatched]],
      ),
      gauge(
        'arauto_foreign_webhook_elements',
        'Webhook elements since the start for a number or account that is not registered',
        [...foreign].map(([sender, elements]) => [`{sender="${sender}"}`, elements]),
      ),
      gauge(
        'arauto_projection_lag_events',
        'Events of the log not yet in the views',
        Object.entries(lag).map(([group, events]) => [`{group="${group}"}`, events]),
      ),
      gauge('process_resident_memory_bytes', 'Resident memory', [['', rss]]),
      gauge('nodejs_heap_used_bytes', 'Heap in use', [['', heapUsed]]),
    ].join('');
  }
}

function gauge(name: string, help: string, values: readonly (readonly [labels: string, value: number])[]): string {
  const lines = values.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}
