import { driver, type DriverDatabase, type DriverStatement, type SqlValue } from './driver';
import { toSqliteError } from './sqlite-error';

export type Row = readonly SqlValue[];

/** What `run` changed. */
export interface RunResult {
  readonly changes: number;
  readonly lastInsertRowid: number;
}

/**
 * A prepared statement whose rows are arrays on every driver, and whose errors say what happened.
 * Bind no text with a NUL character: a driver may cut it there. Give columns of one statement different names.
 */
export class Statement {
  private readonly asArrays: boolean;

  constructor(
    private readonly inner: DriverStatement,
    /** Also keeps the connection alive: a statement must not outlive it. */
    private readonly database: Database,
  ) {
    inner.setReturnArrays?.(true);
    this.asArrays = inner.setReturnArrays !== undefined;
  }

  run(...values: SqlValue[]): RunResult {
    try {
      return this.inner.run(...values) as RunResult;
    } catch (error) {
      throw toSqliteError(error, this.database.path);
    }
  }

  /** The first row, or undefined. */
  row(...values: SqlValue[]): Row | undefined {
    try {
      const row = this.inner.get(...values);
      return row === undefined ? undefined : this.toArray(row);
    } catch (error) {
      throw toSqliteError(error, this.database.path);
    }
  }

  rows(...values: SqlValue[]): Row[] {
    try {
      const rows = this.inner.all(...values);
      return this.asArrays ? (rows as Row[]) : rows.map((row) => this.toArray(row));
    } catch (error) {
      throw toSqliteError(error, this.database.path);
    }
  }

  /** Reads on only as the caller pulls. The statement is busy until the loop ends. */
  *iterate(...values: SqlValue[]): IterableIterator<Row> {
    try {
      for (const row of this.inner.iterate(...values)) yield this.toArray(row);
    } catch (error) {
      throw toSqliteError(error, this.database.path);
    }
  }

  private toArray(row: unknown): Row {
    return (this.asArrays ? row : Object.values(row as object)) as Row;
  }
}

/** One connection. Synchronous, and to be used by the thread that opened it. */
export class Database {
  private readonly inner: DriverDatabase;

  constructor(
    readonly path: string,
    private readonly readOnly: boolean,
  ) {
    try {
      this.inner = new (driver().DatabaseSync)(path, { readOnly, enableForeignKeyConstraints: false });
    } catch (error) {
      throw toSqliteError(error, path);
    }
  }

  exec(sql: string): void {
    try {
      this.inner.exec(sql);
    } catch (error) {
      throw toSqliteError(error, this.path);
    }
  }

  prepare(sql: string): Statement {
    try {
      return new Statement(this.inner.prepare(sql), this);
    } catch (error) {
      throw toSqliteError(error, this.path);
    }
  }

  /** Runs `work` in a transaction that takes the write lock at once; rolls back when it throws. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Runs reads on the file as one moment has it. Many of them cost less than each by itself: the locks are taken once. */
  snapshot<T>(work: () => T): T {
    this.exec('BEGIN');
    try {
      return work();
    } finally {
      this.rollback();
    }
  }

  /** Ends an open transaction, if there is one: a full disk may have ended it already. */
  rollback(): void {
    try {
      this.inner.exec('ROLLBACK');
    } catch {
      // "no transaction is active" is what was wanted
    }
  }

  /**
   * Copies the write-ahead log home first. SQLite does that only with the last connection to a file, and a reading one that is
   * closed after the writer cannot: all would stay in the log, and who copies a stopped engine's `.db` files would have nothing.
   */
  close(): void {
    if (!this.readOnly) this.copyLogHome();
    try {
      this.inner.close();
    } catch (error) {
      throw toSqliteError(error, this.path);
    }
  }

  private copyLogHome(): void {
    try {
      this.inner.exec('PRAGMA busy_timeout = 0');
      this.inner.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // What is not copied stays in the log, where the next connection finds it.
    }
  }
}
