import type { Clock } from '@arauto/clock';
import type { Database } from '@arauto/sqlite';

/**
 * One look at the file for all reads of a tick of the event loop. Between two reads that stand alone another connection has nearly always
 * written, and then SQLite forgets every page it had: under load most of the time of a short read is fetching them again.
 */
export class TickSnapshot {
  private held = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** To be called before each read. */
  begin(): void {
    if (this.held) return;
    this.database.exec('BEGIN');
    this.held = true;
    void this.clock.endOfTick().then(() => this.end());
  }

  /** The next read sees what has been committed since. */
  end(): void {
    if (!this.held) return;
    this.held = false;
    this.database.rollback();
  }
}
