import { type Position, START } from '@arauto/event-store';
import type { Database } from '@arauto/sqlite';
import type { ViewWriterOptions } from '../port';
import type { Group, View } from '../view';
import {
  createTables,
  definitionOf,
  deleteViewFile,
  openForWriting,
  opening,
  type Place,
  readPlace,
  viewFileNumbers,
  ViewFileUnreadable,
  viewFilePath,
} from './view-file';

export interface ChosenFile {
  readonly number: number;
  readonly database: Database;
  /** The file that is read until this one has caught up. */
  readonly older: number | undefined;
  readonly interruptedRebuild: boolean;
}

export interface FileOptions extends Pick<ViewWriterOptions, 'rebuild' | 'onDamage'> {
  /** Where the log is now. */
  readonly target?: Position | undefined;
}

interface Known {
  readonly number: number;
  readonly place: Place;
}

/**
 * Finds the file a writer has to go on with, makes it if there is none, and deletes those nobody needs: older than the one
 * that is read, or a filling for other views than these.
 */
export function chooseFile(
  folder: string,
  group: Group,
  views: readonly View[],
  { rebuild, target, onDamage }: FileOptions,
): ChosenFile {
  const wanted = definitionOf(views);
  const known = inspect(folder, group, target, onDamage);
  const current = known.findLast(({ place }) => place.state === 'ready') ?? adoptFilling(folder, group, known, wanted);
  const fillings = known.filter(({ number, place }) => place.state === 'filling' && number > (current?.number ?? -1));
  const resumable = current && fillings.findLast(({ place }) => place.definition === wanted);
  for (const { number } of known) {
    if (number !== current?.number && number !== resumable?.number) deleteViewFile(viewFilePath(folder, group, number));
  }
  if (current && current.place.definition === wanted && !rebuild) {
    return { ...open(folder, group, current.number), older: undefined, interruptedRebuild: resumable !== undefined };
  }
  if (resumable) return { ...open(folder, group, resumable.number), older: current.number, interruptedRebuild: false };
  return make(folder, group, views, target ?? START, current?.number, known.at(-1)?.number);
}

/**
 * Turns readers from an older file to this one, unless the older one is further. Both are locked meanwhile, so no reader
 * ever sees the views go back.
 * @returns whether readers were turned
 */
export function turnReaders(database: Database, olderPath: string): boolean {
  const older = openForWriting(olderPath);
  try {
    return older.transaction(() => {
      if (readPlace(older)!.position > readPlace(database)!.position) return false;
      database.transaction(() => database.exec("UPDATE place SET state = 'ready'"));
      older.exec('UPDATE place SET superseded = 1');
      return true;
    });
  } finally {
    older.close();
  }
}

/**
 * What every file of the group says about itself; one that is damaged, or whose making was cut short, is deleted. So is one from which
 * readers were turned away: a power cut may have taken the file that they were turned to, or the word that it is ready.
 */
function inspect(
  folder: string,
  group: Group,
  target: Position | undefined,
  onDamage: ViewWriterOptions['onDamage'],
): Known[] {
  return viewFileNumbers(folder, group).flatMap((number) => {
    const path = viewFilePath(folder, group, number);
    const place = placeIn(path, target, onDamage);
    if (place && !place.superseded) return [{ number, place }];
    deleteViewFile(path);
    return [];
  });
}

function placeIn(
  path: string,
  target: Position | undefined,
  onDamage: ViewWriterOptions['onDamage'],
): Place | undefined {
  try {
    const place = opening(path, () => {
      const database = openForWriting(path);
      try {
        return readPlace(database);
      } finally {
        database.close();
      }
    });
    // Of a log that was put back, or of another one: it would show what never was, and pass over what comes.
    if (place && target !== undefined && (place.position > target || place.target > target)) {
      throw ViewFileUnreadable.because(path, new Error('it is ahead of the log'));
    }
    return place;
  } catch (error) {
    if (!(error instanceof ViewFileUnreadable)) throw error;
    onDamage?.(error);
    return undefined;
  }
}

/** A power cut may take back the turn to a filling whose elder is already gone: then there is nothing else to read. */
function adoptFilling(folder: string, group: Group, known: readonly Known[], wanted: string): Known | undefined {
  const orphan = known.findLast(({ place }) => place.definition === wanted);
  if (!orphan) return undefined;
  const { database } = open(folder, group, orphan.number);
  try {
    database.exec("UPDATE place SET state = 'ready'");
  } finally {
    database.close();
  }
  return orphan;
}

function open(folder: string, group: Group, number: number): { number: number; database: Database } {
  return { number, database: openForWriting(viewFilePath(folder, group, number)) };
}

function make(
  folder: string,
  group: Group,
  views: readonly View[],
  target: Position,
  older: number | undefined,
  newest: number | undefined,
): ChosenFile {
  const number = older === undefined ? 0 : newest! + 1;
  const { database } = open(folder, group, number);
  try {
    createTables(database, views, older === undefined ? 'ready' : 'filling', target);
  } catch (error) {
    database.close();
    deleteViewFile(database.path);
    throw error;
  }
  return { number, database, older, interruptedRebuild: false };
}
