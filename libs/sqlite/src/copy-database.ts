import { closeSync, fsyncSync, openSync } from 'node:fs';
import { openDatabase } from './open-database';
import { makePrivate } from './private-file';

/**
 * Copies a database into a new file as one moment has it, whoever writes to it meanwhile; nothing of what was deleted goes with it. Durable when
 * it returns, as far as the file is concerned: its folder is the caller's. Writers go on; what they write stays in the write-ahead log until the copy
 * is made, since no checkpoint goes past a reader (https://sqlite.org/wal.html, section 2.3).
 * @throws SqliteError, also where `to` is there already and not empty
 */
export function copyDatabase(from: string, to: string): void {
  const database = openDatabase(from, { readOnly: true });
  try {
    makePrivate(to);
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
  const file = openSync(to, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
