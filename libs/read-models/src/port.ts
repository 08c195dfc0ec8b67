/**
 * Read models: views made of documents, kept by projections, asked through a small query side.
 * Nothing here knows a driver; SQLite and MongoDB keep the same promises.
 */
import type { Position, RecordedEvent } from '@arauto/event-store';

export type Value = string | number | boolean | null;

/**
 * `text`, `integer` (53 bits), `boolean`; `symbol` is text of few distinct values (a state, a campaign id): an adapter may
 * intern it; `json` is stored as it is and cannot be filtered or sorted by. Every field may be null.
 */
export type FieldType = 'text' | 'symbol' | 'integer' | 'boolean' | 'json';

export type Document = { readonly [field: string]: unknown };

/** Views that sending needs, and views that reports need, have a checkpoint each: a poison report cannot stop sending. */
export type Group = 'operational' | 'reporting';

export interface View {
  readonly name: string;
  /** Raised when the document or the projection changes: the view is then filled anew beside the old one. */
  readonly version: number;
  readonly group: Group;
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Each is a list of fields in order; the document's id is the last, silent, part of every index. */
  readonly indexes: readonly (readonly string[])[];
}

/** What a projection asks for, as data. A document is written by the events of one stream, or is a counter. */
export type Change =
  /** The whole document; fields left out become null. */
  | { readonly op: 'put'; readonly view: string; readonly id: string; readonly doc: Document }
  /** Some fields of a document that exists; of one that does not, nothing. */
  | { readonly op: 'patch'; readonly view: string; readonly id: string; readonly doc: Document }
  /** Adds to integer fields, from zero where the document or the field is missing. */
  | {
      readonly op: 'add';
      readonly view: string;
      readonly id: string;
      readonly amounts: { readonly [field: string]: number };
      /** Plain fields set when the document is made (what the counter is of). */
      readonly key?: Document;
    }
  | { readonly op: 'remove'; readonly view: string; readonly id: string };

export interface Projection {
  readonly view: View;
  /** Event types it handles; others are never shown to it. */
  readonly handles: readonly string[];
  /** Pure: no clock, no chance, no reading. */
  project(event: RecordedEvent): readonly Change[];
}

export type Condition =
  | { readonly field: string; readonly equals: Value }
  | { readonly field: string; readonly in: readonly Value[] }
  /** `from` inclusive, `to` exclusive; either may be left out. */
  | { readonly field: string; readonly from?: string | number; readonly to?: string | number }
  | { readonly field: string; readonly prefix: string };

export interface Sort {
  readonly field: string;
  readonly descending?: boolean;
}

/** The last row of a page: its sort values and its id. A page after it never skips or repeats a row while rows arrive. */
export interface Cursor {
  readonly values: readonly Value[];
  readonly id: string;
}

export interface Found {
  readonly id: string;
  readonly doc: Document;
}

export interface Total {
  readonly value: number;
  readonly relation: 'exact' | 'atLeast';
}

/** Every question but `position` is refused with `ViewsBeingMade` while the group's views are made from nothing. */
export interface ViewReader {
  get(view: View, id: string): Promise<Document | undefined>;
  /** In the order asked; a missing document is undefined. */
  getMany(view: View, ids: readonly string[]): Promise<(Document | undefined)[]>;
  find(
    view: View,
    query: {
      where?: readonly Condition[];
      sort?: readonly Sort[];
      /** Exclusive. */
      after?: Cursor;
      limit: number;
      /** Only these fields; all by default. */
      fields?: readonly string[];
    },
  ): Promise<Found[]>;
  /** Stops counting at `cap` and says so. */
  count(view: View, where: readonly Condition[], cap?: number): Promise<Total>;
  groupCount(view: View, where: readonly Condition[], by: string): Promise<{ value: Value; count: number }[]>;
  /** Every match in id order of the sort, in arrays, reading on only as the caller pulls. */
  stream(
    view: View,
    query: { where?: readonly Condition[]; sort?: readonly Sort[]; fields?: readonly string[] },
  ): AsyncIterable<readonly Found[]>;
  /** Where the group's views stand: everything up to here is in them. */
  position(group: Group): Promise<Position>;
}

/** Writes batches: changes and checkpoint in one transaction, the checkpoint as a conditional update. */
export interface ViewWriter {
  /** Where `group` stood at the last commit. Forgets what was gathered since. */
  checkpoint(group: Group): Promise<Position>;
  /**
   * Takes changes in ahead of the commit they belong to, so that a large batch is held as the documents it comes to and not as all
   * its changes: three quarters of the garbage of catching up. Writes nothing.
   * @throws ChangeRefused when a change does not fit its view. What was gathered is then of no use: begin again at the checkpoint
   */
  gather(group: Group, changes: readonly Change[]): void;
  /**
   * Applies what was gathered and then `changes`, and moves the checkpoint from `from` to `to`, all or nothing.
   * @throws LostPlace when the stored checkpoint is not `from`: somebody else wrote
   * @throws Superseded when readers were turned to a newer filling of these views: this writer has nothing left to do
   * @throws ChangeRefused when a change does not fit its view
   */
  commit(group: Group, from: Position, to: Position, changes: readonly Change[]): Promise<void>;
  /**
   * The projector has committed everything up to the end of the log; may be called any number of times. A writer that fills
   * beside an older filling turns the readers to its own, for good.
   */
  caughtUp(group: Group): Promise<void>;
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

/** The group's views are being made from nothing: what is there is a part of the truth, and nobody is told it for the whole. */
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
