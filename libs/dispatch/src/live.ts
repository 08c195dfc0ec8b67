import {
  type Campaign,
  campaignDecider,
  type CampaignEvent,
  type KnownCampaign,
  type Sender,
  senderDecider,
  type SenderEvent,
  streamPrefix,
  type Template,
  templateDecider,
  type TemplateEvent,
} from '@arauto/domain';
import { LogFollower, type LogListener, type Position } from '@arauto/event-store';
import type { DispatchDeps, KnownSender } from './deps';
import { KnownPersons } from './known-persons';
import { LiveFold } from './live-folds';
import { saying } from './persist';

/**
 * Campaigns under way, numbers, templates and persons as the log has them now: what gates look at in the turn of a write. One for the
 * process, with the one subscription that keeps it current, and with it whatever else listens.
 */
export class Live {
  readonly campaigns: LiveFold<Campaign, CampaignEvent>;
  readonly senders: LiveFold<Sender, SenderEvent>;
  readonly persons: KnownPersons;
  readonly follower: LogFollower;
  private readonly templates: LiveFold<Template, TemplateEvent>;
  private readonly listeners: LogListener[];

  /** @param after where the log begins to be followed: the views must have got there before they are believed */
  constructor(deps: Pick<DispatchDeps, 'store' | 'views' | 'connections' | 'clock' | 'log'>, after: Position) {
    const { store, views, connections, clock, log } = deps;
    const underWay = ({ status }: Campaign) => status === 'sending' || status === 'paused';
    this.campaigns = new LiveFold(store, campaignDecider, streamPrefix.campaign, underWay);
    this.senders = new LiveFold(store, senderDecider, streamPrefix.sender);
    this.templates = new LiveFold(store, templateDecider, streamPrefix.template);
    this.persons = new KnownPersons(views, connections);
    this.listeners = [this.campaigns, this.senders, this.templates, ...this.persons.listeners];
    const onFailure = saying(log, 'the log cannot be followed');
    this.follower = new LogFollower('log', store, clock, this.listeners, after, { onFailure });
  }

  /** Whoever hears what everything here has heard; said before it runs. */
  listen(...listeners: readonly LogListener[]): void {
    this.listeners.push(...listeners);
  }

  /** Follows the log until `signal` aborts. */
  run(signal: AbortSignal): Promise<void> {
    return this.follower.run(signal);
  }

  /** How far the log was heard. */
  get at(): Position {
    return this.follower.at;
  }

  /** Reads a campaign with all that its sending looks at; from then on it is kept current, if it is under way. */
  async load(campaignId: string): Promise<void> {
    const campaign = await this.campaigns.load(campaignId);
    if (campaign.status === 'none') return;
    const { senderIds, content } = campaign.settings;
    await Promise.all([...senderIds.map((id) => this.senders.load(id)), this.templates.load(content.templateId)]);
  }

  /** As last heard; undefined where it is not under way, or was not loaded. */
  campaign(campaignId: string): KnownCampaign | undefined {
    const campaign = this.campaigns.peek(campaignId);
    return campaign && campaign.status !== 'none' ? campaign : undefined;
  }

  /** As last heard; undefined where it was not loaded. */
  sender(senderId: string): KnownSender | undefined {
    const sender = this.senders.peek(senderId);
    return sender && sender.status !== 'none' ? sender : undefined;
  }

  /** Whether a message of the campaign may be written now. */
  isOpen(campaignId: string, senderId: string): boolean {
    return this.campaigns.peek(campaignId)?.status === 'sending' && this.senders.peek(senderId)?.status === 'connected';
  }

  /** The category that the campaign's template has now, whatever it was at the start; undefined where nobody knows. */
  categoryOf({ settings, template }: KnownCampaign): string | undefined {
    const now = this.templates.peek(settings.content.templateId);
    return now && now.status !== 'none' ? now.category : template?.category;
  }
}
