import type { Clock } from '@arauto/clock';
import { type Lane, type Position, Unavailable } from '@arauto/event-store';
import {
  type Group,
  type OpenViewWriter,
  type Projection,
  runProjector,
  type ViewWriter,
  ViewsUnreadable,
} from '@arauto/read-models';
import type { EventLogReader } from '../stores/event-log';
import { isStoreAway } from '../stores/store-errors';
import type { StoreKind } from '../stores/store-kind';
import { PROJECTIONS } from './projections';
import type { FromProjector, ToProjector } from './projectors';

/** How long one waits that could not begin because a store was away, milliseconds. */
const BEGINS_AGAIN_AFTER = 1_000;

export interface GroupProjectorParts {
  /** Read by nobody else; closed when the projector is stopped. */
  readonly reader: EventLogReader;
  readonly stores: Pick<StoreKind, 'openViewWriter' | 'lanes'>;
  readonly group: Group;
  /** Which part of the log it keeps the views up with, from 0. */
  readonly lane: number;
  readonly clock: Clock;
}

/** Keeps the views of one group up with the log, in whatever thread it is made, and says how that goes. */
export class GroupProjector {
  private readonly projections: readonly Projection[];
  private readonly open: OpenViewWriter;
  private readonly stopping = new AbortController();
  /** Events that a person decided to leave out. */
  private readonly skipped = new Set<Position>();
  private readonly running = new Set<Promise<void>>();
  private readonly writers = new Set<ViewWriter>();
  /** Those of them that wrote what turned out to be damaged. */
  private readonly damaged = new Set<ViewWriter>();
  /** Ends every filling under way: beside one that goes, none can tell what it will be. */
  private remaking = new AbortController();

  constructor(
    private readonly parts: GroupProjectorParts,
    private readonly tell: (message: FromProjector) => void,
  ) {
    const { group, stores } = parts;
    this.projections = PROJECTIONS[group];
    this.open = (options) => stores.openViewWriter(group, options);
    this.start();
  }

  hear(message: ToProjector): void {
    switch (message.type) {
      case 'grown':
        return this.parts.reader.notify();
      case 'rebuild':
        return this.start(true);
      case 'skip':
        this.skipped.add(message.position);
        return this.start();
      case 'remake':
        // found by somebody who reads, and readers look at no filling
        return this.remake([...this.writers].filter((writer) => !writer.isFilling()));
    }
  }

  /** Resolves when nothing is written or read any more. */
  async stop(): Promise<void> {
    const { reader } = this.parts;
    this.stopping.abort();
    reader.notify();
    await Promise.all(this.running);
    await reader.close();
  }

  private start(rebuild = false): void {
    const kept = this.keep(rebuild).catch((error: unknown) => {
      this.tell({ type: 'ended', reason: error instanceof Error ? error.message : String(error) });
    });
    this.running.add(kept);
    void kept.then(() => this.running.delete(kept));
  }

  /** Keeps one filling of the group up with the log until it is superseded, poisoned, damaged or stopped. */
  private async keep(rebuild: boolean): Promise<void> {
    const { tell, projections, remaking } = this;
    const { reader, clock, stores, lane: index } = this.parts;
    const lane = stores.lanes === 1 ? undefined : { index, of: stores.lanes };
    const writer = await this.openSurely(rebuild, lane);
    if (!writer) return;
    this.writers.add(writer);
    if (writer.interruptedRebuild && !rebuild) this.start(true);
    let filling = writer.isFilling();
    tell({ type: 'filling', filling });
    let told: Position | undefined;
    // Every word wakes the thread that serves and sends, so none is said twice.
    const tellProgress = (position: Position) => {
      // Readers still look at the older filling until this one has caught up.
      if (position === told || writer.isFilling()) return;
      told = position;
      tell({ type: 'progress', position });
    };
    const end = await runProjector({
      projections,
      lane,
      reader,
      writer,
      clock,
      signal: AbortSignal.any([this.stopping.signal, remaking.signal]),
      skip: this.skipped,
      onProgress: tellProgress,
      onCaughtUp: (position) => {
        if (filling && !writer.isFilling()) {
          filling = false;
          tell({ type: 'filling', filling });
        }
        tellProgress(position);
      },
      onPoison: (poison) => tell({ type: 'poison', poison }),
      onStandBy: () => {
        told = undefined;
        tell({ type: 'standsBy' });
      },
      onTrouble: (error) => {
        tell({ type: 'trouble', with: error instanceof Unavailable ? 'log' : 'views', error: String(error) });
        if (error instanceof ViewsUnreadable) this.remake([writer]);
      },
    });
    this.writers.delete(writer);
    if (this.damaged.delete(writer)) {
      // Damaged as it is, it may not even be closed in good order.
      return writer.discard().catch((error: unknown) => tell({ type: 'trouble', with: 'views', error: String(error) }));
    }
    await writer.close();
    // Another process has filled them anew, and there is a place to stand by at again.
    if (end.reason === 'superseded' && this.running.size === 1) return this.start();
    if (end.reason !== 'aborted' && end.reason !== 'superseded') tell({ type: 'ended', reason: end.reason });
  }

  /**
   * A store that is away when it begins ends nothing: nobody would begin it again.
   * @returns undefined when it was stopped before
   */
  private async openSurely(rebuild: boolean, lane: Lane | undefined): Promise<ViewWriter | undefined> {
    const { tell } = this;
    const { reader, clock } = this.parts;
    const { signal } = this.stopping;
    const onDamage = (error: Error) => tell({ type: 'trouble', with: 'views', error: error.message });
    while (!signal.aborted) {
      try {
        return await this.open({ rebuild, lane, head: () => reader.head(), onDamage });
      } catch (error) {
        if (!isStoreAway(error)) throw error;
        tell({ type: 'notBegun', error: error.message });
        await clock.sleep(BEGINS_AGAIN_AFTER, signal);
      }
    }
    return undefined;
  }

  /** What is damaged is deleted, when nobody writes to it any more, and made again: it holds nothing that is not in the log. */
  private remake(damaged: readonly ViewWriter[]): void {
    for (const writer of damaged) this.damaged.add(writer);
    if (this.remaking.signal.aborted) return;
    this.remaking.abort();
    void Promise.all(this.running).then(() => {
      this.remaking = new AbortController();
      if (this.stopping.signal.aborted) return;
      this.tell({ type: 'remade' });
      this.start();
    });
  }
}
