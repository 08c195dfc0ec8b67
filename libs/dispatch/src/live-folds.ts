import { type Decider, idOf } from '@arauto/domain';
import { type DomainEvent, type EventReader, eventOf, loadStream, type RecordedEvent } from '@arauto/event-store';

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
 * The states of some streams, kept current from the log: what a gate looks at synchronously with a write. A stream is read once when
 * it is first asked for; from then on its events arrive by subscription.
 */
export class LiveFold<State, Event extends DomainEvent> {
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

  /** Of the last event taken in; undefined where the state is not held. */
  revisionOf(id: string): number | undefined {
    return this.held.get(id)?.revision;
  }

  /** Reads a stream that is held once more, for what the subscription has not told of it yet. */
  async refresh(id: string): Promise<void> {
    const { state, revision } = await loadStream(this.reader, this.decider, this.prefix + id);
    const held = this.held.get(id);
    if (held && revision > held.revision) this.take(id, revision, state);
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
    const id = idOf(event.stream, this.prefix);
    const held = this.held.get(id);
    if (!held) {
      const reading = this.readings.get(id);
      if (reading) reading.heard = true;
      return;
    }
    if (event.revision <= held.revision) return;
    this.take(id, event.revision, this.decider.evolve(held.state, eventOf(this.decider, event)));
  }

  private take(id: string, revision: number, state: State): void {
    if (this.keep(state)) this.held.set(id, { revision, state });
    else this.held.delete(id);
  }

  /** Reads until nothing was heard meanwhile: an event that came during the reading may not be in it, and never comes again. */
  private async read(id: string, reading: Reading<State>): Promise<State> {
    for (;;) {
      reading.heard = false;
      const { state, revision } = await loadStream(this.reader, this.decider, this.prefix + id);
      if (reading.heard) continue;
      if (revision >= 0 && this.keep(state)) this.held.set(id, { revision, state });
      return state;
    }
  }
}
