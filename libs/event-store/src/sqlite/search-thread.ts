import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Unavailable } from '../port';
import type { EventSearch, Search, SearchAnswer } from '../search';

export interface Asked {
  readonly id: number;
  readonly search: Search;
}

export type Answered = { readonly id: number } & ({ readonly answer: SearchAnswer } | { readonly failure: string });

interface Waiting {
  resolve(answer: SearchAnswer): void;
  reject(error: Error): void;
}

/**
 * Searches a log in a thread of its own, beside its writer: looking through a million events takes seconds of a core. The thread is
 * started by the first search, and again by the next one after it has died.
 */
export function openSqliteEventSearch(path: string): EventSearch {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(join(__dirname, 'search.worker.js'), { workerData: { path } });
    // Nobody is kept from ending by a search that nobody waits for any more.
    started.unref();
    started.on('message', (answered: Answered) => {
      const asked = waiting.get(answered.id);
      waiting.delete(answered.id);
      if ('answer' in answered) asked?.resolve(answered.answer);
      else asked?.reject(new Unavailable(answered.failure));
    });
    started.on('error', (error) => died(started, error.message));
    started.on('exit', () => died(started, 'its thread ended'));
    return started;
  }

  function died(which: Worker, why: string): void {
    if (worker !== which) return;
    worker = undefined;
    const cut = [...waiting.values()];
    waiting.clear();
    for (const { reject } of cut) reject(new Unavailable(`the log cannot be searched: ${why}`));
  }

  return {
    search: (search) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, search } satisfies Asked);
      }),
    close: async () => {
      await worker?.terminate();
    },
  };
}
