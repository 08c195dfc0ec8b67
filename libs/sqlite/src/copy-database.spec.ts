import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyDatabase } from './copy-database';
import { openDatabase } from './open-database';

describe('a copy of a database', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'arauto-copy-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds what was committed, in its write-ahead log or not, and nothing of what was deleted or is being written', () => {
    const source = openDatabase(at('source.db'));
    source.exec('CREATE TABLE row (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT); PRAGMA user_version = 7');
    const insert = source.prepare('INSERT INTO row (text) VALUES (?)');
    insert.run('kept');
    insert.run('gone for good');
    source.exec('DELETE FROM row WHERE id = 2');
    source.exec('BEGIN IMMEDIATE');
    insert.run('not yet');
    copyDatabase(at('source.db'), at('copy.db'));
    source.exec('COMMIT');
    source.close();
    expect(readFileSync(at('copy.db')).includes('gone for good')).toBe(false);
    const copy = openDatabase(at('copy.db'));
    expect(copy.prepare('SELECT id, text FROM row').rows()).toEqual([[1, 'kept']]);
    expect(copy.prepare('PRAGMA user_version').row()).toEqual([7]);
    // A position is never issued twice, in a copy either.
    copy.prepare('INSERT INTO row (text) VALUES (?)').run('next');
    expect(copy.prepare('SELECT max(id) AS last FROM row').row()).toEqual([3]);
    copy.close();
  });

  // Windows has no such modes.
  (process.platform === 'win32' ? it.skip : it)('is for its owner alone', () => {
    openDatabase(at('source.db')).close();
    copyDatabase(at('source.db'), at('copy.db'));
    expect(statSync(at('copy.db')).mode & 0o777).toBe(0o600);
  });

  it('takes the place of no other file, and is refused of none', () => {
    openDatabase(at('source.db')).close();
    copyDatabase(at('source.db'), at('copy.db'));
    expect(() => copyDatabase(at('source.db'), at('copy.db'))).toThrow(/copy\.db|source\.db/);
    expect(() => copyDatabase(at('none.db'), at('other.db'))).toThrow(/none\.db/);
  });
});
