import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Group } from '@arauto/read-models';
import type { BeginProjector, FromProjector } from './projectors';

/** What projectors read and write. */
export interface ProjectorFiles {
  /** The file of the event log. */
  readonly log: string;
  /** The folder of the view files. */
  readonly views: string;
}

/** What the thread of a projector is given when it starts. */
export type ProjectorData = ProjectorFiles & { readonly group: Group };

/** Ends the thread once nothing is written any more. */
export const STOP = 'stop';

/** Each in a thread of its own: what they write holds up nobody else. */
export function inThreads(files: ProjectorFiles): BeginProjector {
  return (group, heard, died) => {
    const workerData: ProjectorData = { ...files, group };
    const worker = new Worker(join(__dirname, 'projector.worker.js'), { workerData });
    let cause: Error | undefined;
    worker.on('message', (message: FromProjector) => heard(message));
    worker.on('error', (error) => (cause = error));
    const exited = new Promise<void>((resolve) => {
      worker.on('exit', (code) => {
        died(cause ?? new Error(`its thread ended with code ${code}`));
        resolve();
      });
    });
    return {
      send: (message) => worker.postMessage(message),
      stop: () => {
        worker.postMessage(STOP);
        return exited;
      },
    };
  };
}
