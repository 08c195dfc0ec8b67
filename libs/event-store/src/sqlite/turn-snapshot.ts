import type { Database } from '@arauto/sqlite';
import { atEndOfTurn } from '../turn';

/**
 * One look at the file for all reads of a turn of the event loop. Between two reads that stand alone another connection has nearly always
 * written, and then SQLite forgets every page it had: under load most of the time of a short read is fetching them again.
 */
export class TurnSnapshot {
  private held = false;

  constructor(private readonly database: Database) {}

  /** To be called before each read. */
  begin(): void {
    if (this.held) return;
    this.database.exec('BEGIN');
    this.held = true;
    atEndOfTurn(() => this.end());
  }

  /** The next read sees what has been committed since. */
  end(): void {
    if (!this.held) return;
    this.held = false;
    this.database.rollback();
  }
}
