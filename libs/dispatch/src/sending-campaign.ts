import { type KnownCampaign, sendersOf, stickySender, type WeightedSender } from '@arauto/domain';
import type { ClockReading } from './call-by';
import { CampaignQueue } from './campaign-queue';
import type { DispatchDeps } from './deps';
import type { Waiting } from './floor';
import type { KnownPersons } from './known-persons';
import { Paced } from './pace';
import { type DueContact, QueueLine } from './queue-line';
import { RateMeter } from './rate-meter';
import { OpenTimes } from './send-window';

/** A campaign under way: who is due at which of its numbers, which calls are out, how fast it goes, and why it waits. */
export class SendingCampaign {
  /** It cannot be gone through. */
  unfit: Waiting | null = null;
  /** It is being paused from here, and the log has not said so yet. */
  isPausing = false;
  /** Undefined where it may be sent at any time. Its settings are those of its start. */
  private readonly window: OpenTimes | undefined;
  /** Of whom it is not the hour, of those who were met: until when the first of them wait, in milliseconds. */
  private closedForSome: { readonly waiting: Waiting; readonly until: number } | null = null;
  /** Of the last round. */
  private wall = 0;
  private readonly sent = new RateMeter();
  private pace: Paced | null = null;
  private calls = 0;

  readonly subaccountId: string;
  /** Of its numbers, in their order. */
  readonly lines: readonly QueueLine[];
  private readonly senders: readonly WeightedSender[];
  /** Numbers that are sent from, and of them those of this process, as in the last round. */
  private numbers: Numbers = { working: new Set(), own: new Set() };
  readonly queue: CampaignQueue;

  constructor(
    readonly campaignId: string,
    /** As the log had it in the last round. */
    public known: KnownCampaign,
    deps: Pick<DispatchDeps, 'views' | 'vault' | 'viewsAt' | 'store' | 'log'>,
    persons: KnownPersons,
  ) {
    this.subaccountId = known.subaccountId;
    this.senders = sendersOf(known);
    this.lines = this.senders.map(({ senderId }) => new QueueLine(senderId));
    const { sendWindow, timeZone } = known.settings;
    this.window = sendWindow ? new OpenTimes({ sendWindow, timeZone }) : undefined;
    this.queue = new CampaignQueue(this, this.lines, deps, persons);
  }

  /** Calls to the provider that have no answer. */
  get inFlight(): number {
    return this.calls;
  }

  /** A message is being written. Answers what says that its call is over, to be called once. @param now monotonic */
  called(now: number): () => void {
    this.calls++;
    this.sent.add(now);
    return () => void this.calls--;
  }

  /** Messages per second, over the last minute. @param now monotonic */
  sentPerSecond(now: number): number {
    return this.sent.perSecond(now);
  }

  /**
   * As things stand now. What was read is given up where others may be sent to from some of the numbers, or at this hour.
   * @param wall milliseconds since the epoch
   */
  beginsRound(numbers: Numbers, wall: number): void {
    const { working, own } = this.numbers;
    const isMoved = this.moves && !areSame(working, numbers.working);
    this.numbers = numbers;
    this.wall = wall;
    const opens = this.closedForSome !== null && wall >= this.closedForSome.until;
    if (opens) this.closedForSome = null;
    if (opens || isMoved || !areSame(own, numbers.own)) this.queue.beginAnew();
  }

  /** Whether persons whose number stops are sent to from another. */
  private get moves(): boolean {
    return this.known.settings.whenSenderStops === 'move';
  }

  /** The number that a contact is sent to from here and now; undefined where it is none, another process's, or not the hour. */
  senderFor({ contactKey, country }: Pick<DueContact, 'contactKey' | 'country'>): string | undefined {
    const { working, own } = this.numbers;
    if (this.window?.isOfEach && this.isTooLateFor(country)) return undefined;
    const senderId = stickySender(contactKey, this.senders, this.moves ? (id) => working.has(id) : undefined);
    return senderId !== undefined && own.has(senderId) ? senderId : undefined;
  }

  /**
   * Its own pace beside that of its numbers, as it is set now; null where it has none. Of a campaign that several processes send each has the part of its
   * numbers. @param now monotonic
   */
  paceAt(now: number): Paced | null {
    const pace = this.known.settings.pace?.messagesPerSecond;
    if (pace === undefined) return null;
    const { own } = this.numbers;
    const messagesPerSecond = pace * (weightOf(this.senders, (id) => own.has(id)) / weightOf(this.senders));
    this.pace ??= new Paced(messagesPerSecond, now);
    return this.pace.at(messagesPerSecond, now);
  }

  /** Whether it is not the hour of a country, which is remembered until it is. */
  private isTooLateFor(country: string | null): boolean {
    const waiting = this.window?.closedAt(this.wall, country) ?? null;
    if (waiting === null) return false;
    const until = Date.parse(waiting.until ?? '');
    if (this.closedForSome === null || until < this.closedForSome.until) this.closedForSome = { waiting, until };
    return true;
  }

  /** Why nothing may leave now, whoever it is to; null where its window lets some. @param wall milliseconds since the epoch */
  outsideWindow(wall: number): Waiting | null {
    return this.window && !this.window.isOfEach ? this.window.closedAt(wall) : null;
  }

  /** Whether a message may leave to a contact now. @param wall milliseconds since the epoch */
  isHourOf({ country }: Pick<DueContact, 'country'>, wall: number): boolean {
    return !this.window || this.window.closedAt(wall, country) === null;
  }

  waiting(now: ClockReading): Waiting | null {
    if (this.unfit) return this.unfit;
    const held = this.lines.map((line) => line.closed ?? line.reason ?? this.queue.waitingIn(line, now));
    if (this.lines.some(({ hasReady }, n) => hasReady && held[n] === null)) return null;
    return held.find((waiting, n) => waiting !== null && !this.lines[n]!.isEmpty) ?? this.waitingOfNobody(held);
  }

  /** Nobody is at hand: it is a number that keeps somebody, if any does. */
  private waitingOfNobody(held: readonly (Waiting | null)[]): Waiting | null {
    const isThrough = this.lines.every((line) => line.isThrough || !this.numbers.own.has(line.senderId));
    const closed = isThrough ? this.closedForSome?.waiting : undefined;
    return held.find((waiting) => waiting !== null) ?? closed ?? this.queue.waiting;
  }
}

/** The numbers of a campaign, by what may be done with them now. */
interface Numbers {
  /** Connected, and not paused. */
  readonly working: ReadonlySet<string>;
  /** Of portfolios that this process sends for. */
  readonly own: ReadonlySet<string>;
}

function areSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each));
}

function weightOf(senders: readonly WeightedSender[], isMeant: (senderId: string) => boolean = () => true): number {
  return senders.reduce((sum, { senderId, weight }) => sum + (isMeant(senderId) ? weight : 0), 0);
}
