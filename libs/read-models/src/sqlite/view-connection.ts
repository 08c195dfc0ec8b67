import { type Position, START } from '@arauto/event-store';
import type { Database, Statement } from '@arauto/sqlite';
import { ViewsBeingMade } from '../port';
import type { Group } from '../view';
import { Queries } from './queries';
import { Symbols } from './symbols';
import { Table } from './table';
import { openForReading, type Place, readPlace, reading, viewFileNumbers, viewFilePath, viewsOf } from './view-file';

/** A file open for reading. */
export interface OpenFile {
  readonly database: Database;
  readonly queries: Queries;
  readonly place: Statement;
  /** Before it holds the log up to here it is half made. */
  readonly target: Position;
}

/**
 * Reads the file of a group that is `ready`, and follows when readers are turned to a newer one; or, held, as of the first question, in one
 * transaction.
 */
export class ViewConnection {
  private file: OpenFile | undefined;
  private readonly users = new Map<OpenFile, number>();

  constructor(
    private readonly folder: string,
    private readonly group: Group,
    private readonly held: boolean,
  ) {}

  /**
   * Runs `work` on the file as one moment has it.
   * @throws ViewFileUnreadable; ViewsBeingMade until the file holds what the log had when it was made
   */
  run<T>(work: (file: OpenFile) => T): T {
    return this.read((file, position) => {
      if (position < file.target) throw new ViewsBeingMade(this.group, position, file.target);
      return work(file);
    });
  }

  /** Where the views stand, half made or whole. @throws ViewFileUnreadable; ViewsBeingMade where there is no file yet */
  position(): Position {
    return this.read((_file, position) => position);
  }

  private read<T>(work: (file: OpenFile, position: Position) => T): T {
    if (this.held) {
      const file = (this.file ??= this.openHeld());
      return reading(file.database.path, () => work(file, file.place.row()![0] as Position));
    }
    for (;;) {
      const file = (this.file ??= this.open());
      const result = reading(file.database.path, () => {
        return file.database.snapshot(() => {
          const [position, superseded] = file.place.row()!;
          if (superseded === 1) return undefined;
          return { value: work(file, position as Position) };
        });
      });
      if (result) return result.value;
      this.reopen();
    }
  }

  /** Keeps a file open, also after readers were turned away from it. @returns what lets it go */
  hold(file: OpenFile): () => void {
    this.users.set(file, (this.users.get(file) ?? 0) + 1);
    return () => {
      this.users.set(file, this.users.get(file)! - 1);
      this.closeIfUnused(file);
    };
  }

  /** Lets go of the file, and finds the one to read at the next question. */
  reopen(): void {
    if (this.held) return;
    const file = this.file;
    this.file = undefined;
    if (file) this.closeIfUnused(file);
  }

  close(): void {
    if (this.held) this.file?.database.rollback();
    this.file?.database.close();
    this.file = undefined;
  }

  private closeIfUnused(file: OpenFile): void {
    if (file === this.file || (this.users.get(file) ?? 0) > 0) return;
    this.users.delete(file);
    file.database.close();
  }

  private openHeld(): OpenFile {
    for (;;) {
      const file = this.open();
      const superseded = reading(file.database.path, () => {
        file.database.exec('BEGIN');
        // Only what reads begins a transaction.
        return file.place.row()![1] === 1;
      });
      if (!superseded) return file;
      file.database.rollback();
      file.database.close();
    }
  }

  private open(): OpenFile {
    let filling: number | undefined;
    for (const number of viewFileNumbers(this.folder, this.group).reverse()) {
      const opened = this.openNumber(number, 'ready');
      if (opened) return opened;
      filling ??= number;
    }
    const opened = filling === undefined ? undefined : this.openNumber(filling, 'filling');
    if (opened) return opened;
    throw new ViewsBeingMade(this.group, START, START);
  }

  private openNumber(number: number, state: Place['state']): OpenFile | undefined {
    const database = openForReading(viewFilePath(this.folder, this.group, number));
    const place = readPlace(database);
    if (place?.state !== state || place.superseded) {
      database.close();
      return undefined;
    }
    const tables = new Map(viewsOf(place.definition).map((view) => [view.name, new Table(view)]));
    return {
      database,
      queries: new Queries(database, tables, new Symbols(database)),
      place: database.prepare('SELECT position, superseded FROM place'),
      target: place.target,
    };
  }
}
