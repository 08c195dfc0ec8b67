import type { Answer, GroupCommit } from './group-commit';
import type { LogReader } from './log-reader';
import type { PendingAppend } from './log-writer';

/** Where groups are committed: in this thread or in one of their own. */
export interface Committer {
  /** Groups that may be under way at once. */
  readonly depth: number;
  /** A group of so many appends does not wait for the end of the tick: another thread could work on it already. */
  readonly enough: number;
  /** Calls `done` with an answer per append, in order; groups are committed in the order of the calls. */
  commit(appends: readonly PendingAppend[], at: number, done: (answers: Answer[]) => void): void;
  /** Reads what is committed. Asked each time: a failed commit may have replaced it. */
  reader(): LogReader;
  close(): Promise<void>;
}

/** Commits in the calling thread, at once: the order of everything is repeatable. */
export function commitInline(commits: GroupCommit): Committer {
  return {
    depth: 1,
    enough: Infinity,
    commit: (appends, at, done) => done(commits.commit(appends, at)),
    reader: () => commits.log.reader,
    close: () => new Promise((resolve) => resolve(commits.close())),
  };
}
