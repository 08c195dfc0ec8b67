import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Group } from '@arauto/read-models';
import type { StorePlaces } from '../../../../config/store-places';
import type { BeginProjector, FromProjector } from './projectors';

/** What the thread of a projector is given when it starts. */
export interface ProjectorData {
  readonly places: StorePlaces;
  readonly group: Group;
  readonly lane: number;
}

/** Ends the thread once nothing is written any more. */
export const STOP = 'stop';

/** Each in a thread of its own: what they write holds up nobody else. */
export function inThreads(places: StorePlaces): BeginProjector {
  return ({ group, lane }, heard, died) => {
    const workerData: ProjectorData = { places, group, lane };
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
