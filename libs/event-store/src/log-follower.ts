import type { Clock } from '@arauto/clock';
import { WrittenByLaterVersion } from './door';
import { type EventReader, type Position, type RecordedEvent, START, Unavailable } from './port';

/** Anything that is kept from the events of some streams. */
export interface LogListener {
  /** Of the streams whose events it takes. */
  readonly prefix: string;
  /** May be called again with an event that it has: a subscription delivers at least once, and may begin before what was read already. */
  apply(event: RecordedEvent): void;
}

/**
 * How the subscription is. `live`: whatever is committed is heard at once; whoever must hear of something acts only then. `retrying`: it
 * broke off, and until it has caught up again nothing is heard. `stopped`: at an event of a later version, for good.
 */
export type FollowerStatus = 'starting' | 'live' | 'retrying' | 'stopped' | 'ended';

/** How long an event waits that a listener could not take, milliseconds: each time twice as long, up to the last. */
const AGAIN_AFTER = 200;
const AGAIN_AT_LATEST = 5000;
/** How long somebody may wait for what is in the log before whoever tells of it is taken for deaf, milliseconds. */
const HEARD_WITHIN = 250;
/** How long the log may be lost until what is known of it is too old to go by, milliseconds: a key may have been revoked since. */
const LOST_AFTER = 30_000;

/**
 * The way to follow the log inside a process: one subscription that feeds every listener, gives a listener again what it could not take, and
 * says how far it has come. What is kept from the log by hand would stop at the first failed read, and live on stale.
 * Only before an event of a later version it stops, since that is there to stay.
 */
export class LogFollower {
  private position: Position = START;
  /** In the order in which they began to wait. */
  private waiting: { readonly position: Position; readonly since: number; readonly resolve: () => void }[] = [];
  private state: FollowerStatus = 'starting';
  private failures = 0;
  private stoppedAt: WrittenByLaterVersion | undefined;
  /** Since when the log is lost; monotonic. */
  private lostSince: number | undefined;

  /** @param onFailure told why the subscription broke off; it is begun again by itself */
  constructor(
    private readonly reader: Pick<EventReader, 'subscribe'>,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {}

  /** Everything up to here was heard. */
  get at(): Position {
    return this.position;
  }

  get status(): FollowerStatus {
    return this.state;
  }

  /**
   * Whether what is committed is heard at once. Not so while somebody waits for a position for longer than that should take: the subscription may
   * have died in silence, which is noticed by itself only after seconds.
   */
  get hears(): boolean {
    const [first] = this.waiting;
    return this.state === 'live' && (first === undefined || this.clock.monotonic() - first.since < HEARD_WITHIN);
  }

  /**
   * @throws WrittenByLaterVersion when it has stopped: what the listeners keep grows old
   * @throws Unavailable when the log has been lost for half a minute
   */
  requireFollowing(): void {
    if (this.stoppedAt) throw this.stoppedAt;
    if (this.lostSince !== undefined && this.clock.monotonic() - this.lostSince > LOST_AFTER)
      throw new Unavailable('the log has not been heard of for half a minute');
  }

  /**
   * Follows the log until `signal` aborts, or until it has to stop.
   * @param listeners in the order in which they hear of an event
   * @param after where to begin: not behind what any of them has read by itself
   */
  async run(listeners: readonly LogListener[], after: Position, signal: AbortSignal): Promise<void> {
    this.position = after;
    const filter = { streamPrefixes: [...new Set(listeners.map(({ prefix }) => prefix))] };
    const onState = (state: 'live' | 'retrying', error: unknown) => {
      if (state !== 'retrying') return;
      this.lost();
      this.onFailure(error);
    };
    while (!signal.aborted) {
      try {
        for await (const messages of this.reader.subscribe({ after: this.position, filter, signal, onState })) {
          this.failures = 0;
          for (const message of messages) {
            if (message.kind === 'event') this.take(message.event, listeners);
            else if (message.position > this.position) this.position = message.position;
            // Before that, what is heard is of a while ago.
            if (message.kind === 'caughtUp') {
              this.state = 'live';
              this.lostSince = undefined;
            }
          }
          this.release();
        }
      } catch (error) {
        this.onFailure(error);
        if (error instanceof WrittenByLaterVersion) this.stoppedAt = error;
      }
      if (signal.aborted || this.stoppedAt) break;
      this.lost();
      await this.clock.sleep(Math.min(AGAIN_AT_LATEST, AGAIN_AFTER * 2 ** this.failures++), signal);
    }
    this.state = this.stoppedAt ? 'stopped' : 'ended';
    for (const { resolve } of this.waiting.splice(0)) resolve();
  }

  /** Resolves once the listeners have everything up to `position`, or when there is nothing more to wait for. */
  seen(position: Position): Promise<void> {
    if (this.position >= position || this.state === 'ended' || this.state === 'stopped') return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ position, since: this.clock.monotonic(), resolve }));
  }

  private take(event: RecordedEvent, listeners: readonly LogListener[]): void {
    for (const listener of listeners) if (event.stream.startsWith(listener.prefix)) listener.apply(event);
    this.position = event.position;
  }

  private lost(): void {
    this.state = 'retrying';
    this.lostSince ??= this.clock.monotonic();
  }

  private release(): void {
    const reached = this.waiting.filter(({ position }) => position <= this.position);
    if (reached.length === 0) return;
    this.waiting = this.waiting.filter(({ position }) => position > this.position);
    for (const { resolve } of reached) resolve();
  }
}
