import { type Position, START } from '@arauto/event-store';
import {
  type Group,
  SnapshotLost,
  type View,
  ViewsBeingMade,
  ViewsUnreadable,
  type ViewWriterOptions,
} from '@arauto/read-models';
import {
  aheadOf,
  choose,
  type Chosen,
  compareValues,
  type Fillings,
  lowest,
  readable,
  turned,
  type Wanted,
  whyGone,
  without,
} from '@arauto/read-models/adapters';
import { Order } from './order';
import { MemoryView } from './view';

/** Where a lane of a filling stands, and who may move it. */
export interface Place {
  position: Position;
  /** Raised by whoever takes the lane over: who had it before can move it no more. */
  epoch: number;
  /** Whether its owner has not let it go. */
  isOwned: boolean;
  /** Signs of life of its owner. */
  beats: number;
  /** Its writer was at the end of the log once. */
  caughtUp: boolean;
}

/** What lies there of one filling. */
export interface Lying {
  readonly views: ReadonlyMap<string, MemoryView>;
  /** By lane. */
  readonly places: readonly Place[];
}

/** A filling as it is read. */
export interface Reading extends Lying {
  /** What it held the log up to when it was made; short of that it is a part of the truth. */
  readonly target: Position;
}

/** What lies on a disk at one moment. */
interface Image {
  readonly fillings: Fillings;
  readonly lying: ReadonlyMap<number, Lying>;
}

/**
 * What there is of a group's views, for all lives of a world. Fillings follow each other by the rule of MongoDB's adapter; but what is superseded is gone
 * at once, as readers look at the pointer in the turn in which they read, and what programs of other views read stays for them.
 */
export class MemoryViewDisk {
  private present: Image = { fillings: { newest: -1, fillings: [] }, lying: new Map() };
  /** The numbers of fillings that cannot be read any more. */
  private readonly torn = new Set<number>();
  /** How often moments were forgotten. */
  private forgotten = 0;

  constructor(readonly group: Group) {}

  /** The filling a writer goes on with, made if there is none. */
  async open(
    views: readonly View[],
    wanted: Omit<Wanted, 'target'>,
    { head, onDamage }: Pick<ViewWriterOptions, 'head' | 'onDamage'>,
  ): Promise<Chosen<Fillings>> {
    const { fillings } = this.present;
    const places = [...this.present.lying].flatMap(([filling, lying]) =>
      lying.places.map(({ position }) => ({ filling, position })),
    );
    const target = await head?.();
    const ahead = target === undefined ? [] : aheadOf(target, fillings, places);
    this.giveUp(ahead, 'are ahead of the log', onDamage);
    this.giveUp([...this.torn], 'cannot be read', onDamage);
    const chosen = choose(this.present.fillings, { ...wanted, target: target ?? START });
    const { number } = chosen.filling;
    const lying = new Map(this.present.lying);
    if (!lying.has(number)) lying.set(number, emptyFilling(views, wanted.lanes));
    this.present = { fillings: chosen.group, lying };
    return chosen;
  }

  /** A filling that is written to. @throws Superseded, ViewsUnreadable */
  filling(number: number): Lying {
    const lying = this.present.lying.get(number);
    if (!lying) throw whyGone(this.group, number, this.present.fillings);
    this.checkWhole(number);
    return lying;
  }

  /** Where a lane stands, if there is such a filling. */
  placeOf(number: number, lane: number): Place | undefined {
    return this.present.lying.get(number)?.places[lane];
  }

  /**
   * Turns readers to a filling whose lanes have all been at the end of the log, unless the one they read is further.
   * @returns whether readers are turned
   */
  turn(number: number): boolean {
    const { places } = this.filling(number);
    const { fillings, lying } = this.present;
    const filling = fillings.fillings.find((each) => each.number === number)!;
    if (filling.state === 'ready') return true;
    if (!places.every(({ caughtUp }) => caughtUp)) return false;
    const older = readable(fillings.fillings, filling.definition);
    if (older && lowest(lying.get(older.number)!.places) > lowest(places)) return false;
    const group = turned(fillings, filling);
    this.present = { fillings: group, lying };
    this.remove(group.fillings.filter(({ state }) => state === 'superseded').map((each) => each.number));
    return true;
  }

