import type { RecordedEvent } from '@arauto/event-store';
import type { WrittenCall } from '../platform/ground-truth';
import type { World } from '../world';
import { areClocksTrue, HEARD_WITHIN, type Judging, type Rules, Since } from './judging';

/** Where a contact stands by its last event. */
interface Standing {
  readonly campaignId: string;
  readonly isWaiting: boolean;
  readonly isOpen: boolean;
  readonly isSettled: boolean;
}

/** Of whom an engine may think an instant early that a message was taken: nobody is claimed sooner than it is committed. */
const EARLY = 5_000;

/** What campaigns come to, and when: told by the order and the times of what lies in the log. */
export class LivesOfCampaigns implements Rules {
  private readonly events: Since<RecordedEvent>;
  private readonly calls: Since<WrittenCall>;
  private readonly contacts = new Map<string, Standing>();
  private readonly firstAttempts = new Map<string, number>();
  private readonly startsAt = new Map<string, number>();
  /** Campaigns and senders that an admin has paused, and since when. */
  private readonly paused = new Map<string, number>();
  private readonly tellTime: boolean;

  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {
    this.events = new Since(world.disks.log.events);
    this.calls = new Since(world.platform.truth.calls);
    this.tellTime = areClocksTrue(world.plan);
  }

  look(): void {
    this.events.each((event) => this.hear(event));
    this.calls.each((call) => this.judgeCall(call));
  }

  private hear(event: RecordedEvent): void {
    const { stream, type } = event;
    if (stream.startsWith('contact-')) this.hearOfContact(stream.slice('contact-'.length), event);
    if (/^(campaign|sender)-/.test(stream)) this.hearOfPauses(stream, event);
    if (type === 'CampaignScheduled') this.startsAt.set(stream, Date.parse(String(event.data['at'])));
    if (type === 'CampaignUnscheduled') this.startsAt.delete(stream);
    if (type === 'CampaignStarted') this.judgeStart(stream, event);
    if (type === 'CampaignCompleted') this.judgeCompletion(stream.slice('campaign-'.length));
    if (type === 'CampaignCanceled') this.judgeCancel(stream.slice('campaign-'.length));
  }

  private hearOfContact(name: string, { type, data, at }: RecordedEvent): void {
    const [campaignId = '', key = ''] = name.split('.');
    const { to } = data as { readonly to?: { readonly state: string; readonly open: boolean } };
    if (key.startsWith('test-') || !to) return;
    const isWaiting = ['initial', 'retry_scheduled'].includes(to.state) && !to.open;
    if (type === 'CanceledByAdmin' && this.contacts.get(name)?.isOpen) {
      this.judge.fail('canceled means ended', `${name} is canceled while an attempt is open`);
    }
    const wasSettled = (this.contacts.get(name)?.isSettled ?? false) && data['unsettles'] !== true;
    const isSettled = wasSettled || data['settles'] === true;
    this.contacts.set(name, { campaignId, isWaiting, isOpen: to.open, isSettled });
    if (type === 'SendAttempted' && !this.firstAttempts.has(name)) this.firstAttempts.set(name, at);
    if (type === 'Expired') this.judgeExpiry(name, campaignId, at);
  }

  /** An admin's reason is taken back by an admin, and by nobody else. */
  private hearOfPauses(stream: string, { type, data, at }: RecordedEvent): void {
    const isByAdmin = data['by'] === 'admin';
    if ((type === 'CampaignPaused' || type === 'SenderPaused') && isByAdmin) {
      if (!this.paused.has(stream)) this.paused.set(stream, at);
    }
    if ((type === 'CampaignResumed' || type === 'SenderResumed') && isByAdmin) this.paused.delete(stream);
  }

  private judgeCall({ callbackData = '', at }: WrittenCall): void {
    const [, campaignId = ''] = callbackData.split('|');
    const senderId = this.world.campaigns.find(({ id }) => id === campaignId)?.senderId ?? '';
    for (const stream of [`campaign-${campaignId}`, `sender-${senderId}`]) {
      const since = at - (this.paused.get(stream) ?? Infinity);
      if (since > HEARD_WITHIN) {
        this.judge.fail(
          'what an admin has paused stays paused',
          `${callbackData} leaves ${since.toFixed()} ms after ${stream} was`,
        );
      }
    }
  }

  private judgeStart(stream: string, { at, metadata }: RecordedEvent): void {
    const startsAt = this.startsAt.get(stream);
    this.startsAt.delete(stream);
    const isByItself = (metadata['actor'] as { readonly id?: string } | undefined)?.id === 'schedule';
    if (startsAt === undefined || !isByItself || !this.tellTime || at >= startsAt) return;
    this.judge.fail('nothing starts before its time', `${stream} has started ${startsAt - at} ms early`);
  }

  private judgeCompletion(id: string): void {
    for (const [name, { campaignId, isSettled }] of this.contacts) {
      if (campaignId === id && !isSettled) {
        this.judge.fail('completed means done', `${id} is completed, and ${name} has not settled`);
      }
    }
  }

  private judgeCancel(id: string): void {
    for (const [name, { campaignId, isWaiting, isOpen }] of this.contacts) {
      if (campaignId !== id || (!isWaiting && !isOpen)) continue;
      const how = isOpen ? 'has an open attempt' : 'waits to be sent to';
      this.judge.fail('canceled means ended', `${id} is canceled, and ${name} ${how}`);
    }
  }

  private judgeExpiry(name: string, campaignId: string, at: number): void {
    const nth = this.world.campaigns.findIndex(({ id }) => id === campaignId);
    const horizon = (this.world.plan.campaigns[nth]?.horizonSeconds ?? 0) * 1000;
    const after = at - (this.firstAttempts.get(name) ?? -Infinity);
    if (!this.tellTime || after >= horizon - EARLY) return;
    this.judge.fail('nothing expires before its time', `${name} has expired ${after} ms after it was first sent`);
  }
}
