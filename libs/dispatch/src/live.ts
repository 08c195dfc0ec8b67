import {
  type Campaign,
  campaignDecider,
  type CampaignEvent,
  type KnownCampaign,
  type KnownSender,
  streamPrefix,
  type Template,
  templateDecider,
  templateIdOf,
  type TemplateEvent,
} from '@arauto/domain';
import type { LogListener } from '@arauto/event-store';
import type { DispatchDeps } from './deps';
import { KnownPersons } from './known-persons';
import { LiveFold } from './live-folds';
import { Permits } from './permits';

/** Campaigns under way, numbers, templates and persons as the log has them now: what gates look at synchronously with a write. */
export class Live {
  readonly campaigns: LiveFold<Campaign, CampaignEvent>;
  readonly persons: KnownPersons;
  readonly senders: DispatchDeps['senders'];
  /** Of campaigns and of senders; undefined where no other process can pause any. */
  private readonly permits: { readonly campaigns: Permits; readonly senders: Permits } | undefined;
  private readonly templates: LiveFold<Template, TemplateEvent>;
  private readonly follower: DispatchDeps['follower'];

  constructor({
    store,
    views,
    connections,
    senders,
    follower,
    clock,
    amongOthers,
    log,
  }: Pick<DispatchDeps, 'store' | 'views' | 'connections' | 'senders' | 'follower' | 'clock' | 'amongOthers' | 'log'>) {
    this.follower = follower;
    const underWay = ({ status }: Campaign) => status === 'sending' || status === 'paused';
    this.campaigns = new LiveFold(store, campaignDecider, streamPrefix.campaign, underWay);
    this.senders = senders;
    this.templates = new LiveFold(store, templateDecider, streamPrefix.template);
    this.persons = new KnownPersons(views, connections);
    const failed = (error: unknown) => log('the log was asked for the newest events in vain', { error });
    this.permits = amongOthers && {
      campaigns: new Permits(amongOthers.log, this.campaigns, follower, clock, failed),
      senders: new Permits(amongOthers.log, senders, follower, clock, failed),
    };
  }

  /** What keeps it current, beside whatever keeps the senders so. */
  get listeners(): readonly LogListener[] {
    return [this.campaigns, this.templates, ...this.persons.listeners];
  }

  /** Reads a campaign with all that its sending looks at; from then on it is kept current, if it is under way. */
  async load(campaignId: string): Promise<void> {
    const campaign = await this.campaigns.load(campaignId);
    if (campaign.status === 'none') return;
    const { senderIds, content } = campaign.settings;
    const templateId = templateIdOf(content);
    await Promise.all([
      ...senderIds.map((id) => this.senders.load(id)),
      ...(templateId === null ? [] : [this.templates.load(templateId)]),
    ]);
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

  /** Whether a pause would be heard now. What was heard last may be long past otherwise: nobody is claimed and nothing is written. */
  get hears(): boolean {
    return this.follower.hears;
  }

  /**
   * Keeps up what proves that a pause by another process is known, until `signal` aborts; at once done where there is no other.
   * @param sending campaigns that this process sends
   */
  async keepPermits(sending: () => readonly string[], signal: AbortSignal): Promise<void> {
    const { permits } = this;
    if (!permits) return;
    await Promise.all([
      permits.campaigns.run(() => new Set(sending()), signal),
      permits.senders.run(
        () => new Set(sending().flatMap((id) => this.campaign(id)?.settings.senderIds ?? [])),
        signal,
      ),
    ]);
  }

  /** Whether it is proven that no other process has paused the campaign or the sender. */
  isPermitted(campaignId: string, senderId: string): boolean {
    const { permits } = this;
    return !permits || (permits.campaigns.isOpen(campaignId) && permits.senders.isOpen(senderId));
  }

  /** Whether a message of the campaign may be written now. */
  isOpen(campaignId: string, senderId: string): boolean {
    if (!this.hears || !this.isPermitted(campaignId, senderId)) return false;
    return this.campaigns.peek(campaignId)?.status === 'sending' && this.senders.peek(senderId)?.status === 'connected';
  }

  /** The category that the campaign's template has now, whatever it was at the start; undefined where nobody knows, or there is no template. */
  categoryOf({ settings, template }: KnownCampaign): string | undefined {
    const templateId = templateIdOf(settings.content);
    const now = templateId === null ? undefined : this.templates.peek(templateId);
    return now && now.status !== 'none' ? now.category : template?.category;
  }
}
