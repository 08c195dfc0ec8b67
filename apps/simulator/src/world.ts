import { type ServerResponse } from 'node:http';
import { type BusinessNumber, type BusinessNumbers } from './business-numbers';
import { CloudReceiver } from './cloud-receiver';
import { type Clock } from './clock';
import { fingerprint } from './draws';
import { CallbackOutbox } from './gupshup/callback-outbox';
import { type Handset } from './handsets';
import { InboundLedger } from './inbound-ledger';
import { InboundMedia } from './inbound-media';
import { type Knobs } from './knobs';
import { Ledger, type RecordedArrival } from './ledger';
import { MessageHistory } from './message-history';
import { newEpoch } from './message-ids';
import { OrderedFailures } from './ordered-failures';
import { PairLimiter } from './pair-limiter';
import { PortfolioLedger } from './portfolio-ledger';
import { RequestJournal } from './request-journal';
import { scenarioKnobs } from './scenarios';
import { Schedule } from './schedule';
import { Sessions } from './sessions';
import { type Templates } from './templates';
import { TokenBucket } from './token-bucket';
import { type Outbox } from './update';
import { WebhookOutbox, type Post } from './webhook-outbox';
import { type WebhookClient } from './webhook-post';
import { type MessageState, type Settings, type WorldState } from './world-state';

export type { Settings };

/** What outlives a reset: who is connected and which templates and media are known. */
export interface Known {
  readonly numbers: BusinessNumbers;
  readonly templates: Templates;
  readonly media: Set<string>;
}

/** Where arrivals are kept; nowhere by default. */
export interface KeptLedger {
  readonly earlier: Iterable<RecordedArrival>;
  readonly keep: (arrival: RecordedArrival) => void;
}

/** One run of the simulator, from a reset to the next. */
export class World {
  readonly knobs: Knobs;
  readonly schedule: Schedule;
  readonly epoch: string;
  readonly ledger: Ledger;
  readonly journal = new RequestJournal();
  readonly inbound = new InboundLedger();
  readonly failures = new OrderedFailures();
  readonly history: MessageHistory;
  readonly media: InboundMedia;
  readonly sessions: Sessions;
  readonly pairs = new PairLimiter();
  /** `portfolio|handset` of people who want no marketing. */
  readonly optedOut: Set<string>;
  readonly post: Post;
  private readonly attempts: Map<number, number>;
  private readonly buckets = new Map<string, Map<number, TokenBucket>>();
  private readonly portfolios: Map<string, PortfolioLedger>;
  private readonly outboxes = new Map<string, Outbox>();
  private serial: number;
  /** Messages to which something will still happen. */
  readonly underway = new Set<{ readonly state: MessageState }>();
  /** Things that will still happen to accepted messages. */
  pendingSteps = 0;
  /** Responses that were not given yet. */
  readonly unanswered = new Set<ServerResponse>();

  constructor(
    readonly settings: Settings,
    readonly clock: Clock,
    readonly known: Known,
    client: WebhookClient,
    kept: KeptLedger = { earlier: [], keep: () => undefined },
    state?: WorldState,
  ) {
    this.knobs = { ...scenarioKnobs(settings.scenario), ...state?.knobs };
    this.epoch = state?.underway?.epoch ?? newEpoch();
    this.serial = state?.underway?.serial ?? 0;
    this.ledger = new Ledger(this.epoch, kept.earlier, kept.keep);
    this.history = new MessageHistory(this.epoch);
    this.media = new InboundMedia(clock, this.epoch, settings.speed, state?.media);
    this.sessions = new Sessions(state?.sessions);
    this.optedOut = new Set(state?.optedOut);
    this.attempts = new Map(state?.underway?.attempts);
    this.portfolios = new Map(
      [...(state?.portfolios ?? [])].map(([name, users]) => [name, new PortfolioLedger(users)] as const),
    );
    this.schedule = new Schedule(clock);
    this.post = {
      clock,
      schedule: this.schedule,
      client,
      knobs: this.knobs,
      speed: settings.speed,
      counts: { sent: 0, acknowledged: 0, waiting: 0, refused: 0 },
      stopped: false,
    };
  }

  /** @param inGoodOrder nothing happens any more after this */
  state(inGoodOrder: boolean): WorldState {
    const { settings, knobs, sessions, optedOut, media, epoch, serial, attempts } = this;
    const underway = {
      ...{ epoch, serial, attempts },
      messages: [...this.underway].map(({ state }) => state),
      updates: [...this.outboxes].map(([number, { unacknowledged }]) => [number, unacknowledged] as const),
    };
    return {
      ...{ settings, knobs, sessions: sessions.lastInbound, optedOut, media: media.state },
      portfolios: new Map([...this.portfolios].map(([name, { users }]) => [name, users])),
      underway: inGoodOrder ? underway : null,
    };
  }

  nextSerial(): number {
    return this.serial++;
  }

  /** How many times this was asked, this time included. */
  countAttempt(key: string): number {
    const print = fingerprint(key);
    const attempt = (this.attempts.get(print) ?? 0) + 1;
    this.attempts.set(print, attempt);
    return attempt;
  }

  /** What a number may still do at this rate. */
  bucketOf({ id }: BusinessNumber, perSecond: number): TokenBucket {
    const ofNumber = entry(this.buckets, id, () => new Map<number, TokenBucket>());
    return entry(ofNumber, perSecond, () => new TokenBucket(perSecond, this.clock.now()));
  }

  portfolioOf(number: BusinessNumber): PortfolioLedger {
    return entry(this.portfolios, number.portfolio, () => new PortfolioLedger());
  }

  outboxOf(number: BusinessNumber): Outbox {
    return entry(this.outboxes, number.id, () => this.outboxFor(number));
  }

  private outboxFor({ id, provider }: BusinessNumber): Outbox {
    // A number that is connected anew is another object; what is on its way goes where that one says.
    if (provider === 'gupshup') return new CallbackOutbox(this.post, () => this.known.numbers.app(id)!);
    return new WebhookOutbox(this.post, new CloudReceiver(() => this.known.numbers.cloud(id)!, this.knobs));
  }

  /** Forgets the limits counted for a number that was connected anew. */
  reconnected(number: BusinessNumber): void {
    this.buckets.delete(number.id);
  }

  /** A duration of the limits section: real time, unless a knob ties it to the speed. */
  limitMs(ms: number): number {
    return this.knobs.limitsFollowSpeed ? ms / this.settings.speed : ms;
  }

  hasOpenSession(number: BusinessNumber, handset: Handset, now: number): boolean {
    return this.sessions.isOpen(number.id, handset, now, this.limitMs(this.knobs.sessionHours * 3_600_000));
  }

  /** What has not happened yet or was not acknowledged yet. */
  get waiting(): number {
    let waiting = this.pendingSteps;
    for (const outbox of this.outboxes.values()) waiting += outbox.waiting;
    return waiting;
  }

  /** Ends this run: nothing scheduled happens any more, and requests still unanswered are cut off. */
  stop(): void {
    this.post.stopped = true;
    this.schedule.clear();
    for (const response of this.unanswered) response.destroy();
    this.unanswered.clear();
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
