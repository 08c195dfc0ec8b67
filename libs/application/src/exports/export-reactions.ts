import type { Clock } from '@arauto/clock';
import { idOf, streamPrefix } from '@arauto/domain';
import type { LogListener, RecordedEvent } from '@arauto/event-store';
import type { Condition, ViewReader } from '@arauto/read-models';
import { type ExportDocument, exportsView } from '@arauto/read-models/operational';
import type { Failed, Reaction } from '../reactions/reaction';
import { Rests } from '../reactions/rests';
import type { ExportMaker } from './export-maker';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
/** How often files are looked for whose time is over, or that may hold somebody who was erased: milliseconds. */
const EXPIRE_EVERY = 2000;
/** The same for what exports that are over have left: what a crash left becomes old while the next engine runs. */
const SWEEP_EVERY = 3600_000;

interface Making {
  readonly ending: AbortController;
  readonly done: Promise<void>;
}

/**
 * Makes the files that were asked for, the oldest first, as many at once as a process may, and takes away those whose time is over. What is to be
 * made is asked of the views, so that after a restart every one begins again; hearing of a new one saves it the wait for the next look.
 */
export class ExportReactions implements Reaction, LogListener {
  readonly name = 'exports';
  readonly every = 1000;
  readonly prefix = streamPrefix.export;
  private readonly making = new Map<string, Making>();
  private readonly woken = new Set<string>();
  private readonly rests: Rests;
  private signal: AbortSignal | undefined;
  private expireAt = -Infinity;
  private sweepAt = -Infinity;

  constructor(
    private readonly maker: Pick<ExportMaker, 'makeOne' | 'judge' | 'expireOne' | 'sweepFiles' | 'forgetFilters'>,
    private readonly views: Pick<ViewReader, 'stream'>,
    private readonly atOnce: number,
    private readonly clock: Clock,
    private readonly onFailure: (what: string, error: unknown) => void,
  ) {
    this.rests = new Rests(clock, FIRST_WAIT, LONGEST_WAIT);
  }

  /** Takes in one event of an export. */
  apply({ type, stream }: RecordedEvent): void {
    const id = idOf(stream, streamPrefix.export);
    if (type === 'ExportRequested') this.wake(id);
    if (type === 'ExportCanceled') this.making.get(id)?.ending.abort(new Error('the export was canceled'));
    if (type === 'ExportCanceled' || type === 'ExportExpired' || type === 'ExportFailed') this.sweepAt = -Infinity;
  }

  /** Begins a new one at once if there is room. Harmless for any id, and before the first look. */
  wake(exportId: string): void {
    this.rests.wake(exportId);
    if (!this.making.has(exportId)) this.woken.add(exportId);
    this.startWoken();
  }

  /** Returns when nothing is being made any more, so that whoever waits for the reaction to end waits for its files. */
  async look(signal: AbortSignal, failed: Failed): Promise<boolean> {
    this.signal = signal;
    do {
      await this.expireNowAndThen(failed);
      await this.sweepNowAndThen(failed);
      await this.startOpen(signal);
      if (this.making.size === 0) return false;
      await Promise.race(
        [...this.making.values()].map(({ done }) => done).concat(this.clock.sleep(this.every, signal)),
      );
    } while (!signal.aborted);
    await this.idle();
    return false;
  }

  /** Resolves when no file is being made: after `signal` aborted, before the stores are closed. */
  async idle(): Promise<void> {
    while (this.making.size > 0) await Promise.all([...this.making.values()].map(({ done }) => done));
  }

  private async expireNowAndThen(failed: Failed): Promise<void> {
    if (this.clock.monotonic() < this.expireAt) return;
    this.expireAt = this.clock.monotonic() + EXPIRE_EVERY;
    const whyGone = await this.maker.judge();
    for await (const { id, doc } of this.found(['completed'])) {
      const why = whyGone(doc);
      try {
        if (why !== undefined) await this.maker.expireOne(id, why);
      } catch (error) {
        failed(error);
      }
    }
  }

  private async sweepNowAndThen(failed: Failed): Promise<void> {
    if (this.clock.monotonic() < this.sweepAt) return;
    this.sweepAt = this.clock.monotonic() + SWEEP_EVERY;
    try {
      await this.maker.sweepFiles((id) => this.making.has(id));
      const refs: string[] = [];
      for await (const { doc } of this.found(['failed', 'canceled', 'expired'])) {
        if (doc.personalRef !== null) refs.push(doc.personalRef);
      }
      await this.maker.forgetFilters(refs);
    } catch (error) {
      this.sweepAt = this.clock.monotonic() + LONGEST_WAIT;
      failed(error);
    }
  }

  private async startOpen(signal: AbortSignal): Promise<void> {
    this.startWoken();
    if (this.making.size >= this.atOnce) return;
    const open: { readonly id: string; readonly doc: ExportDocument }[] = [];
    for await (const each of this.found(['queued', 'running'])) {
      if (!this.making.has(each.id) && !this.rests.isResting(each.id)) open.push(each);
    }
    open.sort((a, b) => this.rests.waitOf(a.id) - this.rests.waitOf(b.id) || a.doc.requestedAt - b.doc.requestedAt);
    for (const { id } of open) if (!this.start(id, signal)) return;
  }

  private startWoken(): void {
    const { signal } = this;
    if (!signal) return;
    for (const id of this.woken) if (this.start(id, signal)) this.woken.delete(id);
  }

  private start(id: string, signal: AbortSignal): boolean {
    if (signal.aborted || this.making.has(id) || this.making.size >= this.atOnce) return false;
    const ending = new AbortController();
    const done = this.make(id, AbortSignal.any([signal, ending.signal])).finally(() => {
      this.making.delete(id);
      this.startWoken();
    });
    this.making.set(id, { ending, done });
    return true;
  }

  private async make(id: string, signal: AbortSignal): Promise<void> {
    try {
      await this.maker.makeOne(id, signal);
    } catch (error) {
      if (!signal.aborted) this.onFailure(`${this.name}: ${id}`, error);
    }
    // Also when it is done: the views may say for a while that it is open.
    this.rests.rest(id);
  }

  private async *found(statuses: readonly ExportDocument['status'][]) {
    const where: readonly Condition<typeof exportsView>[] = [{ field: 'status', in: statuses }];
    for await (const page of this.views.stream(exportsView, { where })) yield* page;
  }
}
