import { SqliteError } from '@arauto/sqlite';
import type { Clock } from '@arauto/clock';
import { type AppendFailure, type Appended, OutcomeUnknown, Unavailable, WrongExpectedRevision } from '../port';
import type { PendingAppend, Placed } from './log-writer';
import { type Log, type Open, openLog } from './open-log';
import { toPosition } from './position';

export type Answer = Appended | AppendFailure;

/**
 * Commits groups of appends, one transaction each, and answers every one of them. It alone knows what a failed commit
 * leaves: it reopens the file and looks.
 */
export class GroupCommit {
  private current: Log | undefined;

  constructor(
    private readonly path: string,
    private readonly clock: Clock,
    private readonly open?: Open,
  ) {
    this.current = openLog(path, open);
  }

  /** @throws Unavailable while the file cannot be reopened after a failed commit */
  get log(): Log {
    if (!this.current) this.reopen();
    return this.current!;
  }

  commit(appends: readonly PendingAppend[]): Answer[] {
    let log: Log;
    let placed: Placed[];
    try {
      log = this.log;
      placed = this.write(log, appends);
    } catch (error) {
      const unavailable = toUnavailable(error);
      return appends.map(() => unavailable);
    }
    try {
      log.database.exec('COMMIT');
      return placed.map(toAnswer);
    } catch (error) {
      return this.settle(appends, error);
    }
  }

  close(): void {
    const log = this.current;
    this.current = undefined;
    log?.database.close();
  }

  /** Leaves the transaction open when it succeeds, and none when it throws. */
  private write(log: Log, appends: readonly PendingAppend[]): Placed[] {
    log.database.exec('BEGIN IMMEDIATE');
    try {
      return log.writer.write(appends, this.clock.now());
    } catch (error) {
      log.database.rollback();
      log.writer.forget();
      throw error;
    }
  }

  /**
   * After a failed COMMIT. A full disk is a rollback: the frame that would have made it a commit is not there. After any
   * other failure that frame may be on disk although this connection does not see it, and a crash would bring it back; a
   * small commit after reopening takes its place, and then what the log holds is what is true.
   */
  private settle(appends: readonly PendingAppend[], cause: unknown): Answer[] {
    const log = this.current!;
    log.database.rollback();
    log.writer.forget();
    if (cause instanceof SqliteError && cause.kind === 'full') {
      const unavailable = toUnavailable(cause);
      return appends.map(() => unavailable);
    }
    try {
      this.reopen();
      const { writer } = this.log;
      return appends.map((append) => {
        const found = writer.find(append);
        return found && !(found instanceof Error) ? toAnswer(found) : toUnavailable(cause);
      });
    } catch (error) {
      return appends.map(
        () => new OutcomeUnknown(`the event log could not be reopened (${describe(error)})`, { cause }),
      );
    }
  }

  private reopen(): void {
    try {
      this.current?.database.close();
    } catch {
      // a connection that failed may fail to close as well; the new one does not need it
    }
    this.current = undefined;
    try {
      const log = openLog(this.path, this.open);
      log.database.transaction(() => log.database.exec('UPDATE settled SET failed_commits = failed_commits + 1'));
      this.current = log;
    } catch (error) {
      throw toUnavailable(error);
    }
  }
}

function toAnswer(placed: Placed): Answer {
  if (placed instanceof WrongExpectedRevision) return placed;
  return { revision: placed.revision, position: toPosition(placed.position) };
}

function toUnavailable(error: unknown): Unavailable {
  return error instanceof Unavailable
    ? error
    : new Unavailable(`the event log took nothing: ${describe(error)}`, { cause: error });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
