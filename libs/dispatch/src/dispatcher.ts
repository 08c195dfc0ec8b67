import {
  type Campaign,
  campaignDecider,
  type CampaignEvent,
  idOf,
  type KnownCampaign,
  type Sender,
  senderDecider,
  type SenderEvent,
  streamPrefix,
} from '@arauto/domain';
import type { Position, RecordedEvent } from '@arauto/event-store';
import { campaignsView, conversationsView, messageIndexView, suppressionsView } from '@arauto/read-models/operational';
import { Attempts, type TurnResult } from './attempt';
import { CampaignQueue, type DueContact, type PersonsToRead } from './campaign-queue';
import { Consequences } from './consequences';
import { ContactLog } from './contact-log';
import { DEFAULT_LIMITS, type DispatchDeps, type DispatchLimits, type KnownSender } from './deps';
import type { SendingFloor, Waiting } from './floor';
import { LiveFold, LogFollower } from './live-folds';
import { type Admission, type Hold, Lanes } from './lanes';
import { PersonStreams } from './person-streams';
import { RateMeter } from './rate-meter';

const ACTOR = { id: 'dispatcher', name: 'dispatcher' };
/** Contacts begun of one campaign before the next has its turn. */
const SHARE = 16;
/** Longest sleep when nothing is known to happen, milliseconds. */
const IDLE = 100;
const DAY = 24 * 3600 * 1000;

/** The duty that sends: takes due contacts of campaigns that are sending, in turn, as fast as limits allow. */
export class Dispatcher implements SendingFloor {
  private readonly campaigns: LiveFold<Campaign, CampaignEvent>;
  private readonly senders: LiveFold<Sender, SenderEvent>;
  private readonly persons: PersonsToRead;
  private readonly attempts: Attempts;
  private readonly lanes: Lanes;
  private readonly queues = new Map<string, CampaignQueue>();
  /** Calls without an answer, of each campaign. */
  private readonly calls = new Map<string, number>();
  private readonly meters = new Map<string, RateMeter>();
  private readonly reasons = new Map<string, Waiting>();
  private readonly running = new Set<Promise<void>>();
  private follower: LogFollower | undefined;
  private stopping = false;
  private caughtUp = false;
  private wakeUp: () => void = () => undefined;
  private firstTurn = 0;
  private nextLook = Infinity;

  constructor(
    private readonly deps: DispatchDeps,
    limits: DispatchLimits = DEFAULT_LIMITS,
  ) {
    const { store, views, random, clock, contacts } = deps;
    const live = (campaign: Campaign) => campaign.status === 'sending' || campaign.status === 'paused';
    this.campaigns = new LiveFold(store, campaignDecider, streamPrefix.campaign, live);
    this.senders = new LiveFold(store, senderDecider, streamPrefix.sender);
    this.persons = {
      suppressed: new PersonStreams(views, suppressionsView, streamPrefix.suppression, 'subaccountId'),
      conversing: new PersonStreams(views, conversationsView, streamPrefix.conversation, 'senderId'),
    };
    const failed = (error: unknown) => deps.log('a consequence could not be stored yet', { error: String(error) });
    const consequences = new Consequences(store, views, clock, random, failed);
    this.attempts = new Attempts(deps, limits, new ContactLog(store, random, contacts, ACTOR), consequences);
    this.lanes = new Lanes(limits, clock, random);
  }

  /** Follows the log and sends until `signal` aborts; then waits for the answers still out. */
  async run(signal: AbortSignal): Promise<void> {
    const { views, store, clock } = this.deps;
    const head = await store.head();
    const after = await views.position('operational');
    const { suppressed, conversing } = this.persons;
    const listeners = [this.campaigns, this.senders, suppressed, conversing];
    this.follower = new LogFollower(store, clock, listeners, (event) => this.heard(event), after);
    const following = this.follower.run(signal);
    const stop = () => {
      this.stopping = true;
      this.wakeUp();
    };
    signal.addEventListener('abort', stop, { once: true });
    await this.waitForViews(head, signal);
    await this.loadActive();
    this.caughtUp = true;
    while (!signal.aborted) if (!this.round()) await this.idle();
    await Promise.allSettled(this.running);
    await following;
  }

  async seen(position: Position): Promise<void> {
    await this.follower?.seen(position);
  }

  inFlight(campaignId: string): number {
    return this.calls.get(campaignId) ?? 0;
  }

  /** Attempts without outcome, of all campaigns. */
  get openAttempts(): number {
    return this.running.size;
  }

