import type { Clock } from '@arauto/clock';
import type { ViewReader } from '@arauto/read-models';
import { uploadsView } from '@arauto/read-models/operational';
import type { Reaction } from '../reactions/reaction';
import type { UploadReader } from './upload-reader';

/** Files read at once: one that is large must not hold up one that is small; more would only share the same disk. */
const AT_ONCE = 2;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** An upload that could not be read on: when it is tried again, and how long it waited for that. */
interface Rest {
  readonly until: number;
  readonly wait: number;
}

/**
 * Reads the files of open uploads, two at once, the oldest first. What is open is asked of the views, so that after a restart every
 * reading goes on; `wake` saves a new upload the wait for the next look.
 */
export class UploadReactions implements Reaction {
  readonly name = 'uploads';
  readonly every = 1000;
  private readonly running = new Map<string, Promise<void>>();
  private readonly woken = new Set<string>();
  private readonly resting = new Map<string, Rest>();
  private signal: AbortSignal | undefined;
  private swept = false;

  constructor(
    private readonly reader: Pick<UploadReader, 'readOne' | 'sweep'>,
    private readonly views: Pick<ViewReader, 'stream'>,
    private readonly clock: Clock,
    private readonly onFailure: (what: string, error: unknown) => void,
  ) {}

  /** Starts a new upload at once if there is room. Harmless for any id, and before the first look. */
  wake(uploadId: string): void {
    this.resting.delete(uploadId);
    if (!this.running.has(uploadId)) this.woken.add(uploadId);
    this.startWoken();
  }

  /** Returns when nothing is being read any more, so that whoever waits for the reaction to end waits for its readings. */
  async look(signal: AbortSignal): Promise<boolean> {
    this.signal = signal;
    if (!this.swept) {
      await this.reader.sweep();
      this.swept = true;
    }
    do {
      await this.startOpen(signal);
      if (this.running.size === 0) return false;
      await Promise.race([...this.running.values(), this.clock.sleep(this.every, signal)]);
    } while (!signal.aborted);
    await this.idle();
    return false;
  }

  /** Resolves when no file is being read: after `signal` aborted, before the stores are closed. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  private async startOpen(signal: AbortSignal): Promise<void> {
    this.startWoken();
    if (this.running.size >= AT_ONCE) return;
    const where = [{ field: 'status', equals: 'reading' }];
    const query = { where, sort: [{ field: 'receivedAt' }], fields: ['status'] };
    for await (const page of this.views.stream(uploadsView, query)) {
      for (const { id } of page) if (!this.isResting(id)) this.start(id, signal);
      if (this.running.size >= AT_ONCE) return;
    }
  }

  private startWoken(): void {
    const { signal } = this;
    if (!signal) return;
    for (const id of this.woken) if (this.start(id, signal)) this.woken.delete(id);
  }

  private start(id: string, signal: AbortSignal): boolean {
    if (signal.aborted || this.running.has(id) || this.running.size >= AT_ONCE) return false;
    const reading = this.read(id, signal).finally(() => {
      this.running.delete(id);
      this.startWoken();
    });
    this.running.set(id, reading);
    return true;
  }

  private async read(id: string, signal: AbortSignal): Promise<void> {
    try {
      const end = await this.reader.readOne(id, signal);
      if (end === 'waiting') this.rest(id);
      else this.resting.delete(id);
    } catch (error) {
      if (signal.aborted) return;
      this.rest(id);
      this.onFailure(`${this.name}: ${id}`, error);
    }
  }

  private isResting(id: string): boolean {
    return (this.resting.get(id)?.until ?? 0) > this.clock.now();
  }

  private rest(id: string): void {
    const wait = Math.min(LONGEST_WAIT, (this.resting.get(id)?.wait ?? FIRST_WAIT / 2) * 2);
    this.resting.set(id, { until: this.clock.now() + wait, wait });
  }
}
