import type { Readable } from 'node:stream';
import {
  type CampaignDetails,
  campaignDetails,
  CLOCK,
  GetCampaign,
  type QueryContext,
  VIEWS,
  type Views,
} from '@arauto/application';
import type { Clock } from '@arauto/clock';
import type { Language } from '@arauto/domain';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { KeyCheck } from '../requests/key-check';
import { saidIn } from '../requests/language';
import { frame, HEARTBEAT, HEARTBEAT_MS, isPassing, PAUSE_MS, RETRY, sent, whenGone } from './server-sent-events';

/** Written out once for all who read it in a language. */
class Summary {
  private readonly written = new Map<Language, string>();

  constructor(
    readonly position: string,
    private readonly campaign: CampaignDetails,
  ) {}

  jsonIn(language: Language): string {
    let json = this.written.get(language);
    if (json === undefined) {
      json = JSON.stringify(saidIn(campaignDetails, this.campaign, language));
      this.written.set(language, json);
    }
    return json;
  }
}

/**
 * Campaign summaries as server-sent events: a snapshot first, then one whenever something changed. A client that reads slowly
 * gets the newest, not every one. All who follow a campaign share one query per quarter second, in whatever language they read it.
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
    const { principal, language } = context;
    return sent(this.frames(request, { principal, language }, campaignId, first, gone.signal), gone);
  }

  private async *frames(
    request: FastifyRequest,
    context: QueryContext,
    campaignId: string,
    first: Summary,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const { language = 'en' } = context;
    let shown = first.jsonIn(language);
    yield RETRY + frame('summary', first.position, shown);
    let spoke = this.clock.monotonic();
    for (;;) {
      await this.clock.sleep(PAUSE_MS, signal);
      if (signal.aborted || !this.keys.stillValid(request)) return;
      const summary = await this.shared(context, campaignId);
      const now = this.clock.monotonic();
      const json = summary?.jsonIn(language);
      if (summary && json !== undefined && json !== shown) {
        shown = json;
        spoke = now;
        yield frame('summary', summary.position, json);
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
    return new Summary(position, campaign);
  }
}
