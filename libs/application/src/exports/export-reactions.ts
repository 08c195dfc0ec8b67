import type { Clock } from '@arauto/clock';
import { idOf, streamPrefix } from '@arauto/domain';
import type { LogListener, RecordedEvent } from '@arauto/event-store';
import type { Condition, ViewReader } from '@arauto/read-models';
import { type ExportDocument, exportsView } from '@arauto/read-models/operational';
import type { Failed, Reaction } from '../reactions/reaction';
import { WorkAtOnce } from '../reactions/work-at-once';
import type { ExportMaker } from './export-maker';
import { personalRefOf } from './filters-in-vault';

/** How often files are looked for whose time is over, or that may hold somebody who was erased: milliseconds. */
const EXPIRE_EVERY = 2000;
/** The same for what exports that are over have left: what a crash left becomes old while the next engine runs. */
const SWEEP_EVERY = 3600_000;
/** Exports that ended and whose filters are still to be forgotten; with more, all there ever were are looked at. */
const MOST_ENDED = 1000;
/** After a sweep that failed. */
const SWEEP_AGAIN_AFTER = 60_000;

/**
 * Makes the files that were asked for, the oldest first, as many at once as a process may, and takes away those whose time is over. What is to be
 * made is asked of the views, so that after a restart every one begins again; hearing of a new one saves it the wait for the next look.
 */
export class ExportReactions implements Reaction, LogListener {
  readonly name = 'exports';
  readonly every = 1000;
  readonly prefix = streamPrefix.export;
  private readonly making: WorkAtOnce;
  private expireAt = -Infinity;
  private sweepAt = -Infinity;
  private forgetAllAt = -Infinity;
  private readonly ended = new Set<string>();

  constructor(
    private readonly maker: Pick<ExportMaker, 'makeOne' | 'judge' | 'expireOne' | 'sweepFiles' | 'forgetFilters'>,
    private readonly views: Pick<ViewReader, 'stream'>,
    atOnce: number,
    private readonly clock: Clock,
    onFailure: (what: string, error: unknown) => void,
  ) {
    const make = (id: string, signal: AbortSignal) => maker.makeOne(id, signal);
    this.making = new WorkAtOnce(atOnce, clock, make, (id, error) => onFailure(`${this.name}: ${id}`, error));
  }

  /** Takes in one event of an export. */
  apply({ type, stream }: RecordedEvent): void {
    const id = idOf(stream, streamPrefix.export);
    if (type === 'ExportRequested') this.wake(id);
    if (type === 'ExportCanceled') this.making.end(id, new Error('the export was canceled'));
    if (type === 'ExportCanceled' || type === 'ExportExpired' || type === 'ExportFailed') this.noteEnd(id);
  }

  /** Begins a new one at once if there is room. Harmless for any id, and before the first look. */
  wake(exportId: string): void {
    this.making.wake(exportId);
  }

  /** Returns when nothing is being made any more. */
  async look(signal: AbortSignal, failed: Failed): Promise<boolean> {
    const before = async () => {
      await this.expireNowAndThen(failed);
      await this.sweepNowAndThen(failed);
    };
    await this.making.go(signal, this.every, { before, open: () => this.open() });
    return false;
  }

  /** Resolves when no file is being made. */
  idle(): Promise<void> {
    return this.making.idle();
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

  private noteEnd(id: string): void {
    if (this.ended.size < MOST_ENDED) this.ended.add(id);
    else this.forgetAllAt = -Infinity;
    this.sweepAt = -Infinity;
  }

  private async sweepNowAndThen(failed: Failed): Promise<void> {
    const now = this.clock.monotonic();
    if (now < Math.min(this.sweepAt, this.forgetAllAt)) return;
    const all = now >= this.forgetAllAt;
    const ended = [...this.ended];
    this.sweepAt = now + SWEEP_EVERY;
    if (all) this.forgetAllAt = now + SWEEP_EVERY;
    try {
      await this.maker.sweepFiles((id) => this.making.isRunning(id));
      await this.maker.forgetFilters([...ended.map(personalRefOf), ...(all ? await this.refsOfEnded() : [])]);
      for (const id of ended) this.ended.delete(id);
    } catch (error) {
      this.sweepAt = this.clock.monotonic() + SWEEP_AGAIN_AFTER;
      if (all) this.forgetAllAt = this.sweepAt;
      failed(error);
    }
  }

  /** Of every export that ever was: asked at the first look and once an hour. */
  private async refsOfEnded(): Promise<string[]> {
    const refs: string[] = [];
    for await (const { doc } of this.found(['failed', 'canceled', 'expired'])) {
      if (doc.personalRef !== null) refs.push(doc.personalRef);
    }
    return refs;
  }

  private async open(): Promise<readonly string[]> {
    const open: { readonly id: string; readonly doc: ExportDocument }[] = [];
    for await (const each of this.found(['queued', 'running'])) open.push(each);
    return open.sort((a, b) => a.doc.requestedAt - b.doc.requestedAt).map(({ id }) => id);
  }

  private async *found(statuses: readonly ExportDocument['status'][]) {
    const where: readonly Condition<typeof exportsView>[] = [{ field: 'status', in: statuses }];
    for await (const page of this.views.stream(exportsView, { where })) yield* page;
  }
}
