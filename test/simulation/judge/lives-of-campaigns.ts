import type { RecordedEvent } from '@arauto/event-store';
import type { WrittenCall } from '../platform/ground-truth';
import type { World } from '../world';
import type { ContactFacts } from './facts';
import { addresseeOf, areClocksTrue, HEARD_WITHIN, type Judging, type Rules } from './judging';

/** Of whom an engine may think an instant early that a message was taken: nobody is claimed sooner than it is committed. */
const EARLY = 5_000;

/** What campaigns come to, and when: told by the order and the times of what lies in the log. */
export class LivesOfCampaigns implements Rules {
  private readonly firstAttempts = new Map<string, number>();
  private readonly startsAt = new Map<string, number>();
  /** Campaigns and senders that an admin has paused, and since when. */
  private readonly paused = new Map<string, number>();
  private readonly tellTime: boolean;

  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {
    this.tellTime = areClocksTrue(world.plan);
  }

  heard(event: RecordedEvent): void {
    const { stream, type } = event;
    if (stream.startsWith('contact-')) this.hearOfContact(stream.slice('contact-'.length), event);
    if (/^(campaign|sender)-/.test(stream)) this.hearOfPauses(stream, event);
    if (type === 'CampaignScheduled') this.startsAt.set(stream, Date.parse(String(event.data['at'])));
    if (type === 'CampaignUnscheduled') this.startsAt.delete(stream);
    if (type === 'CampaignStarted') this.judgeStart(stream, event);
    if (type === 'CampaignCompleted') this.judgeCompletion(stream.slice('campaign-'.length));
    if (type === 'CampaignCanceled') this.judgeCancel(stream.slice('campaign-'.length));
  }

  private hearOfContact(name: string, { type, at }: RecordedEvent): void {
    if (type === 'SendAttempted' && !this.firstAttempts.has(name)) this.firstAttempts.set(name, at);
    if (type === 'Expired') this.judgeExpiry(name, at);
  }

  /** An admin's reason is taken back by an admin, and by nobody else. */
  private hearOfPauses(stream: string, { type, data, at }: RecordedEvent): void {
    const isByAdmin = data['by'] === 'admin';
    if ((type === 'CampaignPaused' || type === 'SenderPaused') && isByAdmin) {
      if (!this.paused.has(stream)) this.paused.set(stream, at);
    }
    if ((type === 'CampaignResumed' || type === 'SenderResumed') && isByAdmin) this.paused.delete(stream);
  }

  called({ callbackData, number, at }: WrittenCall): void {
    const { campaignId } = addresseeOf(callbackData);
    for (const stream of [`campaign-${campaignId}`, `sender-${this.world.senderOf(number)}`]) {
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
    for (const { key, settled } of this.contactsOf(id)) {
      if (settled === 0) this.judge.fail('completed means done', `${id} is completed, and ${key} has not settled`);
    }
  }

  private judgeCancel(id: string): void {
    for (const { key, state, isOpen } of this.contactsOf(id)) {
      if (!isOpen && !['initial', 'retry_scheduled'].includes(state)) continue;
      const how = isOpen ? 'has an open attempt' : 'waits to be sent to';
      this.judge.fail('canceled means ended', `${id} is canceled, and ${key} ${how}`);
    }
  }

  private contactsOf(id: string): readonly ContactFacts[] {
    return [...this.judge.facts.contacts.values()].filter(({ campaignId }) => campaignId === id);
  }

  private judgeExpiry(name: string, at: number): void {
    const [campaignId = ''] = name.split('.');
    const horizon = (this.world.planOf(campaignId)?.horizonSeconds ?? 0) * 1000;
    const after = at - (this.firstAttempts.get(name) ?? -Infinity);
    if (!this.tellTime || after >= horizon - EARLY) return;
    this.judge.fail('nothing expires before its time', `${name} has expired ${after} ms after it was first sent`);
  }
}
