import type { Clock } from '@arauto/clock';
import { streamPrefix } from '@arauto/domain';
import type { LogListener, RecordedEvent } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { uploadsView } from '@arauto/read-models/operational';
import type { Reaction } from '../reactions/reaction';
import { WorkAtOnce } from '../reactions/work-at-once';
import type { UploadReader } from './upload-reader';

/** Files read at once: one that is large must not hold up one that is small; more would only share the same disk. */
const AT_ONCE = 2;
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
  private readonly reading: WorkAtOnce;
  private sweepAt = -Infinity;

  constructor(
    private readonly reader: Pick<UploadReader, 'readOne' | 'sweep'>,
    private readonly views: Pick<ViewReader, 'stream'>,
    private readonly clock: Clock,
    private readonly onFailure: (what: string, error: unknown) => void,
  ) {
    const read = (id: string, signal: AbortSignal) => reader.readOne(id, signal);
    this.reading = new WorkAtOnce(AT_ONCE, clock, read, (id, error) => onFailure(`${this.name}: ${id}`, error));
  }

  /** Takes in one event of a campaign. */
  apply({ type, data }: RecordedEvent): void {
    if (type === 'UploadOpened') this.wake(String(data['uploadId']));
  }

  /** Starts a new upload at once if there is room. Harmless for any id, and before the first look. */
  wake(uploadId: string): void {
    this.reading.wake(uploadId);
  }

  /** Returns when nothing is being read any more. */
  async look(signal: AbortSignal): Promise<boolean> {
    await this.reading.go(signal, this.every, { before: () => this.sweepNowAndThen(), open: () => this.open() });
    return false;
  }

  /** Resolves when no file is being read. */
  idle(): Promise<void> {
    return this.reading.idle();
  }

  /** Files that are left over hold up none that is to be read. */
  private async sweepNowAndThen(): Promise<void> {
    if (this.clock.monotonic() < this.sweepAt || this.reading.rests.isResting(SWEEP)) return;
    try {
      await this.reader.sweep();
      this.sweepAt = this.clock.monotonic() + SWEEP_EVERY;
    } catch (error) {
      this.reading.rests.rest(SWEEP);
      this.onFailure('the sweep of contact files', error);
    }
  }

  private async open(): Promise<readonly string[]> {
    const where = [{ field: 'status', equals: 'reading' }] as const;
    const query = { where, sort: [{ field: 'receivedAt' }], fields: ['status'] } as const;
    const open: string[] = [];
    for await (const page of this.views.stream(uploadsView, query)) open.push(...page.map(({ id }) => id));
    return open;
  }
}
