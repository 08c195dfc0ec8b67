import { instant } from '@arauto/clock';
import {
  type Canary,
  CANARY_SENT,
  idOf,
  type KnownCampaign,
  type KnownSender,
  pauseOf,
  streamPrefix,
} from '@arauto/domain';
import { duty, type LogListener, type Position, type RecordedEvent } from '@arauto/event-store';
import { campaignsView } from '@arauto/read-models/operational';
import { Alarm } from './alarm';
import { Attempts } from './attempt';
import { type ClockReading, readClocks } from './call-by';
import { Consequences } from './consequences';
import { ContactLog } from './contact-log';
import { ConversationsUnderway } from './conversations-underway';
import { DEFAULT_LIMITS, type DispatchDeps, type DispatchLimits } from './deps';
import type { SendingFloor, TierUse, Waiting } from './floor';
import { type Admission, type Hold, Lanes } from './lanes';
import { Live } from './live';
import { TROUBLED } from './number-trouble';
import { Ownership } from './ownership';
import { persist } from './persist';
import type { DueContact, QueueLine } from './queue-line';
import { rateOf } from './rate-meter';
import { SendingCampaign } from './sending-campaign';
import { SentOfLate } from './sent-of-late';
import { TestSends } from './test-sends';

const ACTOR = duty('dispatcher');
/** Contacts begun of one campaign before the next has its share. */
const SHARE = 16;
/** Longest sleep when nothing is known to happen, milliseconds. */
const IDLE = 100;

const UNFIT: Waiting = {
  code: 'unfit_settings',
  text: 'It cannot be sent as it is set: the log of the engine says why.',
  until: null,
};

const STOPPED: Waiting = {
  code: 'later_version',
  text: 'A later version of Arauto has written to the log: this one sends no more.',
  until: null,
};

const DEAF: Waiting = {
  code: 'store_unavailable',
  text: 'The log cannot be read at the moment: nothing is sent while a pause would not be heard.',
  until: null,
};

const UNREAD: Waiting = {
  code: 'catching_up',
  text: 'What the number has sent of late is being read.',
  until: null,
};

/** The duty that sends: takes due contacts of campaigns that are sending, in turn, as fast as limits allow. */
export class Dispatcher implements SendingFloor {
  private readonly live: Live;
  private readonly attempts: Attempts;
  private readonly lanes: Lanes;
  private readonly consequences: Consequences;
  private readonly underway: ConversationsUnderway;
  private readonly tests: TestSends;
  private readonly alarm: Alarm;
  /** Undefined where there is no other process. */
  private readonly ownership: Ownership | undefined;
  /** Made when they have their first share, forgotten when they have ended. */
  private readonly sending = new Map<string, SendingCampaign>();
  /** What must be waited for before the process ends. */
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private caughtUp = false;
  /** Who begins the next round, so that nobody always does. */
  private firstOfRound = 0;
  /** When the first of those that wait may go on; monotonic. */
  private nextLook = Infinity;

  constructor(
    private readonly deps: DispatchDeps,
    limits: DispatchLimits = DEFAULT_LIMITS,
  ) {
    const { store, random, clock, contacts, senders } = deps;
    this.live = new Live(deps);
    const log = new ContactLog(store, random, contacts, ACTOR);
    this.consequences = new Consequences(deps, this.failed('a consequence could not be stored yet'));
    const onRoom = (error?: unknown) => {
      if (error !== undefined) this.failed('what a number has sent is not known yet')(error);
      this.alarm.ring();
    };
    this.alarm = new Alarm(clock);
    this.underway = new ConversationsUnderway(deps, onRoom);
    this.attempts = new Attempts(deps, limits, log, this.underway, this.consequences);
    this.lanes = new Lanes(
      limits,
      clock,
      random,
      new SentOfLate(deps, senders),
      (id) => deps.owners.accountOf(id),
      onRoom,
    );
    const { amongOthers, owners } = deps;
    const portfolioOf = (senderId: string) => {
      const sender = this.live.sender(senderId);
      return sender && owners.portfolioOf(sender);
    };
    const taken = (key: string) => {
      const isOfIt = (senderId: string) => portfolioOf(senderId) === key;
      this.lanes.mistrust(key, isOfIt);
      this.underway.mistrust(isOfIt);
      this.alarm.ring();
    };
    this.ownership = amongOthers && new Ownership(amongOthers.leases, owners, clock, taken, this.stopping.signal);
    const { attempts, lanes, live } = this;
    this.tests = new TestSends(
      deps,
      log,
      { attempts, lanes, live, isOwn: (id) => this.isOwn(id) },
      this.stopping.signal,
    );
  }

