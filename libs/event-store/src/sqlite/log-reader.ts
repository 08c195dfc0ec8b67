import type { Database, Row, SqlValue, Statement } from '@arauto/sqlite';
import { laneOf } from '../lane';
import type { Filter, JsonObject, RecordedEvent } from '../port';
import { Recent } from '../recent';
import { decodeName, encodeName, hashName } from './names';
import { toPosition } from './position';
import { TypeNames } from './type-names';

export type Direction = 'forwards' | 'backwards';

/** A part of the log: its events, and how far it was looked at. */
export interface Page {
  readonly events: RecordedEvent[];
  /** Everything up to here (from here, backwards) was read or filtered out. */
  readonly scanned: number;
  /** Nothing lies beyond. */
  readonly end: boolean;
  /** Length of the payloads' JSON, in UTF-16 units. */
  readonly size: number;
}

/** Events that a filtered page looks at, at most: some 5 ms of a thread that others wait for. */
const SCAN = 8192;

const COLUMNS = 'e.revision, e.position, e.type, e.at, e.id, e.data, e.metadata';
/** Streams whose integer is kept in memory: finding it is a third of reading a short stream. It never changes. */
const RECENT_STREAMS = 20_000;
/**
 * Streams whose name is kept in memory by who follows the log. Whenever another connection has committed, SQLite forgets every page
 * it read before, so a join would read most names from the file again, one page for each.
 */
const RECENT_NAMES = 20_000;
/** Who caused events is said in few texts, over and over. */
const RECENT_METADATA = 100;

/** Synchronous reads of one connection. */
export class LogReader {
  private readonly types: TypeNames;
  private readonly forwards: Statement;
  private readonly backwards: Statement;
  private readonly selectStream: Statement;
  private readonly selectHead: Statement;
  private readonly pages = new Map<string, Statement>();
  private readonly ids = new Recent<string, number>(RECENT_STREAMS);
  private readonly selectNames: Statement;
  private readonly names = new Recent<number, string>(RECENT_NAMES);
  private readonly metadata = new Recent<string, JsonObject>(RECENT_METADATA);

  constructor(
    private readonly database: Database,
    types?: TypeNames,
  ) {
    this.types = types ?? new TypeNames(database);
    const inStream = `SELECT ${COLUMNS} FROM events e WHERE e.stream = ?`;
    this.forwards = database.prepare(`${inStream} AND e.revision >= ? ORDER BY e.revision LIMIT ?`);
    this.backwards = database.prepare(`${inStream} AND e.revision <= ? ORDER BY e.revision DESC LIMIT ?`);
    this.selectStream = database.prepare('SELECT id FROM streams WHERE hash = ? AND name = ?');
    this.selectNames = database.prepare('SELECT id, name FROM streams WHERE id IN (SELECT value FROM json_each(?))');
    this.selectHead = database.prepare('SELECT max(position) FROM events');
  }

  /** Position of the last event, 0 when there is none. */
  head(): number {
    return (this.selectHead.row()?.[0] as number | null | undefined) ?? 0;
  }

  streamExists(stream: string): boolean {
    return this.streamId(stream) !== undefined;
  }

  /** Up to `limit` events of a stream from revision `from` on, inclusive. */
  stream(stream: string, from: number, direction: Direction, limit: number): RecordedEvent[] {
    const id = this.streamId(stream);
    if (id === undefined) return [];
    const rows = (direction === 'forwards' ? this.forwards : this.backwards).rows(id, from, limit);
    const events = new Array<RecordedEvent>(rows.length);
    for (let index = 0; index < rows.length; index++) events[index] = this.toEvent(rows[index]!, stream);
    return events;
  }