  /** What is read by programs with these views. @throws ViewsBeingMade where there is nothing; ViewsUnreadable */
  read(definition: string): Reading {
    const filling = readable(this.present.fillings.fillings, definition);
    if (!filling) throw new ViewsBeingMade(this.group, START, START);
    this.checkWhole(filling.number);
    return { ...this.present.lying.get(filling.number)!, target: filling.target };
  }

  /** What is read by programs with the newest views that are read at all. @throws as `read` */
  newest(): Reading {
    return this.read('');
  }

  /** The same as it is now, for later. @throws as `read`, and SnapshotLost once it was forgotten */
  moment(definition: string): () => Reading {
    const { target, ...lying } = this.read(definition);
    const moment = { ...copyOf(lying), target };
    const since = this.forgotten;
    return () => {
      if (this.forgotten > since) throw new SnapshotLost('the moment that was read was forgotten');
      return moment;
    };
  }

  remove(numbers: readonly number[]): void {
    const lying = new Map([...this.present.lying].filter(([number]) => !numbers.includes(number)));
    this.present = { fillings: without(this.present.fillings, numbers), lying };
    for (const number of numbers) this.torn.delete(number);
  }

  /** Deletes everything behind the back of whoever reads and writes it. */
  wipe(): void {
    this.remove([...this.present.lying.keys()]);
  }

  /** Nothing of what lies there can be read any more, until a writer makes it again. */
  tear(): void {
    for (const number of this.present.lying.keys()) this.torn.add(number);
  }

  /** No snapshot that is open now can be read any more. */
  forgetMoments(): void {
    this.forgotten += 1;
  }

  /** What lies there now, to be put back. */
  image(): Image {
    const { fillings, lying } = this.present;
    return { fillings, lying: mapped(lying, copyOf) };
  }

  /** Takes back what was written since, as a power cut may. Nobody has the views open then. */
  putBack({ fillings, lying }: Image): void {
    this.torn.clear();
    this.present = { fillings, lying: mapped(lying, copyOf) };
  }

  private giveUp(numbers: readonly number[], what: string, onDamage: ViewWriterOptions['onDamage']): void {
    // another may have given them up meanwhile
    const there = numbers.filter((number) => this.present.lying.has(number));
    if (there.length === 0) return;
    this.remove(there);
    onDamage?.(new ViewsUnreadable(`the ${this.group} views ${what}. They are made again from the log`));
  }

  private checkWhole(number: number): void {
    if (this.torn.has(number)) throw new ViewsUnreadable(`the ${this.group} views cannot be read`);
  }
}

/** Every document that is read of a group, in one order, as text: equal where the documents are. */
export function contentOf(disk: MemoryViewDisk): string {
  const lines: string[] = [];
  const views = [...disk.newest().views].sort(([a], [b]) => compareValues(a, b));
  for (const [name, view] of views) {
    const rows = view.inOrder(new Order(view.view, view.view, []));
    for (const { id, cells } of rows) lines.push(JSON.stringify([name, id, cells]));
  }
  return lines.join('\n');
}

function emptyFilling(views: readonly View[], lanes: number): Lying {
  const place: Place = { position: START, epoch: 0, isOwned: false, beats: 0, caughtUp: false };
  return {
    views: new Map(views.map((view) => [view.name, new MemoryView(view)])),
    places: Array.from({ length: lanes }, () => ({ ...place })),
  };
}

function copyOf({ views, places }: Lying): Lying {
  return { views: mapped(views, (view) => view.copy()), places: places.map((place) => ({ ...place })) };
}

function mapped<K, V>(map: ReadonlyMap<K, V>, change: (value: V) => V): ReadonlyMap<K, V> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
