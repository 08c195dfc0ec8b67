/**
 * Read models: views made of documents, kept by projections, asked through a small query side.
 * Nothing here knows a driver; SQLite and MongoDB keep the same promises.
 */
import type { Lane, Position, RecordedEvent } from '@arauto/event-store';
import type { Change } from './change';
import type { ComparableField, Document, FieldName, Group, Held, Value, View } from './view';

export interface Projection {
  readonly view: View;
  /** Event types it handles; others are never shown to it. */
  readonly handles: readonly string[];
  /** Pure: no clock, no chance, no reading. */
  project(event: RecordedEvent): readonly Change[];
}

/** What a field that holds `Held` may be asked for. */
export type ConditionOn<Name extends string, Held> =
  | { readonly field: Name; readonly equals: Held & Value }
  | { readonly field: Name; readonly in: readonly (Held & Value)[] }
  /** None of these. Enters no index: what most documents are is told by what few are not. */
  | { readonly field: Name; readonly notIn: readonly (Held & Value)[] }
  | RangeOf<Name, Held & (string | number)>
  /** Not null: what is asked of a field that a partial index says it of. */
  | (null extends Held ? { readonly field: Name; readonly set: true } : never)
  | ([Held & string] extends [never] ? never : { readonly field: Name; readonly prefix: string });

/** `from` inclusive, `to` exclusive; either may be left out. Null is in no range, and booleans have none. */
type RangeOf<Name extends string, Bound> = [Bound] extends [never]
  ? never
  : { readonly field: Name; readonly from?: Bound; readonly to?: Bound };

export type Condition<V extends View = View> = {
  [Name in ComparableField<V>]: ConditionOn<Name, Held<V, Name>>;
}[ComparableField<V>];

export interface Sort<Name extends string = string> {
  readonly field: Name;
  readonly descending?: boolean;
}

/** The last row of a page: its sort values and its id. A page after it never skips or repeats a row while rows arrive. */
export interface Cursor {
  readonly values: readonly Value[];
  readonly id: string;
}

/** The question of `find`, as a store sees it: of no view in particular. */
export interface PageQuery {
  readonly where?: readonly Condition[] | undefined;
  readonly sort?: readonly Sort[] | undefined;
  readonly after?: Cursor | undefined;
  readonly limit: number;
  readonly fields?: readonly string[] | undefined;
}

export interface Found<V extends View = View, Name extends FieldName<V> = FieldName<V>> {
  readonly id: string;
  readonly doc: Pick<Document<V>, Name>;
}

export interface Total {
  readonly value: number;
  readonly relation: 'exact' | 'atLeast';
}

/** Documents in the order of an index that `along` enters, of which only those that fit `where` are wanted. */
export interface WalkQuery<V extends View = View> {
  readonly along: readonly Condition<V>[];
  readonly where: readonly Condition<V>[];
  /** Documents looked at, at the most: what fits may be rare. */
  readonly most: number;
}

/** The question of `walk`, as a store sees it. */
export interface PageWalk extends WalkQuery, Omit<PageQuery, 'where'> {
  readonly sort: readonly Sort[];
}

/** A page of a walk. `reached`: where it stopped looking though the page was not full; the walk goes on after it. */
export interface Walked<V extends View = View> {
  readonly found: readonly Found<V>[];
  readonly reached: Cursor | null;
}

/** What matches are told apart by: the values of a field, or which stretch of `every` an integer is in, counted from `offset` before zero. */
export type Grouping<Name extends string = string> =
  Name | { readonly field: Name; readonly every: number; readonly offset?: number };

/** How many there are of one combination. The value of a stretch is its number: `floor((value + offset) / every)`. */
export interface Counted {
  readonly values: readonly Value[];
  readonly count: number;
}