  pace(campaignId: string): { limit: number | null; lastMinute: number } {
    const campaign = this.campaigns.peek(campaignId);
    const sender =
      campaign && campaign.status !== 'none' ? this.senders.peek(campaign.settings.senderIds[0] ?? '') : undefined;
    const limit =
      campaign && sender && campaign.status !== 'none' && sender.status !== 'none' ? rateOf(campaign, sender) : null;
    return { limit, lastMinute: this.meters.get(campaignId)?.perSecond(this.deps.clock.now()) ?? 0 };
  }

  waiting(campaignId: string): Waiting | null {
    if (!this.caughtUp) return { code: 'catching_up', text: 'The views are catching up with the log.', until: null };
    return this.reasons.get(campaignId) ?? null;
  }

  async sendTest(campaignId: string, contactKey: string): Promise<void> {
    const campaign = await this.campaigns.load(campaignId);
    if (campaign.status === 'none') return;
    const senderId = campaign.settings.senderIds[0] ?? '';
    const sender = await this.senders.load(senderId);
    if (sender.status === 'none') return;
    const [entry] = await this.deps.vault.getMany([`${campaignId}.${contactKey}`]);
    const gateOpen = () => !this.stopping && this.senders.peek(senderId)?.status === 'connected';
    await this.attempts.run({
      ...{ campaignId, campaign, senderId, sender, contactKey, gateOpen },
      revision: 0,
      uploaded: undefined,
      read: { suppression: true, conversation: true },
      entry,
      place: () => Promise.resolve(),
      written: () => undefined,
    });
  }

  private heard(event: RecordedEvent): void {
    if (event.type === 'CampaignStarted' || event.type === 'CampaignResumed') {
      void this.load(idOf(event.stream, streamPrefix.campaign)).then(() => this.wakeUp());
    }
    if (event.type === 'CampaignPaused') this.reasons.delete(idOf(event.stream, streamPrefix.campaign));
    this.wakeUp();
  }

  private async load(campaignId: string): Promise<void> {
    const campaign = await this.campaigns.load(campaignId);
    if (campaign.status === 'none') return;
    await Promise.all(campaign.settings.senderIds.map((id) => this.senders.load(id)));
  }

  private async waitForViews(head: Position, signal: AbortSignal): Promise<void> {
    while (this.deps.viewsAt() < head && !signal.aborted) await this.deps.clock.sleep(10, signal);
  }

  /** Campaigns under way, and whom their portfolios have sent to in the last day. */
  private async loadActive(): Promise<void> {
    const { views, clock } = this.deps;
    const where = [{ field: 'status', in: ['sending', 'paused'] }];
    for await (const page of views.stream(campaignsView, { where, fields: [] })) {
      for (const { id } of page) await this.load(id);
    }
    const now = clock.now();
    for (const senderId of this.senders.ids()) {
      const sender = this.senders.peek(senderId);
      if (!sender || sender.status === 'none' || sender.facts?.tier === null) continue;
      const recent = [
        { field: 'senderId', equals: senderId },
        { field: 'acceptedAt', from: now - DAY },
      ];
      const fields = ['contactKey', 'acceptedAt'];
      for await (const page of views.stream(messageIndexView, {
        where: recent,
        sort: [{ field: 'acceptedAt' }],
        fields,
      })) {
        for (const { doc } of page) this.lanes.remember(sender, String(doc['contactKey']), Number(doc['acceptedAt']));
      }
    }
  }

  /** One turn for every campaign that is sending. Answers whether anything was begun. */
  private round(): boolean {
    const now = this.deps.clock.now();
    const ids = [...this.campaigns.ids()];
    let begun = false;
    this.firstTurn = (this.firstTurn + 1) % Math.max(1, ids.length);
    for (let turn = 0; turn < ids.length && !this.stopping; turn++) {
      const campaignId = ids[(this.firstTurn + turn) % ids.length]!;
      const campaign = this.campaigns.peek(campaignId);
      if (campaign?.status === 'sending') begun = this.share(campaignId, campaign, now) || begun;
      else if (campaign === undefined) this.forget(campaignId);
    }
    return begun;
  }

  private forget(campaignId: string): void {
    this.queues.delete(campaignId);
    this.reasons.delete(campaignId);
    this.meters.delete(campaignId);
    this.lanes.forgetCampaign(campaignId);
  }

  private share(campaignId: string, campaign: KnownCampaign, now: number): boolean {
    const senderId = campaign.settings.senderIds[0] ?? '';
    const sender = this.senders.peek(senderId);
    if (!sender || sender.status === 'none') return false;
    if (sender.status !== 'connected') {
      this.reasons.set(campaignId, { code: 'sender_paused', text: `The sender is ${sender.status}.`, until: null });
      return false;
    }
    const queue = this.queueOf(campaignId, campaign, senderId);
    this.refill(queue, now);
    let begun = 0;
    for (; begun < SHARE; begun++) {
      const contact = queue.take(now);
      if (!contact) break;
      const own = { id: campaignId, messagesPerSecond: campaign.settings.pace?.messagesPerSecond ?? null };
      const admitted = this.lanes.admit(senderId, sender, own, contact.contactKey);
      if ('until' in admitted) {
        this.hold(campaignId, queue, contact, admitted);
        if (admitted.person) continue;
        break;
      }
      this.reasons.delete(campaignId);
      this.begin(campaignId, campaign, senderId, sender, queue, contact, admitted);
    }
    if (begun > 0) this.refill(queue, now);
    return begun === SHARE;
  }

