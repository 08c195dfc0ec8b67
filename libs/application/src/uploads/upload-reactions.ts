import type { Clock } from '@arauto/clock';
import { streamPrefix } from '@arauto/domain';
import type { LogListener, RecordedEvent } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { uploadsView } from '@arauto/read-models/operational';
import type { Reaction } from '../reactions/reaction';
import { Rests } from '../reactions/rests';
import type { UploadReader } from './upload-reader';

/** Files read at once: one that is large must not hold up one that is small; more would only share the same disk. */
const AT_ONCE = 2;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
/** How often files that nobody will read are looked for, milliseconds: what a crash left becomes old while the next engine runs. */
const SWEEP_EVERY = 3600_000;

/** What the sweep rests under; no upload has this id. */
const SWEEP = 'sweep';

/**
 * Reads the files of open uploads, two at once, the oldest first, but after all others those that could not be read on. What is open
 * is asked of the views, so that after a restart every reading goes on; hearing of a new upload saves it the wait for the next look.
 */
export class UploadReactions implements Reaction, LogListener {
  readonly name = 'uploads';
  readonly every = 1000;
  readonly prefix = streamPrefix.campaign;
  private readonly running = new Map<string, Promise<void>>();
  private readonly woken = new Set<string>();
  private readonly rests: Rests;
  private signal: AbortSignal | undefined;
  private sweepAt = -Infinity;

  constructor(
    private readonly reader: Pick<UploadReader, 'readOne' | 'sweep'>,
    private readonly views: Pick<ViewReader, 'stream'>,
    private readonly clock: Clock,
    private readonly onFailure: (what: string, error: unknown) => void,
  ) {
    this.rests = new Rests(clock, FIRST_WAIT, LONGEST_WAIT);
  }

  /** Takes in one event of a campaign. */
  apply({ type, data }: RecordedEvent): void {
    if (type === 'UploadOpened') this.wake(String(data['uploadId']));
  }

  /** Starts a new upload at once if there is room. Harmless for any id, and before the first look. */
  wake(uploadId: string): void {
    this.rests.wake(uploadId);
    if (!this.running.has(uploadId)) this.woken.add(uploadId);
    this.startWoken();
  }

  /** Returns when nothing is being read any more, so that whoever waits for the reaction to end waits for its readings. */
  async look(signal: AbortSignal): Promise<boolean> {
    this.signal = signal;
    do {
      await this.sweepNowAndThen();
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

  /** Files that are left over hold up none that is to be read. */
  private async sweepNowAndThen(): Promise<void> {
    if (this.clock.monotonic() < this.sweepAt || this.rests.isResting(SWEEP)) return;
    try {
      await this.reader.sweep();
      this.sweepAt = this.clock.monotonic() + SWEEP_EVERY;
    } catch (error) {
      this.rests.rest(SWEEP);
      this.onFailure('the sweep of contact files', error);
    }
  }

  private async startOpen(signal: AbortSignal): Promise<void> {
    this.startWoken();
    if (this.running.size >= AT_ONCE) return;
    const where = [{ field: 'status', equals: 'reading' }] as const;
    const query = { where, sort: [{ field: 'receivedAt' }], fields: ['status'] } as const;
    const open: string[] = [];
    for await (const page of this.views.stream(uploadsView, query)) {
      for (const { id } of page) if (!this.running.has(id) && !this.rests.isResting(id)) open.push(id);
    }
    open.sort((a, b) => this.rests.waitOf(a) - this.rests.waitOf(b));
    for (const id of open) if (!this.start(id, signal)) return;
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
      await this.reader.readOne(id, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.onFailure(`${this.name}: ${id}`, error);
    }
    // Also when it is done: the views may say for a while that it is open.
    this.rests.rest(id);
  }
}
