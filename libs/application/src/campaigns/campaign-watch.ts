import type { CampaignStatus } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import type { Cursor } from '@arauto/read-models';
import { campaignCountersView, campaignsView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { VIEWS } from '../tokens';
import type { Views } from '../views';
import type { CampaignBody } from './campaign.body';
import { type Counters, showCampaign } from './show-campaign';

/** What a look has found: campaigns that are not as they were, and the position that they are shown at, or after. */
export interface Looked {
  readonly position: Position;
  readonly changed: readonly CampaignBody[];
}

/** In these something happens by itself. */
const MOVING: readonly CampaignStatus[] = ['scheduled', 'sending', 'paused', 'canceling'];
/** Most of them, the newest, that are looked at every time. */
const MOST_MOVING = 500;
/** What is made is looked at first. */
const NEWEST = 20;
/** Of all others so many a look, in turn: late statuses of what has ended, and drafts that somebody edits. */
const IN_TURN = 50;
/** Who changed is looked at every time for so many looks more. */
const HOT_FOR = 240;
/** Older ones are not watched, unless something happens in them by itself. */
const MOST = 10_000;

/**
 * Which campaigns change? Asked again and again for all who follow the list, so that it costs the same for one as for hundreds: some dozens of
 * documents a look while anything changes, and nothing but a position while nothing does.
 */
@Injectable()
export class CampaignWatch {
  /** What was seen of each, in brief. */
  private readonly known = new Map<string, string>();
  /** Until which look each that changed is looked at. */
  private readonly hot = new Map<string, number>();
  private moving: readonly string[] = [];
  private looks = 0;
  private turn: Cursor | undefined;
  /** Where the views stood when the turn that goes on began, and the last that came round. */
  private turnBegan: Position | undefined;
  private cameRound: Position | undefined;

  constructor(@Inject(VIEWS) private readonly views: Views) {}

  /** Sees all campaigns as they are: what changes from here on is found. @returns where the views stood */
  async begin(): Promise<Position> {
    const { operational } = this.views;
    for (const seen of [this.known, this.hot]) seen.clear();
    this.turn = undefined;
    const position = await operational.position('operational');
    this.turnBegan = this.cameRound = position;
    const query = { sort: NEWEST_FIRST, fields: ['revision'] } as const;
    for await (const found of operational.stream(campaignsView, query)) {
      const ids = found.map(({ id }) => id);
      const counters = await operational.getMany(campaignCountersView, ids);
      found.forEach(({ id, doc }, n) => this.known.set(id, inBrief(doc.revision, counters[n])));
      if (this.known.size >= MOST) break;
    }
    return position;
  }

  /** Looks again. @throws ViewsBeingMade, and what keeps the store from answering: the next look finds what this one would have */
  async look(): Promise<Looked> {
    const { operational } = this.views;
    const position = await operational.position('operational');
    if (position === this.cameRound) return { position, changed: [] };
    this.looks += 1;
    const ids = [...(await this.candidates(position))];
    const [campaigns, counters] = await Promise.all([
      operational.getMany(campaignsView, ids),
      operational.getMany(campaignCountersView, ids),
    ]);
    const changed = ids.flatMap((id, n) => {
      const campaign = campaigns[n];
      if (!campaign) return [];
      const brief = inBrief(campaign.revision, counters[n]);
      if (this.known.get(id) === brief) return [];
      this.known.set(id, brief);
      this.hot.set(id, this.looks + HOT_FOR);
      return [showCampaign(id, campaign, counters[n])];
    });
    return { position, changed };
  }

  private async candidates(position: Position): Promise<ReadonlySet<string>> {
    const { operational } = this.views;
    const before = this.moving;
    const where = [{ field: 'status', in: MOVING }] as const;
    const moving = await operational.find(campaignsView, { where, limit: MOST_MOVING, fields: ['revision'] });
    const newest = await operational.find(campaignsView, { sort: NEWEST_FIRST, limit: NEWEST, fields: ['revision'] });
    this.moving = moving.map(({ id }) => id);
    for (const [id, until] of this.hot) if (until < this.looks) this.hot.delete(id);
    const inTurn = await this.nextInTurn(position);
    // What moved until now has ended, and is to be shown so.
    return new Set([...this.moving, ...before, ...newest.map(({ id }) => id), ...this.hot.keys(), ...inTurn]);
  }

  private async nextInTurn(position: Position): Promise<readonly string[]> {
    this.turnBegan ??= position;
    const query = { sort: NEWEST_FIRST, after: this.turn, limit: IN_TURN, fields: ['createdAt'] } as const;
    const found = await this.views.operational.find(campaignsView, query);
    const last = found.at(-1);
    if (last && found.length === IN_TURN) {
      this.turn = { values: [last.doc.createdAt], id: last.id };
    } else {
      this.turn = undefined;
      this.cameRound = this.turnBegan;
      this.turnBegan = undefined;
    }
    return found.map(({ id }) => id);
  }
}

const NEWEST_FIRST = [{ field: 'createdAt', descending: true }] as const;

/** Whatever changes in a campaign changes its revision, and whatever in its contacts a counter. */
function inBrief(revision: number, counters: Counters): string {
  return `${revision}:${counters ? Object.values(counters).join() : ''}`;
}