  private hold(campaignId: string, queue: CampaignQueue, contact: DueContact, hold: Hold): void {
    queue.putBack(contact, hold.person ? hold.until : 0);
    this.nextLook = Math.min(this.nextLook, hold.until);
    if (!hold.reason) return;
    const until = Number.isFinite(hold.until) ? new Date(hold.until).toISOString() : null;
    this.reasons.set(campaignId, { ...hold.reason, until });
  }

  private begin(
    campaignId: string,
    campaign: KnownCampaign,
    senderId: string,
    sender: KnownSender,
    queue: CampaignQueue,
    contact: DueContact,
    admission: Admission,
  ): void {
    const gateOpen = () =>
      !this.stopping &&
      this.campaigns.peek(campaignId)?.status === 'sending' &&
      this.senders.peek(senderId)?.status === 'connected';
    let unanswered = 0;
    const written = () => {
      unanswered = 1;
      this.countCalls(campaignId, 1);
      admission.written();
      this.meterOf(campaignId).add(this.deps.clock.now());
    };
    const answered = () => {
      this.countCalls(campaignId, -unanswered);
      unanswered = 0;
    };
    const { contactKey, revision, uploaded, entry, seenAt } = contact;
    const { suppressed, conversing } = this.persons;
    const read = {
      suppression: contact.mayBeSuppressed || suppressed.changedSince(seenAt, campaign.subaccountId, contactKey),
      conversation: contact.mayConverse || conversing.changedSince(seenAt, senderId, contactKey),
    };
    const running = this.attempts
      .run({
        campaignId,
        campaign,
        senderId,
        sender,
        contactKey,
        revision,
        uploaded,
        entry,
        read,
        gateOpen,
        place: admission.place,
        written,
        answered,
      })
      .catch((error: unknown): TurnResult => {
        this.deps.log('an attempt broke off', {
          campaignId,
          error: error instanceof Error ? error.stack : String(error),
        });
        return { end: 'dropped', failure: null, position: null };
      })
      .then(async ({ end, failure, position }) => {
        admission.ended(end, failure);
        queue.ended(contactKey, position ?? (await this.deps.store.head()));
        this.running.delete(running);
        this.wakeUp();
      });
    this.running.add(running);
  }

  private countCalls(campaignId: string, more: number): void {
    const calls = this.inFlight(campaignId) + more;
    if (calls === 0) this.calls.delete(campaignId);
    else this.calls.set(campaignId, calls);
  }

  private queueOf(campaignId: string, { subaccountId }: KnownCampaign, senderId: string): CampaignQueue {
    let queue = this.queues.get(campaignId);
    if (!queue) {
      queue = new CampaignQueue({ campaignId, subaccountId, senderId }, this.deps, this.persons);
      this.queues.set(campaignId, queue);
    }
    return queue;
  }

  private meterOf(campaignId: string): RateMeter {
    let meter = this.meters.get(campaignId);
    if (!meter) this.meters.set(campaignId, (meter = new RateMeter()));
    return meter;
  }

  private refill(queue: CampaignQueue, now: number): void {
    if (!queue.wantsMore(now)) return;
    queue.refill(now).then(
      (came) => {
        if (came) this.wakeUp();
      },
      (error: unknown) => this.deps.log('the due queue cannot be read', { error: String(error) }),
    );
  }

  /** Sleeps until something may have changed: an answer, an event, a page, or the next token. */
  private idle(): Promise<void> {
    const now = this.deps.clock.now();
    const wait = Math.min(IDLE, Math.max(1, this.nextLook - now));
    this.nextLook = Infinity;
    return new Promise((resolve) => {
      const cancel = this.deps.clock.after(wait, () => this.wakeUp());
      this.wakeUp = () => {
        cancel();
        this.wakeUp = () => undefined;
        resolve();
      };
    });
  }
}

/** Messages per second: the least of what the campaign, the sender and the platform allow. */
function rateOf(campaign: KnownCampaign, sender: KnownSender): number {
  return Math.min(
    campaign.settings.pace?.messagesPerSecond ?? Infinity,
    sender.pace?.messagesPerSecond ?? Infinity,
    sender.facts?.throughput ?? 80,
  );
}
