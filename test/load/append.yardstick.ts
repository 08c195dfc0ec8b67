import { openDatabase, type SqlValue, type Statement } from '@arauto/sqlite';
import { type Job, makeEvent, ROUNDS, WAITING } from './append.job';

/**
 * What the append job costs at least: a loop that takes the next thousand appends, finds or makes their streams by name, and
 * writes them in one durable transaction. Same names, same uniqueness (of names, and of stream and revision), same durability,
 * same order, same JSON; the fastest way we know: integer keys, a narrow hash index, 25 rows an INSERT, all statements
 * prepared. No port, no promises, no checks of events, no expectations but the index, nobody told, nothing remembered.
 */
export function runYardstick(path: string, job: Job): void {
  const database = openDatabase(path, { synchronous: 'FULL', pageCacheBytes: 64 * 1024 * 1024 });
  database.exec(`
    CREATE TABLE streams (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, name TEXT NOT NULL);
    CREATE INDEX streams_by_hash ON streams (hash);
    CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL, revision INTEGER NOT NULL,
      type INTEGER NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL);
    CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  `);
  const find = database.prepare('SELECT id FROM streams WHERE hash = ? AND name = ?');
  const streams = insert('INSERT INTO streams (id, hash, name) VALUES', 3);
  const events = insert('INSERT INTO events (position, stream, revision, type, at, id, data, metadata) VALUES', 8);
  let lastStream = 0;
  let position = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const order = job.orders[round]!;
    for (let start = 0; start < order.length; start += WAITING) {
      const newStreams: SqlValue[] = [];
      const rows: SqlValue[] = [];
      database.exec('BEGIN IMMEDIATE');
      for (const n of order.subarray(start, start + WAITING)) {
        const name = job.streams[n]!;
        const hash = hashOf(name);
        let stream = find.row(hash, name)?.[0] as number | undefined;
        if (stream === undefined) newStreams.push((stream = ++lastStream), hash, name);
        const event = makeEvent(round, n);
        const [data, metadata] = [JSON.stringify(event.data), JSON.stringify(event.metadata)];
        rows.push(++position, stream, round, round, Date.now(), event.id, data, metadata);
      }
      streams(newStreams);
      events(rows);
      database.exec('COMMIT');
    }
  }
  database.close();

  function insert(sql: string, columns: number): (values: SqlValue[]) => void {
    const row = `(${'?, '.repeat(columns - 1)}?)`;
    const many: Statement = database.prepare(`${sql} ${Array.from({ length: 25 }, () => row).join(', ')}`);
    const one: Statement = database.prepare(`${sql} ${row}`);
    return (values) => {
      let start = 0;
      for (; start + columns * 25 <= values.length; start += columns * 25) {
        many.run(...values.slice(start, start + columns * 25));
      }
      for (; start < values.length; start += columns) one.run(...values.slice(start, start + columns));
    };
  }
}

/** 52 bits of two FNV-1a hashes: as cheap as a hash of names gets in JavaScript. */
function hashOf(name: string): number {
  let a = 0x811c9dc5;
  let b = 0xc59d1c81;
  for (let index = 0; index < name.length; index++) {
    const unit = name.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000197);
  }
  return (a >>> 0) * 0x100000 + ((b >>> 0) & 0xfffff);
}
