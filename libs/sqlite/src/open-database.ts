import { Database } from './database';
import { makePrivate } from './private-file';
import { SqliteError } from './sqlite-error';

export interface OpenOptions {
  /** The file must exist. Works beside a writer in another thread or process. */
  readonly readOnly?: boolean | undefined;
  /** `FULL` (default): a commit is on disk when it returns. `NORMAL`: the last commits may be lost with the power. */
  readonly synchronous?: 'FULL' | 'NORMAL' | 'OFF' | undefined;
  /** Overwrites deleted content with zeros: for what must be forgotten. */
  readonly secureDelete?: boolean | undefined;
  /** Upper bound of the page cache of this connection, in bytes. 16 MiB by default; taken as it fills. */
  readonly pageCacheBytes?: number | undefined;
  /** How long a statement waits for another connection's lock, in milliseconds. 5,000 by default. */
  readonly busyTimeoutMs?: number | undefined;
  /** Pages of 4 KiB in the write-ahead log before a commit copies them home. 16,384 by default: a short distance halves the speed of random keys. */
  readonly checkpointPages?: number | undefined;
}

/**
 * Opens (and makes, unless `readOnly`) a database in WAL mode, with foreign keys off. What it makes is readable by its owner alone.
 * @throws SqliteError of kind missing, unwritable, full, corrupt or locked
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  if (!options.readOnly) makePrivate(path);
  const database = new Database(path, options.readOnly ?? false);
  try {
    database.exec(`PRAGMA busy_timeout = ${options.busyTimeoutMs ?? 5000}`);
    database.exec(`PRAGMA cache_size = -${Math.ceil((options.pageCacheBytes ?? 16 * 1024 * 1024) / 1024)}`);
    if (options.readOnly) {
      database.prepare('SELECT count(*) FROM sqlite_schema').row();
      return database;
    }
    const mode = database.prepare('PRAGMA journal_mode = WAL').row()?.[0];
    if (mode !== 'wal') {
      throw new SqliteError(
        'other',
        path,
        `${path} cannot use a write-ahead log (it stays in mode ${String(mode)}): it must be on a local file system`,
      );
    }
    database.exec(`PRAGMA synchronous = ${options.synchronous ?? 'FULL'}`);
    database.exec(`PRAGMA wal_autocheckpoint = ${options.checkpointPages ?? 16384}`);
    database.exec('PRAGMA foreign_keys = OFF');
    database.exec('PRAGMA temp_store = MEMORY');
    database.exec(`PRAGMA secure_delete = ${options.secureDelete ? 'ON' : 'OFF'}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
