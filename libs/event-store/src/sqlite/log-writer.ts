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
}

/** What a group writes: event rows as flat column values, and what a repeat within the group is compared with. */
interface Group {
  readonly tips: Map<string, Tip>;
  readonly newStreams: string[];
  readonly rows: SqlValue[];
  readonly written: Map<Tip, { id: string; revision: number; position: number }[]>;
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
    const group: Group = { tips: this.findTips(appends), newStreams: [], rows: [], written: new Map() };
    const placed = appends.map((append) => this.place(append, group, at));
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

  private findTips(appends: readonly PendingAppend[]): Map<string, Tip> {
    const tips = new Map<string, Tip>();
    const unknown: { stream: string; hash: number }[] = [];
    for (const stream of new Set(appends.map((append) => append.stream))) {
      const tip = this.recent.get(stream);
      if (tip) tips.set(stream, tip);
      else unknown.push({ stream, hash: hashName(stream) });
    }
    // In the order of the index, neighbours share pages.
    unknown.sort((a, b) => a.hash - b.hash);
    for (const { stream, hash } of unknown) {
      tips.set(stream, this.lookUp(stream, hash) ?? { id: ++this.lastStream, hash, revision: -1 });
    }
    return tips;
  }

  private lookUp(stream: string, hash: number): Tip | undefined {
    const row = this.selectTip.row(hash, encodeName(stream));
    return row && { id: row[0] as number, hash, revision: row[1] as number };
  }

  private place(append: PendingAppend, group: Group, at: number): Placed {
    const { stream, events, expected } = append;
    const tip = group.tips.get(stream)!;
    const atEnd = expected === 'noStream' ? tip.revision === -1 : expected === tip.revision;
    if (!atEnd) {
      const earlier = this.repeated(append, tip, group.written.get(tip));
      if (earlier) return earlier;
      if (expected !== 'any') return wrong(append, tip);
    }
    if (tip.revision === -1) group.newStreams.push(stream);
    this.recent.set(stream, tip);
    let written = group.written.get(tip);
    if (!written) group.written.set(tip, (written = []));
    for (const event of events) {
      const revision = ++tip.revision;
      const position = ++this.lastPosition;
      written.push({ id: event.id, revision, position });
      group.rows.push(
        position,
        tip.id,
        revision,
        this.types.intern(event.type),
        at,
        event.id,
        event.data,
        event.metadata,
      );
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
    const rows = group.newStreams.map((stream) => ({ stream, tip: group.tips.get(stream)! }));
    // Ids were reserved in the order of the hashes: both grow.
    rows.sort((a, b) => a.tip.id - b.tip.id);
    for (const { stream, tip } of rows) values.push(tip.id, tip.hash, encodeName(stream));
    insertAll(values, STREAM_COLUMNS, this.insertStreams, this.insertStream);
  }
}

type Written = { readonly id: string; readonly revision: number; readonly position: number };

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
