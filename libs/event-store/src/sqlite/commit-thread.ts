import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { OutcomeUnknown } from '../port';
import { fromReply, type Reply, type Request } from './commit-message';
import type { Committer } from './committer';
import type { Answer } from './group-commit';
import type { PendingAppend } from './log-writer';
import { openLog } from './open-log';

interface UnderWay {
  readonly appends: readonly PendingAppend[];
  readonly done: (answers: Answer[]) => void;
}

/**
 * Commits in a thread of its own, so that neither SQL nor a slow disk nor a checkpoint holds up the calling one, which then
 * spends a third of the time per append. Reads go through a connection of the calling thread.
 * @throws SqliteError when the file cannot be opened
 */
export function commitInThread(path: string): Committer {
  const log = openLog(path);
  const underWay: UnderWay[] = [];
  let worker = start();
  let closing = false;

  function start(): Worker {
    const started = new Worker(join(__dirname, 'commit.worker.js'), { workerData: { path } });
    started.on('message', (reply: Reply) => underWay.shift()?.done(fromReply(reply)));
    started.on('error', (error) => died(error));
    started.unref();
    return started;
  }

  /** A thread that dies takes the answers with it; the next one looks at the file as it is. */
  function died(error: Error): void {
    worker = start();
    for (const { appends, done } of underWay.splice(0)) {
      done(appends.map(() => new OutcomeUnknown(`the writing thread died: ${error.message}`, { cause: error })));
    }
  }

  return {
    depth: 2,
    enough: 512,
    commit: (appends, at, done) => {
      // While an answer is awaited the process must not end for lack of anything to do.
      worker.ref();
      underWay.push({
        appends,
        done: (answers) => {
          if (underWay.length === 0 && !closing) worker.unref();
          done(answers);
        },
      });
      const group = appends.map(({ stream, events, expected }) => ({ stream, events, expected }));
      worker.postMessage({ at, appends: group } satisfies Request);
    },
    reader: () => log.reader,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        worker.ref();
        worker.once('exit', () => {
          log.database.close();
          resolve();
        });
        worker.postMessage('close' satisfies Request);
      }),
  };
}
