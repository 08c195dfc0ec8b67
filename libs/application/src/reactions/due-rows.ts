import type { Clock } from '@arauto/clock';
import type { Cursor } from '@arauto/read-models';

const PAGE = 1000;
/** Pages of one look. */
const SHARE = 10;
/** Rows of one look that were there before: they could not be settled, or came late. */
const AGAIN = 250;
/** From the end of one round through those to the next, milliseconds; longer each time that a round settled nothing. */
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 5 * 60_000;

/** A row of a view, with the time it is due at, milliseconds. */
export interface DueRow {
  readonly id: string;
  readonly doc: { readonly dueAt: number; readonly row: number };
}

/**
 * The next rows of a view in the order of `dueAt` and `row`.
 * @param until inclusive
 */
export type PageOf<Row> = (until: number, after: Cursor | undefined, limit: number) => Promise<readonly Row[]>;

/** Does what is due about some rows, and answers how many of them it settled. One that it cannot settle is no reason to throw. */
export type Settle<Row> = (rows: readonly Row[]) => Promise<number>;

/**
 * The rows of a view whose time has come, in the order of `dueAt`. Every row has one turn soon after it is due, whatever became of
 * those before it. A row that is still there after its turn could not be settled, or the views have not caught up: such rows have
 * another turn in rounds of their own, so that a million of them neither hold up a new one nor keep anybody busy. A row that comes
 * late, due before others that had their turn, is in the next round.
 */
export class DueRows<Row extends DueRow> {
  /** Up to here every row has had its turn. */
  private passed: Cursor | undefined;
  private round: { after: Cursor | undefined; found: boolean; settled: boolean } | undefined;
  private nextRoundAt = 0;
  private wait = FIRST_WAIT;

  constructor(
    private readonly page: PageOf<Row>,
    private readonly clock: Clock,
    /** From one round to the next at most, milliseconds. */
    private readonly longestWait = LONGEST_WAIT,
  ) {}

  /** One look. Answers whether another would find more to do at once. */
  async look(settle: Settle<Row>, signal: AbortSignal): Promise<boolean> {
    // The clock was set back: what becomes due now stands before those that had their turn.
    if (this.passed && dueAtOf(this.passed) > this.clock.now()) this.passed = undefined;
    const before = this.passed;
    for (let pages = 0; pages < SHARE; pages++) {
      const rows = await this.page(this.clock.now(), this.passed, PAGE);
      if (rows.length > 0) await settle(rows);
      this.passed = cursorOf(rows) ?? this.passed;
      if (signal.aborted) return false;
      if (rows.length < PAGE) return before !== undefined && (await this.again(settle, dueAtOf(before)));
    }
    return true;
  }

  /** Some rows more of the round through those that had their turn before this look. Answers whether it settled any. */
  private async again(settle: Settle<Row>, until: number): Promise<boolean> {
    if (!this.round && this.clock.monotonic() < this.nextRoundAt) return false;
    const round = (this.round ??= { after: undefined, found: false, settled: false });
    const rows = await this.page(until, round.after, AGAIN);
    const settled = rows.length > 0 && (await settle(rows)) > 0;
    round.after = cursorOf(rows);
    round.found ||= rows.length > 0;
    round.settled ||= settled;
    if (rows.length < AGAIN) {
      this.wait = round.found && !round.settled ? Math.min(this.longestWait, this.wait * 2) : FIRST_WAIT;
      this.nextRoundAt = this.clock.monotonic() + this.wait;
      this.round = undefined;
    }
    return settled;
  }
}

function dueAtOf({ values }: Cursor): number {
  return Number(values[0]);
}

function cursorOf(rows: readonly DueRow[]): Cursor | undefined {
  const last = rows.at(-1);
  return last && { values: [last.doc.dueAt, last.doc.row], id: last.id };
}
