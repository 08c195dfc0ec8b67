import type { Readable } from 'node:stream';
import { type Principal, sees } from '@arauto/access';
import { campaignBody, CampaignWatch, CLOCK, type Looked, type QueryContext } from '@arauto/application';
import type { Clock } from '@arauto/clock';
import type { Language } from '@arauto/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KeyCheck } from '../requests/key-check';
import { saidIn } from '../requests/language';
import { frame, HEARTBEAT, HEARTBEAT_MS, isPassing, PAUSE_MS, RETRY, sent, whenGone } from './server-sent-events';

/** How often it is asked whether a key still holds, looks. */
const LOOKS_A_KEY = 4;

/** One who follows: what changed since it read last, of each campaign the newest. */
interface Follower {
  readonly principal: Principal;
  readonly language: Language;
  position: string;
  readonly waiting: Map<string, string>;
}

/**
 * Summaries of campaigns that change, as server-sent events, of those that a key sees: first where the views stand, so that a list that is asked for
 * after that misses nothing, then what changed, of each campaign at most four times a second. All who follow share one look, and every summary is
 * written out once for each language that somebody reads.
 */
@Injectable()
export class CampaignListStreams {
  private readonly followers = new Set<Follower>();
  /** Settles with the next look; undefined while nobody follows. */
  private nextLook: Promise<void> | undefined;
  private begun: Promise<void> | undefined;
  /** Where the views stood at the last look. */
  private position = '';

  constructor(
    private readonly watch: CampaignWatch,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly keys: KeyCheck,
  ) {}

  /** @throws what keeps the store from answering, before anything is sent */
  async open(request: FastifyRequest, { principal, language = 'en' }: QueryContext): Promise<Readable> {
    const follower: Follower = { principal, language, position: '', waiting: new Map() };
    const gone = whenGone(request);
    this.followers.add(follower);
    try {
      this.begun ??= this.watch.begin().then((position) => void (this.position = position));
      await this.begun;
      follower.position = this.position;
    } catch (error) {
      this.leave(follower);
      throw error;
    }
    const frames = sent(this.frames(request, follower, gone.signal), gone);
    frames.once('close', () => this.leave(follower));
    return frames;
  }

  private async *frames(request: FastifyRequest, follower: Follower, signal: AbortSignal): AsyncGenerator<string> {
    const { waiting } = follower;
    yield RETRY + frame('begin', follower.position, JSON.stringify({ position: follower.position }));
    let spoke = this.clock.monotonic();
    for (let looks = 1; !signal.aborted; looks++) {
      await this.look();
      if (signal.aborted || (looks % LOOKS_A_KEY === 0 && !this.keys.stillValid(request))) return;
      const now = this.clock.monotonic();
      if (waiting.size > 0) {
        const items = [...waiting.values()].join();
        waiting.clear();
        spoke = now;
        yield frame('changed', follower.position, `{"items":[${items}]}`);
      } else if (now - spoke >= HEARTBEAT_MS) {
        spoke = now;
        yield HEARTBEAT;
      }
    }
  }

  /** The look that all who follow wait for. */
  private look(): Promise<void> {
    this.nextLook ??= this.clock.sleep(PAUSE_MS).then(async () => {
      try {
        if (this.followers.size > 0) this.tell(await this.watch.look());
      } catch (error) {
        // The next quarter of a second finds what this one would have.
        if (!isPassing(error)) throw error;
      } finally {
        this.nextLook = undefined;
      }
    });
    return this.nextLook;
  }

  private tell({ position, changed }: Looked): void {
    this.position = position;
    const written = new Map<Language, readonly string[]>();
    for (const follower of this.followers) {
      const { principal, language, waiting } = follower;
      const texts =
        written.get(language) ?? changed.map((campaign) => JSON.stringify(saidIn(campaignBody, campaign, language)));
      written.set(language, texts);
      follower.position = position;
      changed.forEach(({ id, subaccountId }, n) => {
        if (sees(principal, subaccountId)) waiting.set(id, texts[n]!);
      });
    }
  }

  private leave(follower: Follower): void {
    this.followers.delete(follower);
    if (this.followers.size === 0) this.begun = undefined;
  }
}