  /** What wants to hear of the log from where the views stood before any of it was read; `deps.senders` does so before these. */
  get listeners(): readonly LogListener[] {
    const { campaign, sender } = streamPrefix;
    return [
      ...this.live.listeners,
      { prefix: campaign, apply: (event) => this.heardOfCampaign(idOf(event.stream, campaign), event) },
      { prefix: sender, apply: (event) => this.heardOfSender(idOf(event.stream, sender), event) },
    ];
  }

  /**
   * Sends until `ending` aborts, then waits for the answers still out.
   * @param following what tells the listeners of the log; when it is over, so is the sending: whoever hears of no pause sends nothing
   */
  async run(ending: AbortSignal, following: Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    const stop = () => {
      this.stopping.abort();
      this.alarm.ring();
    };
    ending.addEventListener('abort', stop, { once: true });
    if (ending.aborted) stop();
    void following.finally(stop);
    await this.waitForViews(signal);
    await this.surely(() => this.loadActive());
    this.caughtUp = true;
    const permits = this.live.keepPermits(() => this.campaigns(), signal);
    this.tests.begin();
    while (!signal.aborted) if (!this.live.hears || !this.round()) await this.idle();
    await Promise.all([...this.running, this.tests.settled(), permits]);
    await Promise.all([this.attempts.trouble.settled(), this.attempts.media.settled()]);
    await this.ownership?.release();
  }

  /** Nothing is taken from the due queue before its views have caught up with the log as it is now. */
  private async waitForViews(signal: AbortSignal): Promise<void> {
    const { store, viewsAt, clock } = this.deps;
    const head = await this.surely(() => store.head());
    while (viewsAt() < head && !signal.aborted) await clock.sleep(10, signal);
  }

  /** Campaigns under way. One that cannot be read is tried further and holds up no other. */
  private async loadActive(): Promise<void> {
    const where = [{ field: 'status', in: ['sending', 'paused'] }] as const;
    for await (const page of this.deps.views.stream(campaignsView, { where, fields: [] })) {
      for (const { id } of page) await this.live.load(id).catch(() => this.loadSurely(id));
    }
  }

  /** A share for every campaign that is sending. Answers whether more may be begun at once. */
  private round(): boolean {
    const now = readClocks(this.deps.clock);
    const ids = [...this.live.campaigns.ids()];
    let more = false;
    this.firstOfRound = (this.firstOfRound + 1) % Math.max(1, ids.length);
    for (let nth = 0; nth < ids.length && !this.stopping.signal.aborted; nth++) {
      const campaignId = ids[(this.firstOfRound + nth) % ids.length]!;
      const known = this.live.campaign(campaignId);
      if (known?.status !== 'sending') continue;
      const { senderIds } = known.settings;
      const own = new Set(senderIds.filter((id) => this.owns(id)));
      // What others have taken meanwhile is read anew when it is this process's turn.
      if (own.size === 0) this.sending.delete(campaignId);
      else more = this.shareOrSay(this.campaignOf(campaignId, known), own, now) || more;
    }
    return more;
  }

  /** Whether the portfolio of a number is this process's. One of which nothing is known is nobody's else. */
  private owns(senderId: string): boolean {
    const sender = this.live.sender(senderId);
    return !this.ownership || !sender || this.ownership.owns(sender);
  }

  /** The same of one that may not have been looked at yet. */
  async isOwn(senderId: string): Promise<boolean> {
    if (this.ownership) await this.live.senders.load(senderId);
    return this.owns(senderId);
  }

