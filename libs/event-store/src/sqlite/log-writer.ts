import type { Database, SqlValue, Statement } from '@arauto/sqlite';
import { type Expected, WrongExpectedRevision } from '../port';
import type { SerialisedEvent } from '../serialise';
import { encodeName, hashName } from './names';
import { Recent } from '../recent';
import type { TypeNames } from './type-names';

export interface PendingAppend {
  readonly stream: string;
  readonly events: readonly SerialisedEvent[];
  readonly expected: Expected;
}

/** Revision and position of the last event of an append, or why it was refused. */
export type Placed = { readonly revision: number; readonly position: number } | WrongExpectedRevision;

/** Where a stream stands; revision -1: it has an id reserved and no row yet. */
interface Tip {
  readonly id: number;
  readonly hash: number;
  revision: number;
  /** The last group that wrote to it. */
  group: number;
}

/** What a group is going to write: event rows as flat column values, in which a repeat within the group is found too. */
interface Group {
  readonly number: number;
  readonly newStreams: { readonly name: string; readonly tip: Tip }[];
  readonly rows: SqlValue[];
}

/** Rows per INSERT: three fifths of the time per row of one at a time; more gains nothing. */
const ROWS = 25;
const EVENT_COLUMNS = 8;
const STREAM_COLUMNS = 3;
/** Streams whose end is kept in memory, so that the next append of a busy stream needs no look-up. */
const RECENT_STREAMS = 50_000;

/**
 * Writes groups of appends inside a transaction that its caller opens and ends. Remembers ends of streams and the last
 * position for as long as no other connection has written.
 */
export class LogWriter {
  private readonly recent = new Recent<string, Tip>(RECENT_STREAMS);
  private lastPosition = 0;
  private lastStream = 0;
  private dataVersion = -1;
  private groups = 0;

  private readonly selectVersion: Statement;
  private readonly selectLast: Statement;
  private readonly selectTip: Statement;
  private readonly selectEvents: Statement;
  private readonly selectById: Statement;
  private readonly insertStream: Statement;
  private readonly insertStreams: Statement;
  private readonly insertEvent: Statement;
  private readonly insertEvents: Statement;

  constructor(
    database: Database,
    private readonly types: TypeNames,
  ) {
    const values = (columns: number, rows: number) =>
      Array.from({ length: rows }, () => `(${'?, '.repeat(columns - 1)}?)`).join(', ');
    const streams = 'INSERT INTO streams (id, hash, name) VALUES';
    const events = 'INSERT INTO events (position, stream, revision, type, at, id, data, metadata) VALUES';
    this.selectVersion = database.prepare('PRAGMA data_version');
    this.selectLast = database.prepare(
      `SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'events'), (SELECT max(id) FROM streams)`,
    );
    this.selectTip = database.prepare(
      `SELECT id, (SELECT max(revision) FROM events WHERE stream = streams.id) FROM streams WHERE hash = ? AND name = ?`,
    );
    this.selectEvents = database.prepare(
      'SELECT id, position FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
    );
    this.selectById = database.prepare(
      'SELECT revision FROM events WHERE stream = ? AND id = ? ORDER BY revision LIMIT 1',
    );
    this.insertStream = database.prepare(`${streams} ${values(STREAM_COLUMNS, 1)}`);
    this.insertStreams = database.prepare(`${streams} ${values(STREAM_COLUMNS, ROWS)}`);
    this.insertEvent = database.prepare(`${events} ${values(EVENT_COLUMNS, 1)}`);
    this.insertEvents = database.prepare(`${events} ${values(EVENT_COLUMNS, ROWS)}`);
  }

  /**
   * Judges the appends in order, each against what those before it leave, and writes those that fit.
   * @param at wall clock of the events, milliseconds since the epoch
   * @throws SqliteError: nothing of the group may be committed, and `forget` must be called
   */
  write(appends: readonly PendingAppend[], at: number): Placed[] {
    this.noticeOthers();
    const group: Group = { number: ++this.groups, newStreams: [], rows: [] };
    const tips = this.findTips(appends);
    const placed = appends.map((append, index) => this.place(append, tips[index]!, group, at));
    this.insertNewStreams(group);
    insertAll(group.rows, EVENT_COLUMNS, this.insertEvents, this.insertEvent);
    return placed;
  }

  /** Where the events of an append stand if the log holds them all at their place, for the time after a failed commit. */
  find(append: PendingAppend): Placed | undefined {
    const tip = this.lookUp(append.stream, hashName(append.stream));
    return tip && this.repeated(append, tip);
  }

  /** To be called after a rollback: what is remembered may never have been written. */
  forget(): void {
    this.recent.clear();
    this.types.forget();
    this.dataVersion = -1;
  }

  private noticeOthers(): void {
    const version = this.selectVersion.row()?.[0] as number;
    if (version === this.dataVersion) return;
    this.forget();
    this.dataVersion = version;
    const [position, stream] = this.selectLast.row()!;
    this.lastPosition = (position as number | null) ?? 0;
    this.lastStream = (stream as number | null) ?? 0;
  }

