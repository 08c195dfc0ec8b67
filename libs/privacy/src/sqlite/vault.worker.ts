import { openDatabase, SqliteError } from '@arauto/sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Request, WorkerRole } from './messages';
import { VaultSearcher } from './vault-searcher';
import { VaultWriter } from './vault-writer';

const port = parentPort!;
const { path, role } = workerData as WorkerRole;

/** For the index of persons, whose order is random. Putting a million entries costs 2 % more CPU than with 32 MiB, and 13 % more with 8. */
const pageCacheBytes = 16 * 1024 * 1024;

/** Answers one request; opening counts as request 0. */
function answer(id: number, work: () => unknown): void {
  try {
    port.postMessage({ id, ok: true, value: work() } satisfies Answer);
  } catch (error) {
    const { kind, message } = error instanceof SqliteError ? error : { kind: 'other' as const, message: String(error) };
    port.postMessage({ id, ok: false, kind, path, message } satisfies Answer);
  }
}

answer(0, () => {
  const database = openDatabase(path, role === 'writer' ? { secureDelete: true, pageCacheBytes } : { readOnly: true });
  const writer = role === 'writer' ? new VaultWriter(database) : undefined;
  const searcher = role === 'searcher' ? new VaultSearcher(database) : undefined;
  port.on('message', (request: Request) => {
    answer(request.id, () => {
      switch (request.type) {
        case 'write':
          return writer?.write(request.writes);
        case 'search':
          return searcher?.search(request.campaign, request.text, request.limit, request.match);
        case 'close':
          return database.close();
      }
    });
    // After the answer, which a closed port would swallow.
    if (request.type === 'close') port.close();
  });
});
