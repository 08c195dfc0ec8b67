import { SqliteError } from '@arauto/sqlite';
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
  private failed = false;

  constructor(
    private readonly path: string,
    private readonly open?: Open,
  ) {}

  /**
   * Opened at first use, and again after a failed commit.
   * @throws SqliteError
   */
  get log(): Log {
    if (this.failed) this.reopen();
    return (this.current ??= openLog(this.path, this.open));
  }

  /** @param at wall clock of the events, milliseconds since the epoch */
  commit(appends: readonly PendingAppend[], at: number): Answer[] {
    let log: Log;
    let placed: Placed[];
    try {
      log = this.log;
      placed = write(log, appends, at);
    } catch (error) {
      return unavailable(appends, error);
    }
    try {
      log.database.exec('COMMIT');
      return placed.map(toAnswer);
    } catch (error) {
      log.database.rollback();
      log.writer.forget();
      // The frame that would have made it a commit did not fit: nothing was written.
      if (error instanceof SqliteError && error.kind === 'full') return unavailable(appends, error);
      return this.settle(appends, error);
    }
  }

  /** Closes after the last commit, with everything in the file itself. */
  end(): void {
    try {
      this.current?.database.emptyLog();
    } finally {
      this.close();
    }
  }

  private close(): void {
    const log = this.current;
    this.current = undefined;
    log?.database.close();
  }

  /**
   * After a COMMIT that failed, its last frame may be on disk although this connection does not see it, and a crash would
   * bring it back. A small commit after reopening takes its place; then what the log holds is what is true.
   */
  private settle(appends: readonly PendingAppend[], cause: unknown): Answer[] {
    this.failed = true;
    try {
      this.reopen();
      const { writer } = this.log;
      return appends.map((append) => {
        const found = writer.find(append);
        return found && !(found instanceof Error) ? toAnswer(found) : toUnavailable(cause);
      });
    } catch (error) {
      const unknown = `the event log could not be reopened after a failed commit: ${describe(error)}`;
      return appends.map(() => new OutcomeUnknown(unknown, { cause }));
    }
  }

  private reopen(): void {
    try {
      this.close();
    } catch {
      // a connection that failed may fail to close as well; the new one does not need it
    }
    const log = openLog(this.path, this.open);
    try {
      log.database.transaction(() => log.database.exec('UPDATE settled SET failed_commits = failed_commits + 1'));
    } catch (error) {
      log.database.close();
      throw error;
    }
    this.current = log;
    this.failed = false;
  }
}

/** Leaves the transaction open when it succeeds, and none when it throws. */
function write(log: Log, appends: readonly PendingAppend[], at: number): Placed[] {
  log.database.exec('BEGIN IMMEDIATE');
  try {
    return log.writer.write(appends, at);
  } catch (error) {
    log.database.rollback();
    log.writer.forget();
    throw error;
  }
}

function toAnswer(placed: Placed): Answer {
  if (placed instanceof WrongExpectedRevision) return placed;
  return { revision: placed.revision, position: toPosition(placed.position) };
}

function unavailable(appends: readonly PendingAppend[], error: unknown): Answer[] {
  return appends.map(() => toUnavailable(error));
}

function toUnavailable(error: unknown): Unavailable {
  return new Unavailable(`the event log took nothing: ${describe(error)}`, { cause: error });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
