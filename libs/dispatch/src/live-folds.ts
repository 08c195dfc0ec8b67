import type { Clock } from '@arauto/clock';
import type { Decider } from '@arauto/domain';
import type { EventReader, Position, RecordedEvent } from '@arauto/event-store';

interface Held<State> {
  readonly revision: number;
  readonly state: State;
}

/** A stream that is being read. */
interface Reading<State> {
  heard: boolean;
  state: Promise<State>;
}

/**
 * The states of some streams, kept current from the log: what a gate looks at in the turn of a write. A stream is read once when
 * it is first asked for; from then on its events arrive by subscription.
 */
export class LiveFold<State, Event extends { readonly type: string; readonly data: unknown }> {
  private readonly held = new Map<string, Held<State>>();
  private readonly readings = new Map<string, Reading<State>>();

  /**
   * @param prefix of the streams, `campaign-`
   * @param keep false for a state that nobody needs any more; it is read again if asked for
   */
  constructor(
    private readonly reader: Pick<EventReader, 'readStream'>,
    private readonly decider: Pick<Decider<State, unknown, Event>, 'initial' | 'evolve'>,
    readonly prefix: string,
    private readonly keep: (state: State) => boolean = () => true,
  ) {}

  /** The state as last heard, without asking the log. */
  peek(id: string): State | undefined {
    return this.held.get(id)?.state;
  }

  ids(): IterableIterator<string> {
    return this.held.keys();
  }

  /** The state, read from the log when it is not held. */
  load(id: string): Promise<State> {
    const held = this.held.get(id);
    if (held) return Promise.resolve(held.state);
    let reading = this.readings.get(id);
    if (!reading) {
      reading = { heard: false, state: Promise.resolve(this.decider.initial) };
      this.readings.set(id, reading);
      reading.state = this.read(id, reading).finally(() => this.readings.delete(id));
    }
    return reading.state;
  }

  /** Takes in one event of the log. A stream that is not held is not made to be: whoever needs it loads it. */
  apply(event: RecordedEvent): void {
    const id = event.stream.slice(this.prefix.length);
    const held = this.held.get(id);
    if (!held) {
      const reading = this.readings.get(id);
      if (reading) reading.heard = true;
      return;
    }
    if (event.revision <= held.revision) return;
    const state = this.decider.evolve(held.state, event as unknown as Event);
    if (this.keep(state)) this.held.set(id, { revision: event.revision, state });
    else this.held.delete(id);
  }

  /** Reads until nothing was heard meanwhile: an event that came during the reading may not be in it, and never comes again. */
  private async read(id: string, reading: Reading<State>): Promise<State> {
    for (;;) {
      reading.heard = false;
      let revision = -1;
      let state = this.decider.initial;
      for await (const event of await this.reader.readStream(this.prefix + id)) {
        revision = event.revision;
        state = this.decider.evolve(state, event as unknown as Event);
      }
      if (reading.heard) continue;
      if (revision >= 0 && this.keep(state)) this.held.set(id, { revision, state });
      return state;
    }
  }
}

/** Any fold, whatever its state. */
interface Listener {
  readonly prefix: string;
  apply(event: RecordedEvent): void;
}

/** How long a failed subscription waits before it is tried again, milliseconds. */
const RESUBSCRIBE_AFTER = 200;

/** One subscription that feeds every fold, and says how far it has come. */
export class LogFollower {
  private position: Position;
  private waiting: { readonly position: Position; readonly resolve: () => void }[] = [];
  /** How the subscription is, for health. */
  status: 'starting' | 'live' | 'retrying' = 'starting';

  /**
   * @param onEvent is told of every event after the folds have it
   * @param onFailure is told why the subscription broke off; it is begun again by itself
   */
  constructor(
    private readonly reader: EventReader,
    private readonly clock: Clock,
    private readonly listeners: readonly Listener[],
    private readonly onEvent: (event: RecordedEvent) => void,
    after: Position,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.position = after;
  }

  /** Position of the last event it has heard of. */
  get at(): Position {
    return this.position;
  }

  /** Follows the log until `signal` aborts; a store that fails is asked again for ever. */
  async run(signal: AbortSignal): Promise<void> {
    const filter = { streamPrefixes: this.listeners.map(({ prefix }) => prefix) };
    while (!signal.aborted) {
      try {
        this.status = 'live';
        for await (const messages of this.reader.subscribe({ after: this.position, filter, signal })) {
          for (const message of messages) {
            if (message.kind === 'event') this.take(message.event);
            else if (message.position > this.position) this.position = message.position;
          }
          this.release();
        }
      } catch (error) {
        this.status = 'retrying';
        this.onFailure(error);
        await this.clock.sleep(RESUBSCRIBE_AFTER, signal);
      }
    }
    this.waiting.forEach(({ resolve }) => resolve());
  }

  /** Resolves once the folds have everything up to `position`. */
  seen(position: Position): Promise<void> {
    if (this.position >= position) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ position, resolve }));
  }

  private take(event: RecordedEvent): void {
    for (const listener of this.listeners) if (event.stream.startsWith(listener.prefix)) listener.apply(event);
    this.position = event.position;
    this.onEvent(event);
  }

  private release(): void {
    const reached = this.waiting.filter(({ position }) => position <= this.position);
    if (reached.length === 0) return;
    this.waiting = this.waiting.filter(({ position }) => position > this.position);
    reached.forEach(({ resolve }) => resolve());
  }
}
