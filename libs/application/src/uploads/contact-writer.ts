import {
  type AppendFailure,
  type AppendItem,
  type AppendResult,
  type EventStore,
  type Position,
  StreamDeleted,
  TooLarge,
  WrongExpectedRevision,
} from '@arauto/event-store';
import type { ContactRows, VerdictLetter } from './contact-rows';

/** A row that makes a contact unless another row has made it. */
export interface Attempted {
  readonly row: number;
  readonly item: AppendItem;
  /** The verdict if the contact is new. */
  readonly letter: Exclude<VerdictLetter, 'd'>;
}

/** Appends that are in one transaction while nothing is being sent: random names are cheaper the more are written at once. */
const SLICE = 10_000;
/** The same while something is: 20 ms of the writing thread at most. */
const SLICE_WHILE_BUSY = 500;

/** Makes contacts, and finds out for whom there was one. */
export class ContactWriter {
  /**
   * @param startedAt the log's head before this reading began: what is answered at or before it was written by an earlier one
   * @param isBusy whether something is being sent
   * @param insist repeats work until the store takes it
   */
  constructor(
    private readonly store: EventStore,
    private readonly rows: ContactRows,
    private readonly startedAt: Position,
    private readonly isBusy: () => boolean,
    private readonly insist: <Result>(work: () => Promise<Result>) => Promise<Result>,
  ) {}

  /** Resolves when every row has its contact in the log, with the verdict of each in the same order. */
  async write(attempted: readonly Attempted[]): Promise<VerdictLetter[]> {
    const letters: VerdictLetter[] = [];
    while (letters.length < attempted.length) {
      const size = this.isBusy() ? SLICE_WHILE_BUSY : SLICE;
      // Awaited one by one: between two, everybody else has a turn of the event loop and of the log.
      for (const letter of await this.writeSlice(attempted.slice(letters.length, letters.length + size))) {
        letters.push(letter);
      }
    }
    return letters;
  }

  private async writeSlice(slice: readonly Attempted[]): Promise<VerdictLetter[]> {
    const results = await this.append(slice.map(({ item }) => item));
    const letters: VerdictLetter[] = [];
    for (const [index, each] of slice.entries()) {
      const result = results[index]!;
      const isNew = 'ok' in result && result.ok.position > this.startedAt;
      letters.push(isNew ? each.letter : await this.insist(() => this.verdictInLog(each)));
    }
    return letters;
  }

  /** Every item is taken, or its stream was there before. */
  private async append(items: readonly AppendItem[]): Promise<AppendResult[]> {
    const results: AppendResult[] = await this.insist(() => this.store.appendMany(items));
    for (;;) {
      const open = results.flatMap((result, index) => ('error' in result && isOpen(result.error) ? [index] : []));
      if (open.length === 0) return results;
      await this.insist(async () => {
        const again = await this.store.appendMany(open.map((index) => items[index]!));
        again.forEach((result, at) => (results[open[at]!] = result));
        const failed = again.find((result) => 'error' in result && isOpen(result.error));
        if (failed && 'error' in failed) throw failed.error;
      });
    }
  }

  /** Of a contact that was there: this row's own, from a reading that broke off, or another row's. */
  private async verdictInLog({ row, item, letter }: Attempted): Promise<VerdictLetter> {
    let own = false;
    let suppressed = false;
    for await (const { id, revision } of await this.store.readStream(item.stream, { limit: 2 })) {
      if (revision === 0) own = this.rows.isOwn(id, row, 0);
      else suppressed = this.rows.isOwn(id, row, 1);
    }
    if (!own) return 'd';
    return letter === 'i' ? 'i' : suppressed ? 's' : 'a';
  }
}

/** @throws TooLarge, which no repeat can mend */
function isOpen(error: AppendFailure): boolean {
  if (error instanceof TooLarge) throw error;
  return !(error instanceof WrongExpectedRevision) && !(error instanceof StreamDeleted);
}
