import {
  type AppendFailure,
  type AppendItem,
  type AppendResult,
  eventOf,
  type EventStore,
  type Position,
  StreamDeleted,
  TooLarge,
  WrongExpectedRevision,
} from '@arauto/event-store';
import { type Contact, contactDecider, Refusal, type VerdictLetter } from '@arauto/domain';
import type { AcceptRow, ContactRows } from './contact-rows';

/** A row that makes a contact unless another row has made it. */
export interface Attempted {
  readonly row: number;
  readonly item: AppendItem;
  /** Of a rejected row: must be new, or the row is a duplicate and makes no contact. */
  readonly rejection?: AppendItem | null;
  /** Of a good row: asked of the contact that is there, if there is one. */
  readonly command?: AcceptRow;
  /** The verdict if the contact is new. */
  readonly letter: 'a' | 'i' | 's';
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
      // Awaited one by one: between two, everybody else has the event loop and the log.
      for (const letter of await this.writeSlice(attempted.slice(letters.length, letters.length + size))) {
        letters.push(letter);
      }
    }
    return letters;
  }

  /** Rejections go with the contacts of good rows, and what they were new for afterwards: few rows of most files. */
  private async writeSlice(slice: readonly Attempted[]): Promise<VerdictLetter[]> {
    const results = await this.append(slice.map(({ item, rejection }) => rejection ?? item));
    const letters = new Array<VerdictLetter>(slice.length).fill('d');
    const firsts: number[] = [];
    for (const [index, each] of slice.entries()) {
      const isNew = this.isNew(results[index]!);
      const { rejection } = each;
      if (!rejection) letters[index] = isNew ? each.letter : await this.insist(() => this.verdictInLog(each));
      else if (isNew || (await this.insist(() => this.isOwnRejection(rejection, each.row)))) firsts.push(index);
    }
    if (firsts.length === 0) return letters;
    const contacts = await this.append(firsts.map((index) => slice[index]!.item));
    for (const [at, index] of firsts.entries()) {
      const each = slice[index]!;
      const isNew = this.isNew(contacts[at]!);
      letters[index] = isNew ? each.letter : await this.insist(() => this.verdictInLog(each));
    }
    return letters;
  }

  private isNew(result: AppendResult): boolean {
    return 'ok' in result && result.ok.position > this.startedAt;
  }

  /** Of a rejection that was there: this row's own, from a reading that broke off, or that of another row like it. */
  private async isOwnRejection({ stream }: AppendItem, row: number): Promise<boolean> {
    for await (const { id } of await this.store.readStream(stream, { limit: 1 })) {
      return this.rows.isOwnRejection(id, row);
    }
    return false;
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

  /** Of a contact that was there: this row's own, from a reading that broke off, or another row's, which may let it return. */
  private async verdictInLog({ row, item, command, letter }: Attempted): Promise<VerdictLetter> {
    for (;;) {
      const { own, contact, revision } = await this.find(item.stream, row);
      if (own !== null) return letter === 'i' ? 'i' : own;
      if (!command || revision < 0) return 'd';
      const events = this.return(command, contact);
      if (events === null) return 'd';
      if (events.length === 0) return 'S';
      const [result] = await this.append([{ stream: item.stream, events, expected: revision }]);
      if (result && 'ok' in result) return 'A';
    }
  }

  /** `own`: what the log has of this row's verdict. */
  private async find(name: string, row: number) {
    let own: 'a' | 's' | 'A' | null = null;
    let contact: Contact = contactDecider.initial;
    let last = -1;
    for await (const recorded of await this.store.readStream(name)) {
      const { id, revision } = recorded;
      if (this.rows.isOwn(id, row, 0)) own = 'a';
      else if (this.rows.isOwn(id, row, 1)) own = 's';
      else if (this.rows.isOwnReturn(id, row)) own = 'A';
      contact = contactDecider.evolve(contact, eventOf(contactDecider, recorded));
      last = revision;
    }
    return { own, contact, revision: last };
  }

  /** Null: the person is a contact, and stays the one it is. */
  private return(command: AcceptRow, contact: Contact): AppendItem['events'] | null {
    try {
      return this.rows.again(command, contact);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}

/** @throws TooLarge, which no repeat can mend */
function isOpen(error: AppendFailure): boolean {
  if (error instanceof TooLarge) throw error;
  return !(error instanceof WrongExpectedRevision) && !(error instanceof StreamDeleted);
}
