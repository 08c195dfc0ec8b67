import type { Clock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { type Change, type View, type ViewWriter, type ViewWriterOptions, withTallies } from '@arauto/read-models';
import { type Chosen, describeViews, type Fillings, gatherEach } from '@arauto/read-models/adapters';
import { GatheredChanges } from './changes';
import type { MemoryViewDisk } from './disk';
import { OwnedLane } from './lane';

/** Of how documents lie in memory there is one way only. */
const LAYOUT = 1;

export interface MemoryViewWriterOptions extends ViewWriterOptions {
  readonly disk: MemoryViewDisk;
  /** Every view of the group. */
  readonly views: readonly View[];
  /** Of the life that writes: by it its owner gives signs of life, and waits for another's. */
  readonly clock: Clock;
}

/** What a program with these views is told by. */
export function definitionOf(views: readonly View[]): string {
  return describeViews(withTallies(views), LAYOUT).definition;
}

/**
 * Opens the writer of one lane of a group's views. The lane is taken over from whoever has it when its checkpoint is asked for.
 * @throws TypeError for a view of another group, or a lane that there is not
 */
export async function openMemoryViewWriter(options: MemoryViewWriterOptions): Promise<ViewWriter> {
  const { disk, views, clock, rebuild = false, lane = { index: 0, of: 1 } } = options;
  for (const view of views) {
    if (view.group !== disk.group) throw new TypeError(`view ${view.name} is ${view.group}, not ${disk.group}`);
  }
  if (!(Number.isInteger(lane.index) && lane.index >= 0 && lane.index < lane.of)) {
    throw new TypeError(`there is no lane ${lane.index} of ${lane.of}`);
  }
  const wanted = { ...describeViews(withTallies(views), LAYOUT), lanes: lane.of, rebuild };
  const chosen = await disk.open(views, wanted, options);
  return new MemoryViewWriter(disk, views, chosen, new OwnedLane(disk, clock, chosen.filling.number, lane.index));
}

class MemoryViewWriter implements ViewWriter {
  readonly interruptedRebuild: boolean;
  private readonly number: number;
  private filling: boolean;
  /** By view: what came since the last commit. */
  private readonly gathered = new Map<string, GatheredChanges>();

  constructor(
    private readonly disk: MemoryViewDisk,
    private readonly views: readonly View[],
    { filling, older, interruptedRebuild }: Chosen<Fillings>,
    private readonly lane: OwnedLane,
  ) {
    this.number = filling.number;
    this.filling = older !== undefined;
    this.interruptedRebuild = interruptedRebuild;
  }

  isFilling(): boolean {
    return this.filling;
  }

  async checkpoint(): Promise<Position> {
    this.forget();
    return Promise.resolve(this.lane.position());
  }

  gather(changes: readonly Change[]): void {
    gatherEach(changes, (change) => this.gatheredOf(change.view).take(change));
  }

  async commit(from: Position, to: Position): Promise<void> {
    try {
      const place = this.lane.at(from);
      const { views } = this.disk.filling(this.number);
      const written = [...this.gathered].map(([name, changes]) => {
        const view = views.get(name)!;
        return { view, changed: changes.on(view) };
      });
      for (const { view, changed } of written) view.write(changed);
      place.position = to;
    } catch (error) {
      this.lane.forget();
      throw error;
    } finally {
      this.forget();
    }
    return Promise.resolve();
  }

  async caughtUp(): Promise<void> {
    if (!this.filling) return;
    this.lane.markCaughtUp();
    this.filling = !this.disk.turn(this.number);
    return Promise.resolve();
  }

  standBy(signal: AbortSignal): Promise<void> {
    return this.lane.standBy(signal);
  }

  async discard(): Promise<void> {
    await this.close();
    this.disk.remove([this.number]);
  }

  close(): Promise<void> {
    this.lane.release();
    return Promise.resolve();
  }

  private forget(): void {
    for (const changes of this.gathered.values()) changes.forget();
  }

  private gatheredOf(view: string): GatheredChanges {
    const known = this.gathered.get(view);
    if (known) return known;
    const kept = this.views.find(({ name }) => name === view);
    if (!kept) throw new TypeError(`no ${this.disk.group} view ${view}`);
    const gathered = new GatheredChanges(kept);
    this.gathered.set(view, gathered);
    return gathered;
  }
}