  /** The next events after (before, backwards) a position, exclusive. With a filter it may find none and not be at the end. */
  page(from: number, direction: Direction, limit: number, filter: Filter | undefined): Page {
    const head = this.head();
    const step = filter ? SCAN : limit;
    const top = Math.min(from - 1, head);
    const [low, high] = direction === 'forwards' ? [from, Math.min(head, from + step)] : [Math.max(0, top - step), top];
    const { sql, values } = filterSql(filter, this.types);
    const rows = this.pageStatement(sql, direction).rows(low, high, ...values, limit);
    const names = this.namesOf(rows);
    const lane = filter?.lane;
    const events: RecordedEvent[] = [];
    let size = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!;
      const name = names[index]!;
      if (lane && laneOf(name, lane.of) !== lane.index) continue;
      events.push(this.toEvent(row, name));
      size += (row[5] as string).length + (row[6] as string).length;
    }
    const full = rows.length === limit;
    const last = rows.at(-1)?.[1] as number | undefined;
    if (direction === 'forwards') {
      const scanned = full ? last! : Math.max(from, high);
      return { events, scanned, end: scanned >= head, size };
    }
    const scanned = full ? last! : low + 1;
    return { events, scanned, end: scanned <= 1, size };
  }

  private streamId(stream: string): number | undefined {
    const known = this.ids.get(stream);
    if (known !== undefined) return known;
    const found = this.selectStream.row(hashName(stream), encodeName(stream))?.[0] as number | undefined;
    if (found !== undefined) this.ids.set(stream, found);
    return found;
  }

  /** The names of the streams of a page's rows. */
  private namesOf(rows: readonly Row[]): string[] {
    const names = new Array<string>(rows.length);
    const missing = new Map<number, number[]>();
    for (let index = 0; index < rows.length; index++) {
      const stream = rows[index]![7] as number;
      const known = this.names.get(stream);
      if (known !== undefined) names[index] = known;
      else if (missing.has(stream)) missing.get(stream)!.push(index);
      else missing.set(stream, [index]);
    }
    if (missing.size === 0) return names;
    for (const [stream, stored] of this.selectNames.rows(JSON.stringify([...missing.keys()]))) {
      const name = decodeName(stored as string);
      this.names.set(stream as number, name);
      for (const index of missing.get(stream as number)!) names[index] = name;
    }
    return names;
  }

  private pageStatement(filter: string, direction: Direction): Statement {
    const key = direction + filter;
    let statement = this.pages.get(key);
    if (!statement) {
      statement = this.database.prepare(
        `SELECT ${COLUMNS}, e.stream FROM events e
         WHERE e.position > ? AND e.position <= ? ${filter}
         ORDER BY e.position ${direction === 'forwards' ? 'ASC' : 'DESC'} LIMIT ?`,
      );
      this.pages.set(key, statement);
    }
    return statement;
  }

  private toEvent(row: Row, stream: string): RecordedEvent {
    return {
      stream,
      revision: row[0] as number,
      position: toPosition(row[1] as number),
      type: this.types.name(row[2] as number),
      at: row[3] as number,
      id: row[4] as string,
      data: JSON.parse(row[5] as string) as JsonObject,
      metadata: this.metadataOf(row[6] as string),
    };
  }

  private metadataOf(text: string): JsonObject {
    const known = this.metadata.get(text);
    if (known !== undefined) return known;
    const metadata = JSON.parse(text) as JsonObject;
    this.metadata.set(text, metadata);
    return metadata;
  }
}

/** A filter as conditions, but for lanes, which are judged by the name that was read; an empty list of prefixes or types lets nothing through, a missing one everything. */
function filterSql(filter: Filter | undefined, types: TypeNames): { sql: string; values: SqlValue[] } {
  let sql = '';
  const values: SqlValue[] = [];
  if (filter?.types) {
    sql += 'AND e.type IN (SELECT value FROM json_each(?)) ';
    values.push(JSON.stringify(types.known(filter.types)));
  }
  if (filter?.streamPrefixes) {
    const prefixes = filter.streamPrefixes.map(encodeName);
    const begins = prefixes.map(() => 'substr(s.name, 1, ?) = ?').join(' OR ') || 'FALSE';
    sql += `AND EXISTS (SELECT 1 FROM streams s WHERE s.id = e.stream AND (${begins}))`;
    // substr counts code points, not UTF-16 units
    for (const prefix of prefixes) values.push([...prefix].length, prefix);
  }
  return { sql, values };
}
