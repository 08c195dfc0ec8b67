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
  type Template,
  templateDecider,
  type TemplateEvent,
} from '@arauto/domain';
import { LogFollower, type Position, type RecordedEvent, START } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import { campaignsView } from '@arauto/read-models/operational';
import { Alarm } from './alarm';
import { Attempts } from './attempt';
import { type ClockReading, readClocks } from './call-by';
import { CampaignQueue, type DueContact } from './campaign-queue';
import { Consequences } from './consequences';
import { ContactLog } from './contact-log';
import { DEFAULT_LIMITS, type DispatchDeps, type DispatchLimits, type KnownSender } from './deps';
import type { SendingFloor, Waiting } from './floor';
import { KnownPersons } from './known-persons';
import { LiveFold } from './live-folds';
import { type Admission, type Hold, Lanes } from './lanes';
import { NumberTrouble, TROUBLED } from './number-trouble';
import { OpenTurns } from './open-turns';
import { persist } from './persist';
import { rateOf, RateMeters } from './rate-meter';
import { SentOfLate } from './sent-of-late';
import { TestSends } from './test-sends';
import type { TurnResult } from './turn';

const ACTOR = { id: 'dispatcher', name: 'dispatcher' };
/** Contacts begun of one campaign before the next has its turn. */
const SHARE = 16;
/** Longest sleep when nothing is known to happen, milliseconds. */
const IDLE = 100;

/** A turn under way, and all that must be settled when it ends. */
interface Begun {
  readonly campaignId: string;
  readonly senderId: string;
  readonly queue: CampaignQueue;
  readonly contact: DueContact;
  readonly admission: Admission;
  /** Monotonic. */
  readonly at: number;
}

const STOPPED: Waiting = {
  code: 'later_version',
  text: 'A later version of Arauto has written to the log: this one sends no more.',
  until: null,
};

/** The duty that sends: takes due contacts of campaigns that are sending, in turn, as fast as limits allow. */
export class Dispatcher implements SendingFloor {
  private readonly campaigns: LiveFold<Campaign, CampaignEvent>;
  private readonly senders: LiveFold<Sender, SenderEvent>;
  private readonly templates: LiveFold<Template, TemplateEvent>;
  private readonly persons: KnownPersons;
  private readonly attempts: Attempts;
  private readonly lanes: Lanes;
  private readonly trouble: NumberTrouble;
  private readonly tests: TestSends;
  private readonly queues = new Map<string, CampaignQueue>();
  private readonly turns = new OpenTurns();
  private readonly meters = new RateMeters();
  private readonly reasons = new Map<string, Waiting>();
  private readonly stopping = new AbortController();
  private follower: LogFollower | undefined;
  private caughtUp = false;
  private readonly alarm: Alarm;
  private firstTurn = 0;
  /** Monotonic. */
  private nextLook = Infinity;

  constructor(
    private readonly deps: DispatchDeps,
    limits: DispatchLimits = DEFAULT_LIMITS,
  ) {
    const { store, views, random, clock, contacts, owners } = deps;
    const live = (campaign: Campaign) => campaign.status === 'sending' || campaign.status === 'paused';
    this.campaigns = new LiveFold(store, campaignDecider, streamPrefix.campaign, live);
    this.senders = new LiveFold(store, senderDecider, streamPrefix.sender);
    this.templates = new LiveFold(store, templateDecider, streamPrefix.template);
    this.persons = new KnownPersons(views, deps.connections);
    const failed = this.failed('a consequence could not be stored yet');
    const consequences = new Consequences(store, views, clock, random, owners, failed);
    const log = new ContactLog(store, random, contacts, ACTOR);
    this.alarm = new Alarm(clock);
    this.attempts = new Attempts(deps, limits, log, consequences);
    const counted = (error?: unknown) => {
      if (error !== undefined) this.failed('a portfolio cannot be counted yet')(error);
      this.alarm.ring();
    };
    const portfolioOf = (sender: KnownSender) => owners.portfolioOf(sender);
    const portfolioOfNumber = async (senderId: string) => {
      const sender = await this.senders.load(senderId);
      return sender.status === 'none' ? undefined : portfolioOf(sender);
    };
    this.lanes = new Lanes(limits, clock, random, portfolioOf, new SentOfLate(deps, portfolioOfNumber), counted);
    this.trouble = new NumberTrouble(clock, consequences, deps.log);
    const { attempts, lanes, trouble, campaigns, senders, persons } = this;
    this.tests = new TestSends(
      deps,
      log,
      { attempts, lanes, trouble, campaigns, senders, persons, heardUpTo: () => this.follower?.at ?? START },
      this.stopping.signal,
    );
  }

