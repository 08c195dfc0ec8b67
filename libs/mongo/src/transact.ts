import type { Clock } from '@arauto/clock';
import {
  type ClientSession,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoServerSelectionError,
  type TransactionOptions,
} from 'mongodb';

const TRANSACTION: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
};

const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 500;

export interface TransactOptions {
  readonly clock: Clock;
  /** How long the body and the commit are repeated, in milliseconds from the start: longer than a set needs for a new primary. */
  readonly patienceMs?: number | undefined;
  /** Ends the waiting at once. */
  readonly signal?: AbortSignal | undefined;
}

/** The commit was sent and never answered: what the body wrote is there in full, or not at all. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
  constructor(cause: unknown) {
    super('MongoDB did not say whether the transaction was committed', { cause });
  }
}

/**
 * Runs `body` in a transaction of `session`, from the start again whenever the server says that nothing of it remains
 * (`TransientTransactionError`: a conflict, a new primary). Whatever else goes wrong with a commit leaves it unknown, labelled or not: a primary
 * that was stopped answered without a label and had committed (measured with mongod 6.0.5). Repeating a commit in its session is harmless, so
 * that is done until it is answered. (The driver's `withTransaction` takes an unlabelled error for a failure, and repeats for 120 s.)
 *
 * `body` may run several times; it writes and reads with `session`, one operation after the other.
 * @throws whatever `body` throws for another reason, or when patience is over: nothing is written then
 * @throws CommitUnknown
 */
export async function transact<T>(
  session: ClientSession,
  body: (session: ClientSession) => Promise<T>,
  options: TransactOptions,
): Promise<T> {
  const attempts = new Attempts(options);
  for (;;) {
    session.startTransaction(TRANSACTION);
    let result: T;
    try {
      result = await body(session);
    } catch (error) {
      await abandon(session);
      if (!isRepeatable(error) || !(await attempts.another())) throw error;
      continue;
    }
    const lost = await commit(session, attempts);
    if (lost === undefined) return result;
    if (!(await attempts.another())) throw lost;
  }
}

/** @returns the error that says that nothing was written, if that is so */
async function commit(session: ClientSession, attempts: Attempts): Promise<MongoError | undefined> {
  for (;;) {
    try {
      await session.commitTransaction();
      return undefined;
    } catch (error) {
      if (isTransient(error)) return error;
      if (!(await attempts.another())) throw new CommitUnknown(error);
    }
  }
}

/** The server ends it by itself when it hears nothing of this. */
async function abandon(session: ClientSession): Promise<void> {
  if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
}

/** Before the commit was sent, a lost connection means that nothing was written; the driver (7.9.0) does not label each of them. */
function isRepeatable(error: unknown): boolean {
  return isTransient(error) || error instanceof MongoNetworkError || error instanceof MongoServerSelectionError;
}

function isTransient(error: unknown): error is MongoError {
  return error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.TransientTransactionError);
}

class Attempts {
  private readonly end: number;
  private waitMs = FIRST_WAIT_MS;

  constructor(private readonly options: TransactOptions) {
    this.end = options.clock.monotonic() + (options.patienceMs ?? 30_000);
  }

  /** Waits, longer each time. @returns whether there is to be another */
  async another(): Promise<boolean> {
    const { clock, signal } = this.options;
    await clock.sleep(this.waitMs, signal);
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
    return signal?.aborted !== true && clock.monotonic() < this.end;
  }
}