/** Every question but `position` is refused with `ViewsBeingMade` while the group's views are made from nothing. */
export interface ViewReader {
  get<V extends View>(view: V, id: string): Promise<Document<V> | undefined>;
  /** In the order asked; a missing document is undefined. */
  getMany<V extends View>(view: V, ids: readonly string[]): Promise<(Document<V> | undefined)[]>;
  find<V extends View, Name extends FieldName<V> = FieldName<V>>(
    view: V,
    query: {
      readonly where?: readonly Condition<V>[] | undefined;
      readonly sort?: readonly Sort<ComparableField<V>>[] | undefined;
      /** Exclusive. */
      readonly after?: Cursor | undefined;
      readonly limit: number;
      /** Only these fields; all by default. */
      readonly fields?: readonly Name[] | undefined;
    },
  ): Promise<Found<V, Name>[]>;
  /** Stops counting at `cap` and says so. */
  count<V extends View>(view: V, where: readonly Condition<V>[], cap?: number): Promise<Total>;
  /**
   * How many match, by what they are told apart by, in the order of that; groups of which there are none are left out. Where the view's tally
   * can tell, no document is looked at.
   */
  countBy<V extends View>(
    view: V,
    where: readonly Condition<V>[],
    by: readonly Grouping<ComparableField<V>>[],
  ): Promise<Counted[]>;
  /**
   * How many match, by the view's tally, of which so many rows are looked at, at the most: `atLeast` where it has more of them.
   * @throws TypeError where the tally does not tell
   */
  countTallied<V extends View>(view: V, where: readonly Condition<V>[], most: number): Promise<Total>;
  /** A page for which so many documents are looked at, at the most. Sorted by numbers only. */
  walk<V extends View>(
    view: V,
    query: WalkQuery<V> & {
      readonly sort: readonly Sort<ComparableField<V>>[];
      /** Exclusive. */
      readonly after?: Cursor | undefined;
      readonly limit: number;
    },
  ): Promise<Walked<V>>;
  /** How many fit, as far as so many documents tell: `atLeast` where there are more of them, or more than `cap` fit. */
  countWalk<V extends View>(view: V, query: WalkQuery<V> & { readonly cap: number }): Promise<Total>;
  /** Every match in id order of the sort, in arrays, reading on only as the caller pulls. */
  stream<V extends View, Name extends FieldName<V> = FieldName<V>>(
    view: V,
    query: {
      readonly where?: readonly Condition<V>[] | undefined;
      readonly sort?: readonly Sort<ComparableField<V>>[] | undefined;
      readonly fields?: readonly Name[] | undefined;
    },
  ): AsyncIterable<readonly Found<V, Name>[]>;
  /** Where the group's views stand: everything up to here is in them, in every lane. */
  position(group: Group): Promise<Position>;
  /** Where each of their lanes stands, by `laneOf` a stream: of its streams everything up to there is in the views, and nothing beyond. */
  lanes(group: Group): Promise<readonly Position[]>;
}

/** The views of one group as they were at one moment, whatever is written meanwhile, until it is closed. */
export interface ViewSnapshot extends ViewReader {
  close(): Promise<void>;
}

/** What can be read as of one moment. */
export interface ViewSnapshots {
  /**
   * Takes the moment of now. Whoever holds one for long keeps the store from forgetting what was changed since: it is closed as soon as may be.
   * @throws ViewsBeingMade; ViewsUnreadable
   */
  snapshot(): Promise<ViewSnapshot>;
}

/** The store cannot say any more what its views were at the moment of a snapshot: it is to be begun again with another. */
export class SnapshotLost extends Error {
  override readonly name = 'SnapshotLost';
}

/** What a writer is opened for. */
export interface ViewWriterOptions {
  /** Fill the views anew beside the ones that are read, though nothing in them changed; goes on where an earlier one stopped. */
  readonly rebuild?: boolean | undefined;
  /**
   * Says where the log is: until views that are made from nothing have got there, readers are refused what is in them. Views that are ahead
   * of it are damaged, so it is asked after the views were: others may write to both meanwhile.
   */
  readonly head?: (() => Promise<Position>) | undefined;
  /** Which part of the streams it writes: of several writers beside each other, each with a checkpoint of its own. The whole by default. */
  readonly lane?: Lane | undefined;
  /** Told of views that could not be read. They are deleted: they hold nothing that is not in the log. */
  readonly onDamage?: ((error: Error) => void) | undefined;
}