  /**
   * Follows the log and sends until `signal` aborts, or until the log can be followed no further: whoever does not hear of pauses sends
   * nothing. Then waits for the answers still out.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { views, store, clock } = this.deps;
    const stop = () => {
      this.stopping.abort();
      this.alarm.ring();
    };
    signal.addEventListener('abort', stop, { once: true });
    const [head, after] = await this.surely(() => Promise.all([store.head(), views.position('operational')]));
    const listeners = [this.campaigns, this.senders, this.templates, ...this.persons.listeners];
    this.follower = new LogFollower('dispatcher', store, clock, listeners, after, {
      onEvent: (event) => this.heard(event),
      onFailure: this.failed('the log cannot be followed'),
    });
    const following = this.follower.run(signal).finally(stop);
    await this.waitForViews(head);
    await this.surely(() => this.loadActive());
    this.caughtUp = true;
    this.tests.begin();
    while (!this.stopping.signal.aborted) if (!this.round()) await this.idle();
    await Promise.all([this.turns.settled(), this.tests.settled(), this.trouble.settled()]);
    await following;
  }

  async seen(position: Position): Promise<void> {
    await this.follower?.seen(position);
  }

  /** The subscription that keeps its gates current, once it runs. */
  get subscription(): Pick<LogFollower, 'name' | 'status' | 'at'> | undefined {
    return this.follower;
  }

  inFlight(campaignId: string): number {
    return this.turns.callsOf(campaignId);
  }

  /** Attempts without outcome, of all campaigns. */
  get openAttempts(): number {
    return this.turns.size + this.tests.size;
  }

  /** Whether this process has an attempt of the contact in hand, and will itself say what became of it. */
  holds(campaignId: string, contactKey: string): boolean {
    return this.attempts.holds(campaignId, contactKey);
  }

  pace(campaignId: string): { limit: number | null; lastMinute: number } {
    const campaign = this.campaigns.peek(campaignId);
    const sender =
      campaign && campaign.status !== 'none' ? this.senders.peek(campaign.settings.senderIds[0] ?? '') : undefined;
    const limit =
      campaign && sender && campaign.status !== 'none' && sender.status !== 'none' ? rateOf(campaign, sender) : null;
    return { limit, lastMinute: this.meters.perSecond(campaignId, this.deps.clock.monotonic()) };
  }

  waiting(campaignId: string): Waiting | null {
    if (this.follower?.status === 'stopped') return STOPPED;
    if (!this.caughtUp) return { code: 'catching_up', text: 'The views are catching up with the log.', until: null };
    return this.reasons.get(campaignId) ?? this.queues.get(campaignId)?.waiting(readClocks(this.deps.clock)) ?? null;
  }

  sendTest(campaignId: string, contactKey: string): Promise<void> {
    return this.tests.send(campaignId, contactKey);
  }

  private heard(event: RecordedEvent): void {
    const campaignId = () => idOf(event.stream, streamPrefix.campaign);
    switch (event.type) {
      case 'CampaignStarted':
      case 'CampaignResumed':
        this.loadSurely(campaignId());
        break;
      case 'CampaignPaused':
        this.reasons.delete(campaignId());
        this.tests.stop(campaignId());
        break;
      case 'CampaignCancelRequested':
        this.tests.stop(campaignId());
        this.forget(campaignId());
        break;
      case 'CampaignCompleted':
      case 'CampaignFailed':
        this.forget(campaignId());
        break;
      default:
    }
    // With another portfolio, or another secret, a number counts elsewhere.
    if (event.type === 'SenderEdited' && (event.data['portfolioId'] ?? event.data['credentialsRef']) !== undefined) {
      this.joinedSurely(idOf(event.stream, streamPrefix.sender));
    }
    // Learned by the thousand while a campaign is delivered, and nothing that anybody waits for.
    if (event.type === 'IdentityLearned') return;
    this.alarm.ring();
  }

  /** A campaign that is not held would never be sent, so its reading is not given up before the engine is. */
  private loadSurely(campaignId: string): void {
    const loading = this.surely(() => this.load(campaignId));
    this.turns.track(loading.catch(this.failed('a campaign could not be loaded')), () => this.alarm.ring());
  }

  private joinedSurely(senderId: string): void {
    const joining = this.surely(() => this.senders.load(senderId)).then((sender) => {
      if (sender.status !== 'none') this.lanes.joined(sender);
    });
    this.turns.track(joining.catch(this.failed('a sender could not be loaded')), () => this.alarm.ring());
  }

  private async load(campaignId: string): Promise<void> {
    const campaign = await this.campaigns.load(campaignId);
    if (campaign.status === 'none') return;
    const { senderIds, content } = campaign.settings;
    await Promise.all([...senderIds.map((id) => this.senders.load(id)), this.templates.load(content.templateId)]);
  }

