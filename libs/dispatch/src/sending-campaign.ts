import type { KnownCampaign } from '@arauto/domain';
import type { ClockReading } from './call-by';
import { CampaignQueue } from './campaign-queue';
import type { DispatchDeps } from './deps';
import type { Waiting } from './floor';
import type { KnownPersons } from './known-persons';
import { Paced } from './pace';
import { RateMeter } from './rate-meter';
import { OpenTimes } from './send-window';

/** A campaign under way: who is due, which calls are out, how fast it goes, and why it waits. */
export class SendingCampaign {
  /** What keeps it from being looked at: a number that is paused, a log that is away. */
  closed: Waiting | null = null;
  /** What keeps those who are due, as far as the queue itself does not say. */
  reason: Waiting | null = null;
  /** It is being paused from here, and the log has not said so yet. */
  isPausing = false;
  /** Undefined where it may be sent at any time. Its settings are those of its start. */
  private readonly window: OpenTimes | undefined;
  private readonly sent = new RateMeter();
  private pace: Paced | null = null;
  private calls = 0;

  readonly subaccountId: string;
  readonly senderId: string;
  readonly queue: CampaignQueue;

  constructor(
    readonly campaignId: string,
    /** As the log had it in the last round. */
    public known: KnownCampaign,
    deps: Pick<DispatchDeps, 'views' | 'vault' | 'viewsAt' | 'store' | 'log'>,
    persons: KnownPersons,
  ) {
    this.subaccountId = known.subaccountId;
    this.senderId = known.settings.senderIds[0] ?? '';
    const { sendWindow, timeZone } = known.settings;
    this.window = sendWindow ? new OpenTimes(sendWindow, timeZone ?? 'UTC') : undefined;
    this.queue = new CampaignQueue(this, deps, persons);
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

  /** Its own pace beside that of its number, as it is set now; null where it has none. @param now monotonic */
  paceAt(now: number): Paced | null {
    const messagesPerSecond = this.known.settings.pace?.messagesPerSecond;
    if (messagesPerSecond === undefined) return null;
    this.pace ??= new Paced(messagesPerSecond, now);
    return this.pace.at(messagesPerSecond, now);
  }

  /** Why nothing may leave now; null where its window lets it. @param wall milliseconds since the epoch */
  outsideWindow(wall: number): Waiting | null {
    return this.window?.closedAt(wall) ?? null;
  }

  waiting(now: ClockReading): Waiting | null {
    return this.closed ?? this.reason ?? this.queue.waiting(now);
  }
}
