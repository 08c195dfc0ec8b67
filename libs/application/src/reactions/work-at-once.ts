import type { Clock } from '@arauto/clock';
import { Rests } from './rests';

/** Milliseconds. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

interface Running {
  readonly ending: AbortController;
  readonly done: Promise<void>;
}

/** What is done between two looks at what is open. */
interface Round {
  readonly before: () => Promise<void>;
  /** Ids of all that is to be done, the first first: asked only while there is room. */
  readonly open: () => Promise<readonly string[]>;
}

/**
 * Works on as many things at once as it may, in the order in which they are told, but after all others those that could not be done. One that is
 * heard of begins at once if there is room.
 */
export class WorkAtOnce {
  readonly rests: Rests;
  private readonly running = new Map<string, Running>();
  private readonly woken = new Set<string>();
  private signal: AbortSignal | undefined;

  /** @param failed told of what could not be done, but not where it was to end */
  constructor(
    private readonly most: number,
    private readonly clock: Clock,
    private readonly work: (id: string, signal: AbortSignal) => Promise<unknown>,
    private readonly failed: (id: string, error: unknown) => void,
  ) {
    this.rests = new Rests(clock, FIRST_WAIT, LONGEST_WAIT);
  }

  isRunning(id: string): boolean {
    return this.running.has(id);
  }

  /** Harmless for any id. Where there are no rounds nothing is remembered: another process may do the work, and the first round sees all that is open. */
  wake(id: string): void {
    this.rests.wake(id);
    if (!this.signal || this.signal.aborted) return;
    if (!this.running.has(id)) this.woken.add(id);
    this.startWoken();
  }

  /** Ends what is being done for one thing. */
  end(id: string, why: Error): void {
    this.running.get(id)?.ending.abort(why);
  }

  /** Rounds until nothing is being done any more, so that whoever waits for its end waits for the work. @param every milliseconds between rounds */
  async go(signal: AbortSignal, every: number, { before, open }: Round): Promise<void> {
    // What was woken under another signal may be over long since.
    if (this.signal !== signal) this.woken.clear();
    this.signal = signal;
    do {
      await before();
      this.startWoken();
      if (this.running.size < this.most) this.startAll(await open(), signal);
      if (this.running.size === 0) return;
      await Promise.race([...this.all(), this.clock.sleep(every, signal)]);
    } while (!signal.aborted);
    await this.idle();
  }

  /** Resolves when nothing is being done: after `signal` aborted, before the stores are closed. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.all());
  }

  private all(): Promise<void>[] {
    return [...this.running.values()].map(({ done }) => done);
  }

  private startAll(open: readonly string[], signal: AbortSignal): void {
    const { rests } = this;
    const left = open.filter((id) => !this.running.has(id) && !rests.isResting(id));
    left.sort((a, b) => rests.waitOf(a) - rests.waitOf(b));
    for (const id of left) if (!this.start(id, signal)) return;
  }

  private startWoken(): void {
    const { signal } = this;
    if (!signal) return;
    for (const id of this.woken) if (this.start(id, signal)) this.woken.delete(id);
  }

  private start(id: string, signal: AbortSignal): boolean {
    if (signal.aborted || this.running.has(id) || this.running.size >= this.most) return false;
    const ending = new AbortController();
    const done = this.tryOne(id, AbortSignal.any([signal, ending.signal])).finally(() => {
      this.running.delete(id);
      this.startWoken();
    });
    this.running.set(id, { ending, done });
    return true;
  }

  private async tryOne(id: string, signal: AbortSignal): Promise<void> {
    try {
      await this.work(id, signal);
    } catch (error) {
      if (!signal.aborted) this.failed(id, error);
    }
    // Also when it is done: the views may say for a while that it is open.
    this.rests.rest(id);
  }
}
