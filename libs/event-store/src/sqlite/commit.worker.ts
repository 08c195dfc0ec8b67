import { parentPort, workerData } from 'node:worker_threads';
import { fromRequest, type Request, toReply } from './commit-message';
import { GroupCommit } from './group-commit';

/** The writing thread: one group after the other, an answer to each. */
const commits = new GroupCommit((workerData as { path: string }).path);

parentPort?.on('message', (request: Request) => {
  if (request === 'close') {
    commits.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(toReply(commits.commit(fromRequest(request), request.at)));
});
