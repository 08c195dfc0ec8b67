import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What went wrong, as far as a caller can act on it: `missing` (folder or file), `unwritable`, `full` (disk), `corrupt`,
 * `locked` (another connection holds it), `constraint`, `closed`, `io`, `other`.
 */
export type SqliteErrorKind =
  'missing' | 'unwritable' | 'full' | 'corrupt' | 'locked' | 'constraint' | 'closed' | 'io' | 'other';

/** A failure of SQLite with its kind, the file and a sentence for people. `cause` is the driver's error. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  constructor(
    readonly kind: SqliteErrorKind,
    readonly path: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Primary result codes, https://sqlite.org/rescode.html. */
const KINDS: Readonly<Record<number, SqliteErrorKind>> = {
  5: 'locked',
  6: 'locked',
  8: 'unwritable',
  10: 'io',
  11: 'corrupt',
  13: 'full',
  19: 'constraint',
  26: 'corrupt',
};

const CANNOT_OPEN = 14;

const TEXTS: readonly (readonly [text: string, code: number])[] = [
  ['database disk image is malformed', 11],
  ['malformed database schema', 11],
  ['file is not a database', 26],
  ['disk I/O error', 10],
  ['database or disk is full', 13],
];

/** Turns what the driver threw into a `SqliteError`. */
export function toSqliteError(thrown: unknown, path: string): SqliteError {
  if (thrown instanceof SqliteError) return thrown;
  const { errcode: given, code, message } = thrown as { errcode?: number; code?: string; message?: string };
  const detail = message ?? String(thrown);
  const errcode = given ?? codeOf(detail);
  if (errcode === undefined) {
    const kind = code === 'ERR_INVALID_STATE' || /not open|closed/i.test(detail) ? 'closed' : 'other';
    return new SqliteError(kind, path, `${path}: ${detail}`, { cause: thrown });
  }
  const primary = errcode & 0xff;
  const kind = primary === CANNOT_OPEN ? whyNotOpened(path) : (KINDS[primary] ?? 'other');
  return new SqliteError(kind, path, sentence(kind, path, detail), { cause: thrown });
}

/** Of a statement that could not be prepared the driver hands on SQLite's text alone (sqlite3_errstr). */
function codeOf(detail: string): number | undefined {
  return TEXTS.find(([text]) => detail.includes(text))?.[1];
}

function whyNotOpened(path: string): SqliteErrorKind {
  const folder = dirname(path);
  if (!existsSync(folder)) return 'missing';
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return 'unwritable';
  }
  return existsSync(path) ? 'unwritable' : 'missing';
}

function sentence(kind: SqliteErrorKind, path: string, detail: string): string {
  switch (kind) {
    case 'missing':
      return existsSync(dirname(path)) ? `${path} does not exist` : `the folder ${dirname(path)} does not exist`;
    case 'unwritable':
      return `${path} cannot be written: check the permissions of the file and of its folder`;
    case 'full':
      return `the disk that holds ${path} is full`;
    case 'corrupt':
      return `${path} is damaged or no SQLite database (${detail})`;
    case 'locked':
      return `${path} is locked by another connection`;
    case 'io':
      return `the disk failed while ${path} was in use (${detail})`;
    case 'constraint':
    case 'closed':
    case 'other':
      return `${path}: ${detail}`;
  }
}