  private campaignOf(campaignId: string, known: KnownCampaign): SendingCampaign {
    let campaign = this.sending.get(campaignId);
    if (!campaign) {
      campaign = new SendingCampaign(campaignId, known, this.deps, this.live.persons);
      this.sending.set(campaignId, campaign);
    }
    campaign.known = known;
    return campaign;
  }

  /** One campaign that cannot be gone through, whatever it is in its settings, stops no other. */
  private shareOrSay(campaign: SendingCampaign, own: ReadonlySet<string>, now: ClockReading): boolean {
    try {
      const more = this.share(campaign, own, now);
      campaign.unfit = null;
      return more;
    } catch (error) {
      if (campaign.unfit === null) this.failed('a campaign cannot be gone through')(error);
      campaign.unfit = UNFIT;
      return false;
    }
  }

  /** A share for each of its numbers that are this process's. Answers whether there may be more. */
  private share(campaign: SendingCampaign, own: ReadonlySet<string>, now: ClockReading): boolean {
    const { lines, queue, known } = campaign;
    const working = new Set(known.settings.senderIds.filter((id) => this.live.sender(id)?.status === 'connected'));
    campaign.beginsRound({ working, own }, now.wall);
    let more = false;
    for (let nth = 0; nth < lines.length; nth++) {
      const line = lines[(this.firstOfRound + nth) % lines.length]!;
      if (own.has(line.senderId)) more = this.shareOf(line, campaign, now) || more;
    }
    if (known.canary && queue.isCanaryOut) this.endCanary(campaign, known.canary);
    return more;
  }

  /** Begins what is due at one of its numbers, up to a share. */
  private shareOf(line: QueueLine, campaign: SendingCampaign, now: ClockReading): boolean {
    const { senderId } = line;
    const { queue, known } = campaign;
    const sender = this.live.sender(senderId);
    if (!sender) return false;
    line.closed = this.closedBy(campaign, senderId, sender, now.wall);
    if (line.closed) return false;
    const heldFor = this.attempts.trouble.heldFor(senderId);
    if (heldFor > 0) {
      this.hold(line, { waitMs: heldFor, person: false, reason: TROUBLED }, now);
      return false;
    }
    const unsent = this.attempts.media.holdOf({ campaignId: campaign.campaignId, campaign: known, senderId }, sender);
    if (unsent) {
      this.hold(line, unsent, now);
      return false;
    }
    const pace = campaign.paceAt(now.monotonic);
    this.refill(queue, line, now);
    let begun = 0;
    for (; begun < SHARE; begun++) {
      const contact = line.take(now.monotonic);
      if (!contact) break;
      if (!campaign.isHourOf(contact, now.wall)) {
        queue.giveUp(contact);
        continue;
      }
      let admitted: Admission | Hold;
      try {
        admitted = this.lanes.admit(senderId, sender, pace, contact.contactKey, known.settings);
      } catch (error) {
        queue.putBack(contact, 0);
        throw error;
      }
      if ('waitMs' in admitted) {
        queue.putBack(contact, admitted.person ? now.monotonic + admitted.waitMs : 0);
        this.hold(line, admitted, now);
        if (admitted.person) continue;
        break;
      }
      line.reason = null;
      this.begin(campaign, sender, contact, admitted);
    }
    if (begun > 0) this.refill(queue, line, now);
    return begun === SHARE;
  }

  private closedBy(campaign: SendingCampaign, senderId: string, sender: KnownSender, wall: number): Waiting | null {
    const { campaignId } = campaign;
    if (sender.status !== 'connected') return { code: 'sender_paused', text: whySilent(sender), until: null };
    if (!this.live.isPermitted(campaignId, senderId)) return DEAF;
    return this.underway.isKnown(senderId) ? campaign.outsideWindow(wall) : UNREAD;
  }

  /** What became of those who were sent to first is somebody's to look at. */
  private endCanary(campaign: SendingCampaign, { contacts }: Canary): void {
    if (campaign.isPausing) return;
    campaign.isPausing = true;
    const remedy = `The first ${contacts} contacts have been sent to. Look at what became of them, then resume the campaign, or cancel it.`;
    const { campaignId, known } = campaign;
    const pausing = this.consequences.pauseCampaign(campaignId, CANARY_SENT, remedy, known.resumes);
    this.track(
      pausing.catch(this.failed('a campaign could not be paused')).finally(() => (campaign.isPausing = false)),
    );
  }

