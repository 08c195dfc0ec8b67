import { Readable } from 'node:stream';
import { CLOCK, GetCampaign, type QueryContext, VIEWS, type Views } from '@arauto/application';
import type { Clock } from '@arauto/clock';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem-of';
import { KeyCheck } from '../requests/key-check';

/** At most 4 summaries a second. */
export const PAUSE_MS = 250;
/** Proxies close what is silent for a minute, some for half of one. */
export const HEARTBEAT_MS = 15_000;

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
    const gone = new AbortController();
    request.raw.socket.once('close', () => gone.abort());
    const frames = Readable.from(
      this.frames(request, { principal: context.principal }, campaignId, first, gone.signal),
      {
        objectMode: false,
        highWaterMark: 1,
      },
    );
    frames.once('close', () => gone.abort());
    return frames;
  }

  private async *frames(
    request: FastifyRequest,
    context: QueryContext,
    campaignId: string,
    first: Summary,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    yield `retry: 1000\n\n${frameOf(first)}`;
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
        yield ': still here\n\n';
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
      const code = problemOf(error)?.code;
      if (code === 'store_unavailable' || code === 'views_catching_up') return undefined;
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
  return `event: summary\nid: ${position}\ndata: ${json}\n\n`;
}
