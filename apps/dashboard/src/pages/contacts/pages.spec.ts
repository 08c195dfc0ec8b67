import fc from 'fast-check';
import { type Answered, known, missing, NO_PAGES, type Pages, pagesOf, rowAt, withPage } from './pages';

const A_PAGE = 3;

/** A list as the engine pages it: by what stands last on a page, in order. */
function answer(list: readonly number[], cursor: string | undefined): Answered<number> {
  const rest = cursor === undefined ? list : list.filter((row) => row > Number(cursor));
  const items = rest.slice(0, A_PAGE);
  return { items, nextCursor: rest.length > A_PAGE ? String(items.at(-1)) : null };
}

/** Asks for what is missing, as long as something is. */
function look(list: readonly number[], pages: Pages<number>, first: number, last: number): Pages<number> {
  for (let at = missing(pages, first, last); at !== null; at = missing(pages, first, last)) {
    const cursor = at === 0 ? undefined : pages.pages[at - 1]!.next!;
    pages = withPage(pages, at, answer(list, cursor));
  }
  return pages;
}

/** Asks again for what is looked at, and then for what is missing. */
function again(list: readonly number[], pages: Pages<number>, first: number, last: number): Pages<number> {
  for (const at of pagesOf(pages, first, last)) {
    if (pages.pages[at]) pages = withPage(pages, at, answer(list, pages.pages[at].cursor));
  }
  return look(list, pages, first, last);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const shown = (pages: Pages<number>, first: number, last: number) =>
  range(first, last + 1).flatMap((n) => rowAt(pages, n) ?? []);

describe('a long list of which parts are there', () => {
  it('shows whatever is looked at, wherever one goes, and keeps few rows', () => {
    const list = range(0, 400);
    const places = fc.array(fc.nat({ max: 420 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(places, (firsts) => {
        let pages: Pages<number> = NO_PAGES;
        for (const first of firsts) {
          pages = look(list, pages, first, first + 5);
          expect(shown(pages, first, first + 5)).toEqual(list.slice(first, first + 6));
          expect(pages.pages.filter(({ rows }) => rows !== null).length).toBeLessThanOrEqual(30);
        }
      }),
    );
  });

  it('asked again after rows came and left, shows them in order, none twice', () => {
    const rows = fc
      .uniqueArray(fc.nat({ max: 60 }), { minLength: 0, maxLength: 40 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(rows, rows, fc.nat({ max: 30 }), (before, after, first) => {
        const seen = look(before, NO_PAGES, 0, first + 5);
        const pages = again(after, seen, first, first + 5);
        const visible = shown(pages, first, first + 5);
        expect(visible).toEqual([...new Set(visible)].sort((a, b) => a - b));
        for (const row of visible) expect(after).toContain(row);
        // From the top it is the list as it is now.
        expect(shown(again(after, seen, 0, 5), 0, 5)).toEqual(after.slice(0, 6));
      }),
    );
  });

  it('knows how many there are once it has seen the end', () => {
    const pages = look(range(0, 7), NO_PAGES, 0, 100);
    expect(known(pages)).toEqual({ count: 7, isAll: true });
    expect(missing(pages, 0, 100)).toBeNull();
    expect(known(look([], NO_PAGES, 0, 9))).toEqual({ count: 0, isAll: true });
    expect(known(look(range(0, 7), NO_PAGES, 0, 1))).toEqual({ count: 3, isAll: false });
  });

  it('does not take in what belongs to no page that is there', () => {
    expect(withPage(NO_PAGES, 2, { items: [1], nextCursor: null })).toEqual(NO_PAGES);
    const whole = look(range(0, 2), NO_PAGES, 0, 9);
    expect(withPage(whole, 1, { items: [9], nextCursor: null })).toEqual(whole);
  });
});
