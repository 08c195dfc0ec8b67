import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './open-database';
import { SqliteError } from './sqlite-error';

describe('openDatabase', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-sqlite-'));
    path = join(folder, 'test.db');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const pragma = (name: string, options?: Parameters<typeof openDatabase>[1]) => {
    const database = openDatabase(path, options);
    const value = database.prepare(`PRAGMA ${name}`).row()?.[0];
    database.close();
    return value;
  };

  it.each([
    ['journal_mode', undefined, 'wal'],
    ['synchronous', undefined, 2],
    ['synchronous', { synchronous: 'NORMAL' }, 1],
    ['synchronous', { synchronous: 'OFF' }, 0],
    ['foreign_keys', undefined, 0],
    ['wal_autocheckpoint', undefined, 16384],
    ['secure_delete', undefined, 0],
    ['secure_delete', { secureDelete: true }, 1],
    ['cache_size', { pageCacheBytes: 4 * 1024 * 1024 }, -4096],
  ] as const)('sets %s with %j to %s', (name, options, value) => {
    expect(pragma(name, options)).toBe(value);
  });

  // Windows has no such modes.
  (process.platform === 'win32' ? it.skip : it)(
    'makes files that only their owner may read, whatever the umask',
    () => {
      const before = process.umask(0);
      try {
        const database = openDatabase(path);
        database.exec('CREATE TABLE t (a)');
        const files = readdirSync(folder).sort();
        expect(files).toEqual(['test.db', 'test.db-shm', 'test.db-wal']);
        for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
        database.close();
      } finally {
        process.umask(before);
      }
    },
  );

  it('leaves everything in the file itself when its log was emptied, though somebody still reads', () => {
    const database = openDatabase(path);
    database.exec('CREATE TABLE t (a)');
    const reader = openDatabase(path, { readOnly: true });
    database.exec("INSERT INTO t VALUES ('where to be found')");
    database.emptyLog();
    database.close();
    expect(readFileSync(path).includes('where to be found')).toBe(true);
    expect(statSync(`${path}-wal`).size).toBe(0);
    expect(reader.prepare('SELECT a FROM t').row()).toEqual(['where to be found']);
    reader.close();
  });

  it('leaves the mode of a file that was there as its owner set it', () => {
    openDatabase(path).close();
    chmodSync(path, 0o640);
    openDatabase(path).close();
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('gives rows as arrays in the order of the columns', () => {
    const database = openDatabase(path);
    database.exec('CREATE TABLE t (a, b)');
    const insert = database.prepare('INSERT INTO t VALUES (?, ?)');
    expect(insert.run(1, 'one')).toEqual({ changes: 1, lastInsertRowid: 1 });
    insert.run(2, null);
    const all = database.prepare('SELECT b, a FROM t ORDER BY a');
    expect(all.rows()).toEqual([
      ['one', 1],
      [null, 2],
    ]);
    expect([...all.iterate()]).toEqual(all.rows());
    expect(all.row()).toEqual(['one', 1]);
    expect(database.prepare('SELECT 1 WHERE 0').row()).toBeUndefined();
    database.close();
  });

  it('rolls a transaction back when its work throws', () => {
    const database = openDatabase(path);
    database.exec('CREATE TABLE t (a)');
    const work = () => {
      database.exec('INSERT INTO t VALUES (1)');
      throw new Error('no');
    };
    expect(() => database.transaction(work)).toThrow('no');
    expect(database.prepare('SELECT count(*) FROM t').row()).toEqual([0]);
    expect(database.transaction(() => 7)).toBe(7);
    database.close();
  });

  it('says that the folder is missing', () => {
    const error = failure(() => openDatabase(join(folder, 'none', 'test.db')));
    expect(error).toMatchObject({ kind: 'missing', message: `the folder ${join(folder, 'none')} does not exist` });
  });

  it('says that a file to be read is missing, and does not make it', () => {
    const error = failure(() => openDatabase(path, { readOnly: true }));
    expect(error).toMatchObject({ kind: 'missing', message: `${path} does not exist` });
  });

  it.each([['a folder in its place', () => join(folder)]])('says that it cannot be written: %s', (_, where) => {
    expect(failure(() => openDatabase(where()))).toMatchObject({ kind: 'unwritable' });
  });

  // The superuser may write anywhere.
  (process.getuid?.() === 0 ? it.skip : it)('says that the folder cannot be written', () => {
    chmodSync(folder, 0o500);
    expect(failure(() => openDatabase(path))).toMatchObject({ kind: 'unwritable' });
    chmodSync(folder, 0o700);
  });

  it('says that a file is damaged or no database', () => {
    writeFileSync(path, 'this is no database, '.repeat(1000));
    expect(failure(() => openDatabase(path))).toMatchObject({
      kind: 'corrupt',
      message: `${path} is damaged or no SQLite database (file is not a database)`,
    });
  });

  it('says that the disk is full, and keeps what was there', () => {
    const database = openDatabase(path);
    database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA max_page_count = 3');
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    expect(failure(() => insert.run('x'.repeat(100_000)))).toMatchObject({
      kind: 'full',
      message: `the disk that holds ${path} is full`,
    });
    expect(database.prepare('SELECT a FROM t').rows()).toEqual([[1]]);
    database.close();
  });

  it('says that another connection holds the lock, after waiting for it', () => {
    const [holder, other] = [openDatabase(path), openDatabase(path, { busyTimeoutMs: 10 })];
    holder.exec('BEGIN IMMEDIATE');
    expect(failure(() => other.exec('BEGIN IMMEDIATE'))).toMatchObject({ kind: 'locked' });
    holder.rollback();
    holder.close();
    other.close();
  });

  it('tells a broken constraint and a closed connection from the rest', () => {
    const database = openDatabase(path);
    database.exec('CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)');
    const insert = database.prepare('INSERT INTO t VALUES (1)');
    expect(failure(() => insert.run())).toMatchObject({ kind: 'constraint' });
    expect(failure(() => database.prepare('SELEKT'))).toMatchObject({ kind: 'other' });
    database.close();
    expect(failure(() => insert.run())).toMatchObject({ kind: 'closed' });
    expect(failure(() => database.exec('SELECT 1'))).toMatchObject({ kind: 'closed' });
  });

  it('reads beside a writer and refuses to write', () => {
    const writer = openDatabase(path);
    writer.exec('CREATE TABLE t (a)');
    const reader = openDatabase(path, { readOnly: true });
    const count = reader.prepare('SELECT count(*) FROM t');
    expect(count.row()).toEqual([0]);
    writer.exec('INSERT INTO t VALUES (1)');
    expect(count.row()).toEqual([1]);
    expect(failure(() => reader.exec('INSERT INTO t VALUES (2)'))).toMatchObject({ kind: 'unwritable' });
    reader.close();
    writer.close();
  });

  function failure(work: () => unknown): SqliteError {
    try {
      work();
    } catch (error) {
      if (error instanceof SqliteError) return error;
      throw error;
    }
    throw new Error('did not fail');
  }
});
