import type { Position } from '@arauto/event-store';
import type { Database, Statement } from '@arauto/sqlite';
import type { Change } from '../change';
import { gatherEach } from '../gather';
import { LostPlace, Superseded, type ViewWriter, type ViewWriterOptions } from '../port';
import { tallyView, withTallies } from '../tally';
import type { Group, View } from '../view';
import { chooseFile, type FileOptions, turnReaders } from './fillings';
import { MergedChanges } from './merge';
import { Symbols } from './symbols';
import { Table } from './table';
import { TableWriter } from './table-writer';
import { TallyWriter } from './tally-writer';
import { deleteViewFile, opening, reading, viewFilePath, ViewFileUnreadable } from './view-file';

export interface SqliteViewWriterOptions extends FileOptions, Pick<ViewWriterOptions, 'lane'> {
  /** Where the files lie; must exist. */
  readonly folder: string;
  readonly group: Group;
  /** Every view of the group. */
  readonly views: readonly View[];
}

export interface SqliteViewWriter extends ViewWriter {
  readonly path: string;
}

/**
 * Opens the writer of one group's views. Synchronous inside: it belongs into a worker thread, alone with its projector.
 * @throws TypeError for a view that cannot be kept, SqliteError
 */
export function openSqliteViewWriter(options: SqliteViewWriterOptions): SqliteViewWriter {
  for (const view of options.views) {
    if (view.group !== options.group) throw new TypeError(`view ${view.name} is ${view.group}, not ${options.group}`);
  }
  if (options.lane && options.lane.of !== 1) throw new TypeError('views in SQLite are written in one lane');
  try {
    return new Writer(options);
  } catch (error) {
    if (!(error instanceof ViewFileUnreadable)) throw error;
    options.onDamage?.(error);
    deleteViewFile(error.path);
    return new Writer(options);
  }
}

/**
 * The same for whoever does not know yet where the log is. Only this thread writes these views, and it hears of events after they are in the log.
 */
export async function openSqliteViewWriterAtHead({
  head,
  ...options
}: SqliteViewWriterOptions & ViewWriterOptions): Promise<SqliteViewWriter> {
  return openSqliteViewWriter({ ...options, target: await head?.() });
}

class Writer implements SqliteViewWriter {
  readonly path: string;
  readonly interruptedRebuild: boolean;
  private readonly folder: string;
  private readonly group: Group;
  private readonly database: Database;
  private readonly symbols: Symbols;
  private readonly tables = new Map<string, { table: Table; writer: TableWriter }>();
  private readonly tallies = new Map<string, TallyWriter>();
  private readonly place: Statement;
  private readonly move: Statement;
  /** By view: what came since the last commit. */
  private readonly gathered = new Map<string, MergedChanges>();
  /** The number of the file that is read while this one fills. */
  private older: number | undefined;

  constructor({ folder, group, views, ...options }: SqliteViewWriterOptions) {
    const chosen = chooseFile(folder, group, withTallies(views), options);
    this.folder = folder;
    this.group = group;
    this.older = chosen.older;
    this.interruptedRebuild = chosen.interruptedRebuild;
    this.path = viewFilePath(folder, group, chosen.number);
    this.database = chosen.database;
    try {
      ({ symbols: this.symbols, place: this.place, move: this.move } = opening(this.path, () => this.prepare(views)));
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  private prepare(views: readonly View[]) {
    const symbols = new Symbols(this.database);
    for (const view of withTallies(views)) {
      const table = new Table(view);
      this.tables.set(view.name, { table, writer: new TableWriter(this.database, table) });
    }
    for (const { table } of [...this.tables.values()]) {
      if (!table.view.tally) continue;
      const { table: counts, writer } = this.tables.get(tallyView(table.view, table.view.tally).name)!;
      this.tallies.set(table.view.name, new TallyWriter(this.database, table, counts, writer));
    }
    const place = this.database.prepare('SELECT position, superseded FROM place');
    return { symbols, place, move: this.database.prepare('UPDATE place SET position = ?') };
  }

  isFilling(): boolean {
    return this.older !== undefined;
  }

  checkpoint(): Promise<Position> {
    return this.settle(() => {
      this.forget();
      return this.position();
    });
  }

  gather(changes: readonly Change[]): void {
    gatherEach(changes, (change) => this.mergedOf(change.view).apply(change));
  }

  commit(from: Position, to: Position): Promise<void> {
    return this.settle(() => this.write(from, to));
  }

  caughtUp(): Promise<void> {
    return this.settle(() => {
      if (this.older === undefined) return;
      const olderPath = viewFilePath(this.folder, this.group, this.older);
      if (!turnReaders(this.database, olderPath)) return;
      this.older = undefined;
      deleteViewFile(olderPath);
    });
  }

  discard(): Promise<void> {
    return this.close().finally(() => deleteViewFile(this.path));
  }

  close(): Promise<void> {
    return this.settle(() => this.database.close());
  }

  private write(from: Position, to: Position): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const actual = this.position();
      if (actual !== from) throw new LostPlace(this.group, from, actual);
      this.symbols.store();
      for (const [name, { documents }] of this.gathered) {
        this.tallies.get(name)?.write(documents);
        this.tables.get(name)!.writer.write(documents);
      }
      this.move.run(to);
      this.database.exec('COMMIT');
      this.gathered.clear();
    } catch (error) {
      this.database.rollback();
      this.forget();
      throw error;
    }
  }

  private mergedOf(view: string): MergedChanges {
    const known = this.gathered.get(view);
    if (known) return known;
    const table = this.tables.get(view)?.table;
    if (!table) throw new TypeError(`no ${this.group} view ${view}`);
    const merged = new MergedChanges(table, this.symbols);
    this.gathered.set(view, merged);
    return merged;
  }

  private forget(): void {
    this.gathered.clear();
    this.symbols.forget();
  }

  private position(): Position {
    const [position, superseded] = this.place.row()!;
    if (superseded === 1) throw new Superseded(this.group);
    return position as string;
  }

  /** Synchronous work as the port's promise: errors reject, never throw. */
  private settle<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => resolve(reading(this.path, work)));
  }
}
