/**
 * The event log as the rest of the engine sees it: one interface to write, one to read, and a closed set of errors.
 * Positions are opaque strings, zero-padded so that string order is log order.
 */

import type { Lane } from './lane';

/** A JSON value. Payloads hold nothing else: a bigint or a cycle would be lost or stall a store. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

export type Position = string;

/** Before the first event of the log. `''` sorts before every position. */
export const START: Position = '';

export interface NewEvent {
  /** A UUID. Deterministic where a repeat must be harmless, random where the append is a claim. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** 0 for the first event of a stream, in every adapter. */
  readonly revision: number;
  readonly position: Position;
  /** Wall clock at commit, milliseconds since the epoch. */
  readonly at: number;
}

/** `noStream`, or the revision the stream must be at. `any` is for imports, never for domain code. */
export type Expected = 'noStream' | 'any' | number;

export interface Appended {
  /** Revision of the last event appended (or repeated). */
  readonly revision: number;
  /** Position of that event. */
  readonly position: Position;
}

export interface AppendItem {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: Expected;
}

export type AppendFailure = WrongExpectedRevision | StreamDeleted | TooLarge | Unavailable | OutcomeUnknown;
export type AppendResult = { readonly ok: Appended } | { readonly error: AppendFailure };

/** Another writer was first. `actual` is where the stream stands. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    readonly actual: number | 'noStream',
  ) {
    super(`${stream} is at ${actual}, not at ${expected}`);
  }
}

/** The stream was deleted for good and takes no more events. */
export class StreamDeleted extends Error {
  override readonly name = 'StreamDeleted';
  constructor(readonly stream: string) {
    super(`${stream} is deleted`);
  }
}

/** One append is above the limit (bytes of data and metadata together). Nothing was written. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  constructor(
    readonly stream: string,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`an append of ${bytes} bytes to ${stream} is above the limit of ${limit}`);
  }
}

/** The store did not take the append; nothing was written. Safe to repeat. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** The store may or may not have taken the append. Repeat the same append with the same ids before anything else. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Largest append in bytes, data and metadata of all its events together, in every adapter. */
export const MAX_APPEND_BYTES = 256 * 1024;

export interface EventWriter {
  /**
   * Appends all `events` to one stream or none. Resolves when they are durable.
   * A repeat of the same ids at the same expectation answers the original revision and position.
   * @throws AppendFailure; TypeError for what is no event (no events, no UUID, empty type or stream name)
   */
  append(stream: string, events: readonly NewEvent[], options: { expected: Expected }): Promise<Appended>;
  /** Many streams, a result per item in the same order. Explicitly not atomic across items. */
  appendMany(items: readonly AppendItem[]): Promise<AppendResult[]>;
}

export interface Filter {
  /** Only streams whose name begins with one of these. */
  readonly streamPrefixes?: readonly string[];
  readonly types?: readonly string[];
  /** Only streams of one lane: together the lanes are all streams, each stream in one of them. */
  readonly lane?: Lane;
}

export interface StreamSlice extends AsyncIterable<RecordedEvent> {
  readonly exists: boolean;
}

/** What a subscription delivers, in band and in log order. */
export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  /** Everything up to and including `position` was delivered or filtered out. */
  | { readonly kind: 'checkpoint'; readonly position: Position }
  /** A hint that the end of the log was reached; repeats. Barriers are positions. */
  | { readonly kind: 'caughtUp'; readonly position: Position };

export interface EventReader {
  /** A missing stream is empty with `exists: false`. `from` is a revision, inclusive; backwards from the end by default. */
  readStream(
    stream: string,
    options?: { from?: number; direction?: 'forwards' | 'backwards'; limit?: number },
  ): Promise<StreamSlice>;
  /** Log order, exclusive of `after`. `backwards` reads from before `after` (or the end) to the start. */
  readAll(options?: {
    after?: Position;
    filter?: Filter;
    limit?: number;
    direction?: 'forwards' | 'backwards';
  }): AsyncIterable<RecordedEvent>;
  /**
   * Every event after `after`, for ever, in order, without gaps or repeats, until `signal` aborts. Back-pressure by not pulling.
   * Events come in arrays as large as is at hand, so that a reader pays per batch and not per event.
   * Whatever fails is begun again where it was, until it succeeds or the store is closed; `onState` is told.
   */
  subscribe(options: {
    after: Position;
    filter?: Filter;
    signal: AbortSignal;
    /** `live` from the first message of a subscription on; `retrying` from its failure on, with what failed, every time. */
    onState?: (state: 'live' | 'retrying', error?: unknown) => void;
  }): AsyncIterable<readonly SubscriptionMessage[]>;
  /** Position of the last event, or START. */
  head(): Promise<Position>;
}

export interface EventStore extends EventWriter, EventReader {
  close(): Promise<void>;
}