  private async waitForViews(head: Position): Promise<void> {
    const { signal } = this.stopping;
    while (this.deps.viewsAt() < head && !signal.aborted) await this.deps.clock.sleep(10, signal);
  }

  /** Campaigns under way. One that cannot be read is tried further and holds up no other. */
  private async loadActive(): Promise<void> {
    const where = [{ field: 'status', in: ['sending', 'paused'] }];
    for await (const page of this.deps.views.stream(campaignsView, { where, fields: [] })) {
      for (const { id } of page) await this.load(id).catch(() => this.loadSurely(id));
    }
  }

  /** One turn for every campaign that is sending. Answers whether anything was begun. */
  private round(): boolean {
    const now = readClocks(this.deps.clock);
    const ids = [...this.campaigns.ids()];
    let begun = false;
    this.firstTurn = (this.firstTurn + 1) % Math.max(1, ids.length);
    for (let turn = 0; turn < ids.length && !this.stopping.signal.aborted; turn++) {
      const campaignId = ids[(this.firstTurn + turn) % ids.length]!;
      const campaign = this.campaigns.peek(campaignId);
      if (campaign?.status === 'sending') begun = this.shareOrSay(campaignId, campaign, now) || begun;
    }
    return begun;
  }

  private forget(campaignId: string): void {
    this.queues.delete(campaignId);
    this.reasons.delete(campaignId);
    this.meters.forget(campaignId);
    this.lanes.forgetCampaign(campaignId);
  }

  /** One campaign that cannot be gone through, whatever it is in its settings, stops no other. */
  private shareOrSay(campaignId: string, campaign: KnownCampaign, now: ClockReading): boolean {
    try {
      return this.share(campaignId, campaign, now);
    } catch (error) {
      const code = 'unfit_settings';
      if (this.reasons.get(campaignId)?.code !== code) this.failed('a campaign cannot be gone through')(error);
      const text = 'It cannot be sent as it is set: the log of the engine says why.';
      this.reasons.set(campaignId, { code, text, until: null });
      return false;
    }
  }

  private share(campaignId: string, campaign: KnownCampaign, now: ClockReading): boolean {
    const senderId = campaign.settings.senderIds[0] ?? '';
    const sender = this.senders.peek(senderId);
    if (!sender || sender.status === 'none') return false;
    if (sender.status !== 'connected') {
      this.reasons.set(campaignId, { code: 'sender_paused', text: `The sender is ${sender.status}.`, until: null });
      return false;
    }
    const queue = this.queueOf(campaignId, campaign, senderId);
    const heldFor = this.trouble.heldFor(senderId);
    if (heldFor > 0) {
      this.holdAll(campaignId, { waitMs: heldFor, person: false, reason: TROUBLED }, now);
      return false;
    }
    this.refill(queue, now);
    const own = { id: campaignId, messagesPerSecond: campaign.settings.pace?.messagesPerSecond ?? null };
    let begun = 0;
    for (; begun < SHARE; begun++) {
      const contact = queue.take(now.monotonic);
      if (!contact) break;
      let admitted: Admission | Hold;
      try {
        admitted = this.lanes.admit(senderId, sender, own, contact.contactKey);
      } catch (error) {
        queue.putBack(contact, 0);
        throw error;
      }
      if ('waitMs' in admitted) {
        queue.putBack(contact, admitted.person ? now.monotonic + admitted.waitMs : 0);
        this.holdAll(campaignId, admitted, now);
        if (admitted.person) continue;
        break;
      }
      this.reasons.delete(campaignId);
      this.begin(campaign, sender, { campaignId, senderId, queue, contact, admission: admitted, at: now.monotonic });
    }
    if (begun > 0) this.refill(queue, now);
    return begun === SHARE;
  }

  private holdAll(campaignId: string, { waitMs, reason }: Hold, now: ClockReading): void {
    this.nextLook = Math.min(this.nextLook, now.monotonic + waitMs);
    if (!reason) return;
    const until = Number.isFinite(waitMs) ? new Date(now.wall + waitMs).toISOString() : null;
    this.reasons.set(campaignId, { ...reason, until });
  }

