import { parentPort, Worker } from 'node:worker_threads';

interface Asked<Question> {
  readonly id: number;
  readonly question: Question;
}

type Answered<Answer, Failure> = { readonly id: number } & (
  { readonly answer: Answer } | { readonly failure: Failure }
);

interface OpenRequest<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Makes errors of what is left of them: a structured clone loses their class, and a thread that died says only why. */
export interface ThreadErrors<Failure> {
  failed(failure: Failure): Error;
  died(why: string): Error;
}

/**
 * A thread that answers questions, such as those about a file that would hold up the caller. The first question starts it; when it dies,
 * those that wait are refused, and the next question starts another. While nobody waits, it keeps no process alive.
 */
export class AskedThread<Question, Answer, Failure> {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, OpenRequest<Answer>>();
  private lastId = 0;
  private closed = false;

  /** @param file what it runs; it calls `answerAsked` */
  constructor(
    private readonly file: string,
    private readonly workerData: unknown,
    private readonly errors: ThreadErrors<Failure>,
  ) {}

  ask(question: Question): Promise<Answer> {
    if (this.closed) return Promise.reject(this.errors.died('it is closed'));
    const worker = (this.worker ??= this.start());
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      worker.postMessage({ id, question } satisfies Asked<Question>);
      if (this.waiting.size === 0) worker.ref();
      this.waiting.set(id, { resolve, reject });
    });
  }

  /** Ends the thread, whatever it is at; who waits is refused. @param last is asked before, if there is a thread */
  async close(last?: Question): Promise<void> {
    if (last !== undefined && this.worker) await this.ask(last);
    this.closed = true;
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(this.file, { workerData: this.workerData });
    worker.on('message', (answered: Answered<Answer, Failure>) => this.settle(answered));
    worker.on('error', (error) => this.ended(worker, error.message));
    worker.on('exit', (code) => this.ended(worker, `its thread ended with code ${code}`));
    worker.unref();
    return worker;
  }

  private settle(answered: Answered<Answer, Failure>): void {
    const asked = this.waiting.get(answered.id);
    this.waiting.delete(answered.id);
    if (this.waiting.size === 0) this.worker?.unref();
    if ('answer' in answered) asked?.resolve(answered.answer);
    else asked?.reject(this.errors.failed(answered.failure));
  }

  private ended(worker: Worker, why: string): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const refused = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of refused) reject(this.errors.died(why));
  }
}

/**
 * The other side, in the file of the thread: answers every question that comes.
 * @param toFailure an error as data, from which `ThreadErrors.failed` makes one again
 */
export function answerAsked<Question, Failure>(
  answer: (question: Question) => unknown,
  toFailure: (error: unknown) => Failure,
): void {
  const port = parentPort!;
  const reply = async ({ id, question }: Asked<Question>) => {
    try {
      port.postMessage({ id, answer: await answer(question) });
    } catch (error) {
      port.postMessage({ id, failure: toFailure(error) });
    }
  };
  port.on('message', (asked: Asked<Question>) => void reply(asked));
}