/**
 * Opens a writer of one group's views, to go on with those that are read, or, where these are not the views that were kept before, with a
 * filling beside them.
 */
export type OpenViewWriter = (options: ViewWriterOptions) => ViewWriter | Promise<ViewWriter>;

/**
 * Writes one filling of a group's views in batches: changes and checkpoint in one transaction, the checkpoint as a conditional update.
 * Each method throws ViewsUnreadable when what it writes to turns out to be damaged.
 */
export interface ViewWriter {
  /** Where the views stood at the last commit. Forgets what was gathered since. */
  checkpoint(): Promise<Position>;
  /**
   * Takes changes in ahead of the commit they belong to, so that a large batch is held as the documents it comes to and not as all
   * its changes: three quarters of the garbage of catching up. Writes nothing.
   * @throws ChangeRefused when a change does not fit its view. What was gathered is then of no use: begin again at the checkpoint
   */
  gather(changes: readonly Change[]): void;
  /**
   * Whether what was gathered is as much as one commit should hold; asked after an event's changes. A writer without an opinion leaves that
   * to the projector.
   */
  isFull?(): boolean;
  /**
   * After a commit a projector that is at the end of the log gathers twice as long as the commit took, and so many milliseconds at most, before it
   * commits again. Left out by a writer whose commits cost little beside what they hold.
   */
  readonly restMs?: number;
  /**
   * Applies what was gathered, and moves the checkpoint from `from` to `to`, all or nothing.
   * @throws LostPlace when the stored checkpoint is not `from`, or somebody else took the views over
   * @throws Superseded when readers were turned to a newer filling of these views: this writer has nothing left to do
   */
  commit(from: Position, to: Position): Promise<void>;
  /**
   * The projector has committed everything up to the end of the log; may be called any number of times. A writer that fills
   * beside an older filling turns the readers to its own, for good, once it, and every lane of it, is as far as that.
   */
  caughtUp(): Promise<void>;
  /**
   * Waits, after `LostPlace`, until whoever writes these views has ended or is taken for dead, or `signal` aborts: `checkpoint` then takes
   * them over. Where only one can ever write there is nobody to wait for.
   */
  standBy?(signal: AbortSignal): Promise<void>;
  /** Whether readers look at an older filling until this one has caught up. */
  isFilling(): boolean;
  /** Whether a rebuild was cut short: open a second writer with `rebuild` to go on with it. */
  readonly interruptedRebuild: boolean;
  /** Ends it, whatever it is like, and deletes its filling: the next writer makes the views again. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

/** A change does not fit its view; nothing of its batch was written. The message names view and field, never a value. */
export class ChangeRefused extends TypeError {
  override readonly name = 'ChangeRefused';
  constructor(
    /** Which of the changes handed over. */
    readonly index: number,
    message: string,
  ) {
    super(message);
  }
}

/** What is kept of the views cannot be read. It holds nothing that is not in the log, from which it is made again. */
export class ViewsUnreadable extends Error {
  override readonly name: string = 'ViewsUnreadable';
}

/** The group's views are being made: what is there is a part of the truth, and nobody is told it for the whole. */
export class ViewsBeingMade extends Error {
  override readonly name = 'ViewsBeingMade';
  constructor(
    readonly group: Group,
    /** How far they are. */
    readonly position: Position,
    /** How far they must be. `''` where nobody knows yet. */
    readonly target: Position,
  ) {
    super(
      `the ${group} views are being made from the log: they are at ${position || 'the start'} of ${target || 'it'}`,
    );
  }
}

/** Readers were turned to a newer filling of these views. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
  constructor(readonly group: Group) {
    super(`the ${group} views were filled anew elsewhere, and readers were turned there`);
  }
}

export class LostPlace extends Error {
  override readonly name = 'LostPlace';
  constructor(
    readonly group: Group,
    readonly expected: Position,
    readonly actual: Position,
  ) {
    super(`the ${group} views are at ${actual || 'the start'}, not at ${expected || 'the start'}`);
  }
}
