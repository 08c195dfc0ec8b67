import type { RecordedEvent } from '@arauto/event-store';
import type { World } from '../world';
import { OVER_LAST } from '../people';
import type { Judging, Rules } from './judging';

/** From a refusal to the pause it asks for, at the most, milliseconds. */
const PAUSED_WITHIN = 5_000;
/** An acceptance and a refusal that come together may be counted in another order than they lie in. */
const BETWEEN = 1;

interface Row {
  /** Contacts with a claim that nobody has answered yet. */
  readonly open: Set<string>;
  /** Claims since somebody let it go on. */
  claims: number;
  refusals: number;
  /** True time by when it has to be paused. */
  pausedBy: number;
}

/** A campaign that bears so many refusals in a row is paused after them, and none is that does not say so. */
export class GuardRails implements Rules {
  private readonly rows = new Map<string, Row>();

  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {}

  heard({ type, stream, data, at }: RecordedEvent): void {
    const [, kind, campaignId = '', key = ''] = /^(campaign|contact)-([^.]+)\.?(.*)$/.exec(stream) ?? [];
    if (kind === undefined) return;
    const most = this.world.planOf(campaignId)?.mostInARow ?? null;
    if (kind === 'campaign') return this.heardOfCampaign(campaignId, type, data, most);
    const row = this.rows.get(campaignId);
    if (most === null || !row) return;
    if (type === 'SendAttempted') row.claims++;
    // Whoever takes over from another, or begins anew, counts anew.
    if (this.world.plan.engines.length > 1) return;
    if (this.world.unsettledUntil > at) {
      Object.assign(row, { refusals: 0, pausedBy: Infinity });
      return;
    }
    if (at > row.pausedBy) {
      this.judge.fail('guard rails hold', `${campaignId} goes on after ${row.refusals} refusals in a row`);
      return;
    }
    this.heardOfContact(row, key, type, at, most);
  }

  private heardOfCampaign(campaignId: string, type: string, data: RecordedEvent['data'], most: number | null): void {
    const reason = String(data['reason'] ?? '');
    if (type === 'CampaignPaused' && reason.startsWith('guard_') && most === null) {
      this.judge.fail('guard rails hold', `${campaignId} is paused for ${reason}, and has no guard rails`);
    }
    const claims = this.rows.get(campaignId)?.claims ?? 0;
    if (type === 'CampaignPaused' && reason === 'guard_failure_rate' && claims < OVER_LAST) {
      this.judge.fail('guard rails hold', `${campaignId} is paused for failures, of ${claims} since it was let go on`);
    }
    if (type === 'CampaignStarted' || type === 'CampaignResumed') {
      this.rows.set(campaignId, { open: new Set(), claims: 0, refusals: 0, pausedBy: Infinity });
    } else if (/^Campaign(Paused|CancelRequested|Completed|Failed)$/.test(type)) {
      this.rows.delete(campaignId);
    }
  }

  private heardOfContact(row: Row, key: string, type: string, at: number, most: number): void {
    if (type === 'SendAttempted') row.open.add(key);
    else if (type === 'TemplateSent' || type === 'SessionMessageSent') {
      row.open.delete(key);
      row.refusals = 0;
      row.pausedBy = Infinity;
    } else if (type === 'RetryScheduled' || type === 'SendErrored' || type === 'SendingFailed') {
      if (!row.open.delete(key)) return;
      row.refusals++;
      if (row.refusals >= most + BETWEEN) row.pausedBy = Math.min(row.pausedBy, at + PAUSED_WITHIN);
    }
  }
}