  private begin(campaign: KnownCampaign, sender: KnownSender, begun: Begun): void {
    const { campaignId, senderId, contact, admission } = begun;
    const gateOpen = () =>
      !this.stopping.signal.aborted &&
      this.campaigns.peek(campaignId)?.status === 'sending' &&
      this.senders.peek(senderId)?.status === 'connected';
    const currentSender = () => {
      const current = this.senders.peek(senderId);
      return current && current.status !== 'none' ? current : sender;
    };
    let callEnded: (() => void) | undefined;
    const written = () => {
      callEnded = this.turns.called(campaignId);
      admission.written();
      this.meters.add(campaignId, this.deps.clock.monotonic());
    };
    const { contactKey, revision, uploaded, entry } = contact;
    const person = this.personOf(campaign, senderId, contact);
    const turn = this.attempts
      .run({
        campaignId,
        campaign,
        senderId,
        sender,
        currentSender,
        contactKey,
        person: contactKey,
        test: false,
        revision,
        uploaded,
        entry,
        ...person,
        gateOpen: () => gateOpen() && person.unchanged(),
        place: admission.place,
        written,
        answered: () => callEnded?.(),
      })
      .catch((error: unknown): TurnResult => {
        this.failed('an attempt broke off')(error);
        // Nobody knows how far it came: its row is looked at again, and its place in the ledgers is kept.
        return { end: 'unknown', failure: null, trouble: { of: 'claim', error }, restMs: 0, position: null };
      })
      .then((result) => this.settle(begun, result))
      .catch(this.failed('a turn could not be settled'));
    this.turns.track(turn, () => this.alarm.ring());
  }

  /** In one turn of the event loop, and without anything that may fail before it: what is not settled here is never given back. */
  private settle({ senderId, queue, contact, admission, at }: Begun, result: TurnResult): void {
    const { end, failure, trouble, restMs, position } = result;
    const restUntil = restMs > 0 ? this.deps.clock.monotonic() + restMs : null;
    if (end === 'held') queue.putBack(contact, restUntil ?? 0);
    else queue.ended(contact.contactKey, position, restUntil);
    admission.ended(end, failure);
    this.trouble.judge(senderId, at, end, trouble);
  }

  /** What has to be read of a person before an attempt, and whether all of it still holds in the turn of the write. */
  private personOf(campaign: KnownCampaign, senderId: string, contact: DueContact) {
    const { subaccountId } = campaign;
    const { contactKey: key, seenAt, entry, maybeSuppressed, mayConverse } = contact;
    const { persons } = this;
    const begunAt = this.follower?.at ?? seenAt;
    const category = this.categoryOf(campaign);
    let { others } = contact;
    const learned = persons.learnedSince(seenAt, key, others);
    const suppression = learned || maybeSuppressed || persons.suppressedSince(seenAt, subaccountId, key, others);
    const conversation = learned || mayConverse || persons.wroteSince(seenAt, senderId, key, others);
    return {
      read: { suppression, conversation },
      otherKeys: async () => (learned ? (others = await this.otherKeysNow(subaccountId, key, entry)) : others),
      category: () => this.categoryOf(campaign),
      /** False: withdrawn, and judged again at the next turn. */
      unchanged: () =>
        (!suppression || category === this.categoryOf(campaign)) &&
        !persons.suppressedSince(begunAt, subaccountId, key, others) &&
        !persons.learnedSince(begunAt, key, others),
    };
  }

  private async otherKeysNow(subaccountId: string, key: string, entry: VaultEntry | undefined) {
    const [others] = await this.persons.others(subaccountId, [{ key, phone: entry?.phone ?? null }]);
    return others!;
  }

  /** The category of the campaign's template now, whatever it was at the start; an unknown one counts as marketing. */
  private categoryOf({ settings, template }: KnownCampaign): string {
    const now = this.templates.peek(settings.content.templateId);
    return now && now.status !== 'none' ? now.category : (template?.category ?? 'MARKETING');
  }

  private queueOf(campaignId: string, { subaccountId }: KnownCampaign, senderId: string): CampaignQueue {
    let queue = this.queues.get(campaignId);
    if (!queue) {
      queue = new CampaignQueue({ campaignId, subaccountId, senderId }, this.deps, this.persons);
      this.queues.set(campaignId, queue);
    }
    return queue;
  }

  private refill(queue: CampaignQueue, now: ClockReading): void {
    if (!queue.wantsMore(now.monotonic)) return;
    queue.refill(now).then((came) => {
      if (came) this.alarm.ring();
    }, this.failed('the due queue cannot be read'));
  }

  /** Sleeps until something may have changed: an answer, an event, a page, or the next token. */
  private idle(): Promise<void> {
    const now = this.deps.clock.monotonic();
    const wait = Math.min(IDLE, Math.max(1, this.nextLook - now));
    this.nextLook = Infinity;
    return this.alarm.sleep(wait);
  }

  /** Tried until it succeeds, or the engine stops. */
  private surely<Result>(work: () => Promise<Result>): Promise<Result> {
    return persist(work, this.deps.clock, this.failed('the log or the views cannot be read'), this.stopping.signal);
  }

  private failed(what: string): (error: unknown) => void {
    return (error) =>
      this.deps.log(what, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
