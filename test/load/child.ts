import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/**
 * A part of a benchmark in a process of its own, so that its work is not measured as ours: it answers one request at a time.
 * Ends with its parent, because the channel does.
 */
export class Child<Request, Reply> {
  private readonly process: ChildProcess;
  private waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined;

  /** @param file of this folder, compiled: `provider.process.js` */
  constructor(file: string) {
    this.process = fork(join(__dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
    this.process.on('message', (reply: Reply) => this.settle((waiting) => waiting.resolve(reply)));
    this.process.on('exit', (code) =>
      this.settle((waiting) => waiting.reject(new Error(`${file} ended with code ${String(code)}`))),
    );
  }

  ask(request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.process.send(request as object);
    });
  }

  /** Also of one that has ended. */
  stop(): Promise<void> {
    if (!this.process.connected) return Promise.resolve();
    const ended = new Promise<void>((resolve) => this.process.once('exit', () => resolve()));
    this.process.disconnect();
    return ended;
  }

  private settle(how: (waiting: NonNullable<typeof this.waiting>) => void): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) how(waiting);
  }
}

/** In the child: answers each request, and ends when the parent does. */
export function serve<Request, Reply>(answer: (request: Request) => Promise<Reply>): void {
  process.on('message', (request: Request) => {
    answer(request).then(
      (reply) => process.send?.(reply as object),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
