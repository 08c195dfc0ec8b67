import type { Readable } from 'node:stream';
import { CLOCK, GetCampaign, type QueryContext, VIEWS, type Views } from '@arauto/application';
import type { Clock } from '@arauto/clock';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { KeyCheck } from '../requests/key-check';
import { frame, HEARTBEAT, HEARTBEAT_MS, isPassing, PAUSE_MS, RETRY, sent, whenGone } from './server-sent-events';

interface Summary {
  readonly position: string;
  readonly json: string;
}

/**
 * Campaign summaries as server-sent events: a snapshot first, then one whenever something changed. A client that reads slowly
 * gets the newest, not every one. All who follow a campaign share one query per quarter second.
 */
@Injectable()
export class CampaignStreams {
  private readonly recent = new Map<string, { at: number; summary: Promise<Summary> }>();

  constructor(
    private readonly queries: QueryBus,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly keys: KeyCheck,
  ) {}

  /** @throws what the query refuses, before anything is sent */
  async open(request: FastifyRequest, context: QueryContext, campaignId: string): Promise<Readable> {
    const first = await this.read(context, campaignId);
    const gone = whenGone(request);
    return sent(this.frames(request, { principal: context.principal }, campaignId, first, gone.signal), gone);
  }

  private async *frames(
    request: FastifyRequest,
    context: QueryContext,
    campaignId: string,
    first: Summary,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    yield RETRY + frameOf(first);
    let shown = first.json;
    let spoke = this.clock.monotonic();
    for (;;) {
      await this.clock.sleep(PAUSE_MS, signal);
      if (signal.aborted || !this.keys.stillValid(request)) return;
      const summary = await this.shared(context, campaignId);
      const now = this.clock.monotonic();
      if (summary && summary.json !== shown) {
        shown = summary.json;
        spoke = now;
        yield frameOf(summary);
      } else if (now - spoke >= HEARTBEAT_MS) {
        spoke = now;
        yield HEARTBEAT;
      }
    }
  }

  /** Undefined while the store cannot answer, or its views are being made: the next quarter second may. */
  private async shared(context: QueryContext, campaignId: string): Promise<Summary | undefined> {
    const now = this.clock.monotonic();
    const known = this.recent.get(campaignId);
    const summary = known && now - known.at < PAUSE_MS ? known.summary : this.read(context, campaignId);
    if (summary !== known?.summary) {
      this.forget(now);
      this.recent.set(campaignId, { at: now, summary });
    }
    try {
      return await summary;
    } catch (error) {
      if (isPassing(error)) return undefined;
      throw error;
    }
  }

  private forget(now: number): void {
    for (const [campaignId, { at }] of this.recent) if (now - at >= PAUSE_MS) this.recent.delete(campaignId);
  }

  /** The position is read first: what is shown is at least as new as it says. */
  private async read(context: QueryContext, campaignId: string): Promise<Summary> {
    const position = await this.views.operational.position('operational');
    const campaign = await this.queries.execute(new GetCampaign(context, { campaignId }));
    return { position, json: JSON.stringify(campaign) };
  }
}

function frameOf({ position, json }: Summary): string {
  return frame('summary', position, json);
}
