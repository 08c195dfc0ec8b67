import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '@arauto/clock';
import { OutcomeUnknown } from '../port';
import { fromReply, type Reply, type Request, toRequest } from './commit-message';
import type { Committer } from './committer';
import type { Answer } from './group-commit';
import type { PendingAppend } from './log-writer';
import { openLog } from './open-log';
import { TickSnapshot } from './tick-snapshot';

interface UnderWay {
  readonly appends: readonly PendingAppend[];
  readonly done: (answers: Answer[]) => void;
}

/**
 * Commits in a thread of its own, so that neither SQL nor a slow disk nor a checkpoint holds up the calling one, which then
 * spends a third of the time per append. Reads go through a connection of the calling thread.
 * @throws SqliteError when the file cannot be opened
 */
export function commitInThread(path: string, clock: Clock): Committer {
  const log = openLog(path);
  const snapshot = new TickSnapshot(log.database, clock);
  const underWay: UnderWay[] = [];
  let worker: Worker | undefined = start();

  function start(): Worker {
    const started = new Worker(join(__dirname, 'commit.worker.js'), { workerData: { path } });
    let cause: Error | undefined;
    started.on('message', (reply: Reply) => {
      const answered = underWay.shift();
      // While an answer is awaited the process must not end for lack of anything to do; after that it may.
      if (underWay.length === 0) started.unref();
      // Whoever is answered reads what was written.
      snapshot.end();
      answered?.done(fromReply(reply));
    });
    started.on('error', (error) => (cause = error));
    started.on('exit', () => died(started, cause));
    started.unref();
    return started;
  }

  /** A thread that dies takes its answers along. The next append starts another, which looks at the file as it is. */
  function died(which: Worker, cause: Error | undefined): void {
    if (worker !== which) return;
    worker = undefined;
    const message = `the writing thread died: ${cause?.message ?? 'no cause given'}`;
    for (const { appends, done } of underWay.splice(0)) {
      done(appends.map(() => new OutcomeUnknown(message, { cause })));
    }
  }

  return {
    depth: 2,
    enough: 512,
    commit: (appends, at, done) => {
      worker ??= start();
      worker.ref();
      underWay.push({ appends, done });
      worker.postMessage(toRequest(appends, at) satisfies Request);
    },
    reader: () => {
      snapshot.begin();
      return log.reader;
    },
    close: async () => {
      const last = worker;
      worker = undefined;
      snapshot.end();
      // Before the writer: the last connection to go writes the log back into the file, and a read-only one cannot.
      log.database.close();
      if (last) {
        last.ref();
        const exited = new Promise((resolve) => last.once('exit', resolve));
        last.postMessage('close' satisfies Request);
        await exited;
      }
    },
  };
}