  /** Where the stream of each append stands, one object per stream. */
  private findTips(appends: readonly PendingAppend[]): Tip[] {
    const tips = new Array<Tip | undefined>(appends.length);
    const unknown: { index: number; stream: string; hash: number }[] = [];
    for (let index = 0; index < appends.length; index++) {
      const { stream } = appends[index]!;
      tips[index] = this.recent.get(stream);
      if (!tips[index]) unknown.push({ index, stream, hash: hashName(stream) });
    }
    // In the order of the index, neighbours share pages.
    unknown.sort((a, b) => a.hash - b.hash);
    for (const { index, stream, hash } of unknown) {
      let tip = this.recent.get(stream);
      if (!tip) {
        tip = this.lookUp(stream, hash) ?? { id: ++this.lastStream, hash, revision: -1, group: 0 };
        this.recent.set(stream, tip);
      }
      tips[index] = tip;
    }
    return tips as Tip[];
  }

  private lookUp(stream: string, hash: number): Tip | undefined {
    const row = this.selectTip.row(hash, encodeName(stream));
    return row && { id: row[0] as number, hash, revision: row[1] as number, group: 0 };
  }

  private place(append: PendingAppend, tip: Tip, group: Group, at: number): Placed {
    const { stream, events, expected } = append;
    const atEnd = expected === 'noStream' ? tip.revision === -1 : expected === tip.revision;
    if (!atEnd) {
      const earlier = this.repeated(append, tip, tip.group === group.number ? writtenTo(tip, group) : []);
      if (earlier) return earlier;
      if (expected !== 'any') return wrong(append, tip);
    }
    if (tip.revision === -1) group.newStreams.push({ name: stream, tip });
    tip.group = group.number;
    const { rows } = group;
    for (const { id, type, data, metadata } of events) {
      rows.push(++this.lastPosition, tip.id, ++tip.revision, this.types.intern(type), at, id, data, metadata);
    }
    return { revision: tip.revision, position: this.lastPosition };
  }

  /**
   * EventStoreDB 23.10.6 answers so: the same ids at the same place are the same append, whatever their data; a first id
   * that is there with another continuation is a conflict; at `any` the first id is looked for.
   * @returns undefined when the first event is not there
   */
  private repeated(append: PendingAppend, tip: Tip, written: readonly Written[] = []): Placed | undefined {
    const first = append.events[0]!.id;
    let from: number | undefined;
    if (append.expected === 'any') {
      from = this.selectById.row(tip.id, first)?.[0] as number | undefined;
      from ??= written.find(({ id }) => id === first)?.revision;
    } else {
      from = append.expected === 'noStream' ? 0 : append.expected + 1;
    }
    if (from === undefined || from > tip.revision) return undefined;
    const stored: { id: string; position: number }[] = this.selectEvents
      .rows(tip.id, from, append.events.length)
      .map(([id, position]) => ({ id: id as string, position: position as number }));
    stored.push(...written.filter(({ revision }) => revision >= from).slice(0, append.events.length - stored.length));
    if (stored[0]?.id !== first) return undefined;
    const same = append.events.every((event, index) => stored[index]?.id === event.id);
    if (!same) return wrong(append, tip);
    return { revision: from + append.events.length - 1, position: stored.at(-1)!.position };
  }

  private insertNewStreams(group: Group): void {
    const values: SqlValue[] = [];
    // Ids were reserved in the order of the hashes: both grow.
    group.newStreams.sort((a, b) => a.tip.id - b.tip.id);
    for (const { name, tip } of group.newStreams) values.push(tip.id, tip.hash, encodeName(name));
    insertAll(values, STREAM_COLUMNS, this.insertStreams, this.insertStream);
  }
}

type Written = { readonly id: string; readonly revision: number; readonly position: number };

/** What the group is going to write to a stream: looked for only when an append does not fit, which is rare. */
function writtenTo(tip: Tip, { rows }: Group): Written[] {
  const written: Written[] = [];
  for (let row = 0; row < rows.length; row += EVENT_COLUMNS) {
    if (rows[row + 1] !== tip.id) continue;
    written.push({ position: rows[row] as number, revision: rows[row + 2] as number, id: rows[row + 5] as string });
  }
  return written;
}

function wrong({ stream, expected }: PendingAppend, tip: Tip): WrongExpectedRevision {
  return new WrongExpectedRevision(stream, expected, tip.revision === -1 ? 'noStream' : tip.revision);
}

/** Inserts flat column values, 25 rows at a time and the rest one by one. */
function insertAll(values: readonly SqlValue[], columns: number, many: Statement, one: Statement): void {
  const step = columns * ROWS;
  let start = 0;
  for (; start + step <= values.length; start += step) many.run(...values.slice(start, start + step));
  for (; start < values.length; start += columns) one.run(...values.slice(start, start + columns));
}
