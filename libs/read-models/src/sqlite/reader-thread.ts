import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SqliteError, type SqliteErrorKind } from '@arauto/sqlite';
import { ViewsBeingMade } from '../port';
import type { Group } from '../view';
import type { Request } from './requests';
import { ViewFileUnreadable } from './view-file';

export interface Asked {
  readonly id: number;
  readonly request: Request;
}

/** An error as it travels: structured clones lose classes. */
export interface SentError {
  readonly type: 'TypeError' | 'ViewFileUnreadable' | 'ViewsBeingMade' | 'SqliteError' | 'Error';
  readonly message: string;
  readonly path?: string | undefined;
  readonly kind?: SqliteErrorKind | undefined;
  readonly made?: Pick<ViewsBeingMade, 'group' | 'position' | 'target'> | undefined;
}

export type Answered = { readonly id: number } & ({ readonly value: unknown } | { readonly error: SentError });

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The thread that answers a reader's requests, one after the other; started anew for the next request when it has died. */
export class ReaderThread {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private closed = false;

  constructor(
    private readonly folder: string,
    private readonly group: Group,
  ) {}

  ask(request: Request): Promise<unknown> {
    if (this.closed) return Promise.reject(new Error(`the reader of the ${this.group} views is closed`));
    const worker = (this.worker ??= this.start());
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, request } satisfies Asked);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(join(__dirname, 'reader.worker.js'), {
      workerData: { folder: this.folder, group: this.group },
    });
    worker.on('message', (answers: readonly Answered[]) => {
      for (const answer of answers) this.settle(answer);
    });
    worker.on('error', (error) => this.fail(worker, error));
    worker.on('exit', () => this.fail(worker, new Error(`the reader of the ${this.group} views ended`)));
    return worker;
  }

  private settle(answer: Answered): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(received(answer.error));
    else waiting?.resolve(answer.value);
  }

  private fail(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}

export function sent(thrown: unknown): SentError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof ViewFileUnreadable) return { type: 'ViewFileUnreadable', message, path: thrown.path };
  if (thrown instanceof ViewsBeingMade) {
    const { group, position, target } = thrown;
    return { type: 'ViewsBeingMade', message, made: { group, position, target } };
  }
  if (thrown instanceof SqliteError) return { type: 'SqliteError', message, path: thrown.path, kind: thrown.kind };
  return { type: thrown instanceof TypeError ? 'TypeError' : 'Error', message };
}

function received({ type, message, path, kind, made }: SentError): Error {
  switch (type) {
    case 'TypeError':
      return new TypeError(message);
    case 'ViewFileUnreadable':
      return ViewFileUnreadable.repeated(path!, message);
    case 'ViewsBeingMade':
      return new ViewsBeingMade(made!.group, made!.position, made!.target);
    case 'SqliteError':
      return new SqliteError(kind!, path!, message);
    case 'Error':
      return new Error(message);
  }
}
