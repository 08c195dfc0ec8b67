import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Database } from './database';
import { makePrivate } from './private-file';
import { SqliteError } from './sqlite-error';

/** Who holds a lock, as they wrote it down. */
export interface LockHolder {
  readonly owner: string;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export interface Lock {
  release(): void;
}

/** Somebody else holds the lock. `holder` is undefined in the instant before they have written down who they are. */
export class LockTaken extends Error {
  override readonly name = 'LockTaken';
  constructor(
    readonly path: string,
    readonly holder: LockHolder | undefined,
  ) {
    super(
      holder
        ? `${path} is held by ${holder.owner}, process ${holder.pid}, since ${new Date(holder.since).toISOString()}`
        : `${path} is held by another process`,
    );
  }
}

/** Locks of this process. Without this the collector of a lock that nobody looks at again would close its database and lift it. */
const held = new Set<Database>();

/**
 * Takes the exclusive lock on `path` (a `lock.db`) by an open transaction, which the operating system ends with the process,
 * however that dies: no pid is trusted. Who holds it stands beside it in `{path}.holder.json`, for people only.
 * @param owner what the holder calls itself, in messages
 * @param now wall clock, milliseconds since the epoch
 * @throws LockTaken, or SqliteError of kind missing, unwritable, full
 */
export function acquireLock(path: string, owner: string, now: number): Lock {
  const holderPath = `${path}.holder.json`;
  makePrivate(path);
  const database = new Database(path, false);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof SqliteError && error.kind === 'locked') throw new LockTaken(path, readHolder(holderPath));
    throw error;
  }
  held.add(database);
  const release = () => {
    held.delete(database);
    rmSync(holderPath, { force: true });
    database.rollback();
    database.close();
  };
  try {
    const holder: LockHolder = { owner, pid: process.pid, since: now };
    // One that a killed process left may be of another mode.
    rmSync(holderPath, { force: true });
    writeFileSync(holderPath, JSON.stringify(holder), { mode: 0o600 });
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

function readHolder(path: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}
