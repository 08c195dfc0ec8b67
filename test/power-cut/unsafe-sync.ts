import { basename } from 'node:path';
import { Database } from '@arauto/sqlite';

/**
 * Loaded before the engine, in each of its threads: opens one of its files with a `synchronous` that does not wait for the disk, as a
 * change of one word in its source would. `UNSAFE_SYNC` is `OFF events.db` or alike.
 */
const [mode, file] = (process.env['UNSAFE_SYNC'] ?? '').split(' ');
const safe = Object.getOwnPropertyDescriptor(Database.prototype, 'exec')!.value as (
  this: Database,
  sql: string,
) => void;

Database.prototype.exec = function (sql: string) {
  const isMeant = basename(this.path) === file;
  safe.call(this, isMeant ? sql.replace(/PRAGMA synchronous = \w+/, `PRAGMA synchronous = ${mode}`) : sql);
};
