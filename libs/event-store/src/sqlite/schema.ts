import { SqliteError, type Database } from '@arauto/sqlite';

const VERSION = 1;

/**
 * A stream's name is stored once and found through a narrow index of hashes; everything else is keyed by its integer,
 * which grows with time. Random text keys would cost four to eight times as much. Event ids have no index: repeats are
 * found by comparing ids at the expected revision. AUTOINCREMENT, so that a position is never issued twice.
 */
const SCHEMA = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, name TEXT NOT NULL);
  CREATE INDEX streams_by_hash ON streams (hash);
  CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    type INTEGER NOT NULL,
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL
  );
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE TABLE settled (failed_commits INTEGER NOT NULL);
  INSERT INTO settled VALUES (0);
  PRAGMA user_version = ${VERSION};
`;

/** Makes the tables of a new file; refuses a file that is something else. */
export function prepareSchema(database: Database): void {
  const version = Number(database.prepare('PRAGMA user_version').row()?.[0]);
  if (version === VERSION) return;
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').row()?.[0]);
  if (version !== 0 || tables !== 0) {
    throw new SqliteError(
      'other',
      database.path,
      `${database.path} is no event log of this version (it says ${version}, this program reads ${VERSION})`,
    );
  }
  database.transaction(() => database.exec(SCHEMA));
}
