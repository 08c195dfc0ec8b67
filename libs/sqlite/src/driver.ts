import { createRequire } from 'node:module';

/** A value that goes into or comes out of a column. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** The part of `node:sqlite` that is used here; both drivers have it. */
export interface DriverStatement {
  run(...values: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  iterate(...values: SqlValue[]): IterableIterator<unknown>;
  /** Missing before Node 22.16. */
  setReturnArrays?(enabled: boolean): void;
}

export interface DriverDatabase {
  exec(sql: string): void;
  prepare(sql: string): DriverStatement;
  close(): void;
}

interface Driver {
  DatabaseSync: new (path: string, options: Record<string, unknown>) => DriverDatabase;
}

let loaded: Driver | undefined;

/** The built-in `node:sqlite` where Node has it without a flag (22.13 and later), else the package with its interface. */
export function driver(): Driver {
  loaded ??= hasBuiltIn(process.versions.node) ? loadBuiltIn() : (createRequire(__filename)(PACKAGE) as Driver);
  return loaded;
}

const PACKAGE = '@photostructure/sqlite';

/** Which driver this process uses, and which SQLite is in it, for people: what is measured or tried is measured with one of two. */
export function driverName(): string {
  const database = new (driver().DatabaseSync)(':memory:', {});
  const { version } = database.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  database.close();
  return `${hasBuiltIn(process.versions.node) ? 'node:sqlite' : PACKAGE}, SQLite ${version}`;
}

/** https://nodejs.org/docs/latest-v22.x/api/sqlite.html: "v22.13.0: SQLite is no longer behind --experimental-sqlite". */
function hasBuiltIn(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

/** Loading it warns once that it is experimental. That is our choice and not the operator's concern; other warnings pass. */
function loadBuiltIn(): Driver {
  const emitWarning = process.emitWarning.bind(process);
  const filtered = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).includes('SQLite is an experimental feature')) return;
    (emitWarning as (...all: unknown[]) => void)(warning, ...rest);
  };
  process.emitWarning = filtered as typeof process.emitWarning;
  try {
    return createRequire(__filename)('node:sqlite') as Driver;
  } finally {
    process.emitWarning = emitWarning;
  }
}
