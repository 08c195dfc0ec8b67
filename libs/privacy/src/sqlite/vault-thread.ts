import { SqliteError } from '@arauto/sqlite';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Request, WorkerRole } from './messages';

type RequestBody = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One worker thread and the calls that wait for it. When it dies, they are refused, and the next call starts another. */
export class VaultThread {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private closing = false;

  constructor(private readonly role: WorkerRole) {}

  /** Resolves when the database is open. @throws SqliteError */
  async open(): Promise<void> {
    if (this.worker) return;
    const worker = new Worker(join(__dirname, 'vault.worker.js'), { workerData: this.role });
    this.worker = worker;
    const opened = new Promise((resolve, reject) => this.waiting.set(0, { resolve, reject }));
    worker.on('message', (answer: Answer) => this.settle(answer));
    worker.on('error', (error) => this.refuseAll(worker, error));
    worker.on('exit', (code) => this.refuseAll(worker, new Error(`it ended with code ${code}`)));
    await opened;
  }

  async call(request: RequestBody): Promise<unknown> {
    const opening = this.worker ? undefined : this.open();
    // An idle thread does not keep the process alive, one that somebody waits for does.
    this.worker!.ref();
    const id = ++this.lastId;
    const answered = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.worker!.postMessage({ ...request, id });
    // An opening that fails refuses this call too, and with the better message.
    if (opening) await Promise.all([opening, answered]);
    return answered;
  }

  async close(): Promise<void> {
    const worker = this.worker;
    if (!worker) return;
    this.closing = true;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    const closed = this.call({ type: 'close' });
    await Promise.all([closed, exited]);
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (this.waiting.size === 0 && !this.closing) this.worker?.unref();
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new SqliteError(answer.kind, answer.path, answer.message));
    if (answer.id === 0 && !answer.ok) void this.worker?.terminate();
  }

  private refuseAll(worker: Worker, cause: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const refused = [...this.waiting.values()];
    this.waiting.clear();
    const message = `The vault's ${this.role.role} thread ended: ${cause.message}`;
    for (const { reject } of refused) reject(new SqliteError('other', this.role.path, message, { cause }));
  }
}