  private hold(line: QueueLine, { waitMs, reason }: Hold, now: ClockReading): void {
    this.nextLook = Math.min(this.nextLook, now.monotonic + waitMs);
    if (!reason) return;
    const until = Number.isFinite(waitMs) ? instant(now.wall + waitMs) : null;
    line.reason = { ...reason, until };
  }

  private refill(queue: SendingCampaign['queue'], line: QueueLine, now: ClockReading): void {
    if (!queue.wantsMore(line, now.monotonic)) return;
    queue.refill(line, now).then((came) => {
      if (came) this.alarm.ring();
    }, this.failed('the due queue cannot be read'));
  }

  private begin(campaign: SendingCampaign, sender: KnownSender, contact: DueContact, admission: Admission): void {
    const { live } = this;
    const { clock } = this.deps;
    const { campaignId, subaccountId, queue, known } = campaign;
    const { contactKey, senderId, revision, uploaded, entry } = contact;
    const category = live.categoryOf(known);
    const person = { key: contactKey, phone: entry?.phone ?? null };
    const checks = live.persons.checksOf({ subaccountId, senderId }, person, this.deps.follower.at, contact);
    let callEnded: (() => void) | undefined;
    const turn = this.attempts.run({
      campaignId,
      campaign: known,
      senderId,
      sender,
      currentSender: () => live.sender(senderId) ?? sender,
      contactKey,
      person: contactKey,
      test: false,
      revision,
      refused: admission.refused,
      uploaded,
      entry,
      read: checks.read,
      otherKeys: checks.otherKeys,
      category: () => live.categoryOf(known),
      place: admission.place,
      // Withdrawn by what was heard of its person, or of the category that the streams were judged by, it is judged again at its next turn.
      gateOpen: () =>
        !this.stopping.signal.aborted &&
        live.isOpen(campaignId, senderId) &&
        campaign.isHourOf(contact, clock.now()) &&
        (!checks.read.suppression || category === live.categoryOf(known)) &&
        checks.unchanged(),
      written: () => {
        callEnded = campaign.called(clock.monotonic());
        admission.written();
      },
      answered: () => callEnded?.(),
      ended: ({ end, failure, restMs, position }) => {
        const restUntil = restMs > 0 ? clock.monotonic() + restMs : null;
        if (end === 'held') queue.putBack(contact, restUntil ?? 0);
        else queue.ended(contactKey, position, restUntil);
        admission.ended(end, failure);
      },
    });
    this.track(turn.then(undefined, this.failed('a turn could not be settled')));
  }

  /** Sleeps until something may have changed: an answer, an event, a page, or the next token. */
  private idle(): Promise<void> {
    const now = this.deps.clock.monotonic();
    const wait = Math.min(IDLE, Math.max(1, this.nextLook - now));
    this.nextLook = Infinity;
    return this.alarm.sleep(wait);
  }

  private heardOfCampaign(campaignId: string, { type }: RecordedEvent): void {
    const campaign = this.sending.get(campaignId);
    switch (type) {
      case 'CampaignStarted':
      case 'CampaignResumed':
        this.loadSurely(campaignId);
        break;
      case 'CampaignPaused':
        for (const line of campaign?.lines ?? []) line.reason = null;
        this.tests.stop(campaignId);
        break;
      case 'CampaignCancelRequested':
        this.tests.stop(campaignId);
        break;
      case 'CampaignCanceled':
      case 'CampaignCompleted':
      case 'CampaignFailed':
        this.sending.delete(campaignId);
        break;
      default:
    }
    this.alarm.ring();
  }

