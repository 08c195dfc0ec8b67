import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from '@arauto/event-store';
import { type Database, openDatabase, SqliteError, type SqliteErrorKind } from '@arauto/sqlite';
import type { Group, View } from '../view';
import { ViewsUnreadable } from '../port';
import { Symbols } from './symbols';
import { Table } from './table';

/** Raised when the way views lie in files changes: they are then filled anew. */
const LAYOUT = 1;

/**
 * `ready`: readers use the newest file that says so. `filling`: beside an older one that is still read. This is the pointer:
 * it turns in one transaction of the new file, and no file but the views' own can disagree with them.
 */
export type FileState = 'ready' | 'filling';

/** What a file says about itself, in its one-row table `place`. */
export interface Place {
  readonly position: Position;
  readonly state: FileState;
  /** Readers have been turned to a newer file. */
  readonly superseded: boolean;
  /** The views it holds, as `definitionOf` gives them. */
  readonly definition: string;
  /** Where the log was when the file was made: what it holds before that is a part of the truth. */
  readonly target: Position;
}

/** A view file that cannot be read. */
export class ViewFileUnreadable extends ViewsUnreadable {
  override readonly name = 'ViewFileUnreadable';
  private constructor(
    readonly path: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static because(path: string, cause: Error): ViewFileUnreadable {
    const remedy = 'It holds nothing that is not in the log, from which it is made again';
    return new ViewFileUnreadable(path, `${path} cannot be read as a file of views (${cause.message}). ${remedy}`, {
      cause,
    });
  }

  /** The same error in another thread. */
  static repeated(path: string, message: string): ViewFileUnreadable {
    return new ViewFileUnreadable(path, message);
  }
}

/** `views-{group}.db` is the first file of a group, `views-{group}.{n}.db` those of later fillings. */
export function viewFilePath(folder: string, group: Group, number: number): string {
  return join(folder, number === 0 ? `views-${group}.db` : `views-${group}.${number}.db`);
}

/** The numbers of a group's files, oldest first. */
export function viewFileNumbers(folder: string, group: Group): number[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((name) => new RegExp(`^views-${group}(?:\\.([1-9]\\d*))?\\.db$`).exec(name))
    .filter((match) => match !== null)
    .map((match) => Number(match[1] ?? 0))
    .sort((a, b) => a - b);
}

/** Deletes a file and its companions. Where an open file cannot be deleted (Windows), the next start does it. */
export function deleteViewFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      rmSync(path + suffix, { force: true });
    } catch (error) {
      if (!['EBUSY', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** A text that is equal for equal sets of views: any difference means that they must be filled anew. */
export function definitionOf(views: readonly View[]): string {
  const sorted = [...views].sort((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify({
    layout: LAYOUT,
    views: sorted.map(({ name, version, group, fields, indexes }) => ({ name, version, group, fields, indexes })),
  });
}

/** The views of a file. */
export function viewsOf(definition: string): View[] {
  return (JSON.parse(definition) as { views: View[] }).views;
}

/**
 * Opens a file for its writer. NORMAL is enough here: the checkpoint lies in the same transactions as the changes, so the
 * tail that a power cut may take is replayed from the log.
 * @throws ViewFileUnreadable
 */
export function openForWriting(path: string): Database {
  return reading(path, () => openDatabase(path, { synchronous: 'NORMAL', checkpointPages: 16384 }));
}

/** @throws ViewFileUnreadable */
export function openForReading(path: string): Database {
  return reading(path, () => openDatabase(path, { readOnly: true }));
}

/** Makes the tables of a new file. */
export function createTables(database: Database, views: readonly View[], state: FileState, target: Position): void {
  database.transaction(() => {
    database.exec(
      'CREATE TABLE place (position TEXT NOT NULL, state TEXT NOT NULL, superseded INTEGER NOT NULL, definition TEXT NOT NULL, target TEXT NOT NULL)',
    );
    database.prepare('INSERT INTO place VALUES (?, ?, 0, ?, ?)').run('', state, definitionOf(views), target);
    database.exec(Symbols.ddl);
    for (const view of views) for (const statement of new Table(view).ddl()) database.exec(statement);
  });
}

/** @returns undefined for a file whose making was cut short: nothing is in it. @throws ViewFileUnreadable */
export function readPlace(database: Database): Place | undefined {
  return reading(database.path, () => {
    if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'place'").row() === undefined) return undefined;
    // A file of an earlier version ends without a target: it was whole before it was ever left.
    const row = database.prepare('SELECT * FROM place').row();
    const [position, state, superseded, definition, target = ''] = row ?? [];
    if (typeof position !== 'string' || typeof definition !== 'string' || typeof target !== 'string') {
      throw ViewFileUnreadable.because(database.path, new Error('its place is missing'));
    }
    return { position, state: state as FileState, superseded: superseded === 1, definition, target };
  });
}

/** Runs `work`, naming the file when it turns out to be damaged. */
export function reading<T>(path: string, work: () => T): T {
  return naming(path, ['corrupt'], work);
}

/** The same while a file is opened: one without a table, or in a format that nobody knows, is none of views either. */
export function opening<T>(path: string, work: () => T): T {
  return naming(path, ['corrupt', 'other'], work);
}

function naming<T>(path: string, kinds: readonly SqliteErrorKind[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqliteError && kinds.includes(error.kind)) throw ViewFileUnreadable.because(path, error);
    throw error;
  }
}
