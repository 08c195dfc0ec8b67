/**
 * A long list of which only parts are there: pages that were asked for one after the other, each by the cursor of the one before. Once known, a cursor
 * leads back to its page, so the rows of pages far from what is looked at are let go of.
 */
export interface Pages<Row> {
  readonly pages: readonly KnownPage<Row>[];
}

interface KnownPage<Row> {
  /** What it is asked for by; undefined of the first. */
  readonly cursor: string | undefined;
  readonly count: number;
  /** Null where they were let go of. */
  readonly rows: readonly Row[] | null;
  /** Null of the last. */
  readonly next: string | null;
}

export interface Answered<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

export const NO_PAGES: Pages<never> = { pages: [] };

/** Pages on each side of what is looked at whose rows are kept. */
const KEPT = 12;

/**
 * Takes in the answer to the question for a page, new or asked for again. Where the next page begins elsewhere than before, those behind it are asked for
 * anew when somebody goes there: rows came to the list, or left it.
 */
export function withPage<Row>({ pages }: Pages<Row>, at: number, answer: Answered<Row>): Pages<Row> {
  if (at > pages.length) return { pages };
  const cursor = at === 0 ? undefined : (pages[at - 1]!.next ?? undefined);
  if (at > 0 && cursor === undefined) return { pages };
  const { items, nextCursor } = answer;
  const page = { cursor, count: items.length, rows: items, next: nextCursor };
  const behind = nextCursor !== null && pages[at]?.next === nextCursor ? pages.slice(at + 1) : [];
  const all = [...pages.slice(0, at), page, ...behind];
  return {
    pages: all.map((one, n) => (one.rows !== null && Math.abs(n - at) > KEPT ? { ...one, rows: null } : one)),
  };
}

/** How many rows are known of, and whether that is all of them. */
export function known<Row>({ pages }: Pages<Row>): { readonly count: number; readonly isAll: boolean } {
  return {
    count: pages.reduce((sum, { count }) => sum + count, 0),
    isAll: pages.length > 0 && pages.at(-1)!.next === null,
  };
}

/** The row of a number, from 0; undefined while it is not there. */
export function rowAt<Row>({ pages }: Pages<Row>, number: number): Row | undefined {
  let before = 0;
  for (const { count, rows } of pages) {
    if (number < before + count) return rows?.[number - before];
    before += count;
  }
  return undefined;
}

/** Numbers of the pages on which the rows from `first` to `last` are, as far as they are known of; else of the last, behind which more may have come. */
export function pagesOf<Row>({ pages }: Pages<Row>, first: number, last: number): readonly number[] {
  const found: number[] = [];
  let before = 0;
  for (const [at, { count }] of pages.entries()) {
    if (before <= last && before + count > first) found.push(at);
    before += count;
  }
  return found.length === 0 && pages.length > 0 ? [pages.length - 1] : found;
}

/** The page to be asked for next, so that the rows up to `last` are there; null where nothing is missing. */
export function missing<Row>(all: Pages<Row>, first: number, last: number): number | null {
  const gone = pagesOf(all, first, last).find((at) => all.pages[at]!.rows === null);
  if (gone !== undefined) return gone;
  const { count, isAll } = known(all);
  return isAll || last < count ? null : all.pages.length;
}