  private heardOfSender(senderId: string, { type, data }: RecordedEvent): void {
    // With another portfolio, or another secret, a number counts elsewhere.
    const moved = type === 'SenderEdited' && (data['portfolioId'] ?? data['credentialsRef']) !== undefined;
    if (moved) {
      this.underway.mistrust((each) => each === senderId);
      const joining = this.surely(() => this.live.senders.load(senderId)).then((sender) => {
        if (sender.status !== 'none') this.lanes.joined(sender, senderId);
      });
      this.track(joining.catch(this.failed('a sender could not be loaded')));
    }
    this.alarm.ring();
  }

  /** A campaign that is not held would never be sent, so its reading is not given up before the engine is. */
  private loadSurely(campaignId: string): void {
    const loading = this.surely(() => this.live.load(campaignId));
    this.track(loading.catch(this.failed('a campaign could not be loaded')));
  }

  /** Campaigns that are sent here. */
  campaigns(): readonly string[] {
    return [...this.live.campaigns.ids()].filter((id) => this.sends(id));
  }

  /** Whether a campaign is sent here. */
  sends(campaignId: string): boolean {
    const known = this.live.campaign(campaignId);
    return known?.status === 'sending' && known.settings.senderIds.some((id) => this.owns(id));
  }

  seen(position: Position): Promise<void> {
    return this.deps.follower.seen(position);
  }

  inFlight(campaignId: string): number {
    return this.sending.get(campaignId)?.inFlight ?? 0;
  }

  /** Attempts without outcome, of all campaigns. */
  get openAttempts(): number {
    return this.attempts.size;
  }

  /** Whether this process has an attempt of the contact in hand, and will itself say what became of it. */
  holds(campaignId: string, contactKey: string): boolean {
    return this.attempts.holds(campaignId, contactKey);
  }

  pace(campaignId: string): { limit: number | null; lastMinute: number } {
    const campaign = this.live.campaign(campaignId);
    const senders = campaign?.settings.senderIds.flatMap((id) => this.live.sender(id) ?? []) ?? [];
    const lastMinute = this.sending.get(campaignId)?.sentPerSecond(this.deps.clock.monotonic()) ?? 0;
    return { limit: campaign && senders.length > 0 ? rateOf(campaign, senders) : null, lastMinute };
  }

  waiting(campaignId: string): Waiting | null {
    if (this.deps.follower.status === 'stopped') return STOPPED;
    if (!this.caughtUp || this.deps.follower.status === 'starting')
      return { code: 'catching_up', text: 'The views are catching up with the log.', until: null };
    if (!this.live.hears) return DEAF;
    if (this.live.campaign(campaignId)?.status !== 'sending') return null;
    return this.sending.get(campaignId)?.waiting(readClocks(this.deps.clock)) ?? null;
  }

  /** Where there are others, only of the numbers of campaigns that are sent here: whose the rest are, others say. */
  tier(senderId: string): TierUse | null {
    const sender = this.live.sender(senderId);
    if (!sender || !this.caughtUp) return null;
    if (this.ownership && !this.campaigns().some((id) => this.sendersOf(id).includes(senderId))) return null;
    return this.lanes.tier(senderId, sender);
  }

  /** The numbers that a campaign is sent from here. */
  sendersOf(campaignId: string): readonly string[] {
    return this.live.campaign(campaignId)?.settings.senderIds.filter((id) => this.owns(id)) ?? [];
  }

  async sendTest(campaignId: string, contactKey: string): Promise<void> {
    await this.tests.send(campaignId, contactKey);
  }

  /** Tried until it succeeds, or the engine stops. */
  private surely<Result>(work: () => Promise<Result>): Promise<Result> {
    return persist(work, this.deps.clock, this.failed('the log or the views cannot be read'), this.stopping.signal);
  }

  /** @param work never rejects */
  private track(work: Promise<unknown>): void {
    const running = work.then(() => {
      this.running.delete(running);
      this.alarm.ring();
    });
    this.running.add(running);
  }

  private failed(what: string): (error: unknown) => void {
    return (error) => this.deps.log(what, { error });
  }
}

function whySilent({ status, pauseReasons }: KnownSender): string {
  if (status !== 'paused') return 'The platform has not confirmed the sender yet.';
  const { reason, remedy } = pauseOf(pauseReasons);
  return `The sender is paused (${reason}).${remedy === null ? '' : ` ${remedy}`}`;
}
