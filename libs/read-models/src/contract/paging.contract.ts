import type { Cursor } from '../port';
import { type MakeViewStore, Stage } from './store-under-test';
import { GUESTS, patch, put, remove } from './views';

const MANY = 200_000;

/** Pages and streams while the view changes, and of large views. */
export function describePaging(make: MakeViewStore): void {
  let stage: Stage;
  beforeEach(async () => (stage = await Stage.open(make)));
  afterEach(() => stage.close());

  it.each([[false], [true]])(
    'paging never skips or repeats a row while rows arrive and others go (descending: %s)',
    async (descending) => {
      const first = Array.from({ length: 60 }, (_, n) => `first-${n}`);
      await stage.commit(first.map((id, n) => put(id, { arrivedAt: n % 3, nights: n })));
      const sort = [{ field: 'arrivedAt', descending }];
      const gone = new Set<string>();
      const seen = await stage.pages({ sort, limit: 7 }, async (page) => {
        // the very row the cursor stands on goes, too
        const shown = await stage.pages({ sort, limit: 7 });
        const last = shown[page]!.id;
        gone.add(last);
        await stage.commit([
          remove(last),
          ...Array.from({ length: 9 }, (_, n) => put(`late-${page}-${n}`, { arrivedAt: n % 4 })),
          patch(first[page]!, { nights: 1000 }),
        ]);
      });
      const ids = seen.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(first.filter((id) => !ids.includes(id) && !gone.has(id))).toEqual([]);
    },
  );

  it('a page goes on after a row that is gone', async () => {
    await stage.commit(Array.from({ length: 10 }, (_, n) => put(`g${n}`, { arrivedAt: 1 })));
    const sort = [{ field: 'arrivedAt' }];
    const ids = await stage.ids({ sort });
    await stage.commit([remove(ids[3]!)]);
    expect(await stage.ids({ sort, after: { values: [1], id: ids[3]! } })).toEqual(ids.slice(4));
  });

  it('rows that tie have one order, whatever order and batches they came in', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `tie-${n}`);
    await stage.commit(ids.map((id) => put(id, { arrivedAt: 1 })));
    const order = await stage.ids({ sort: [{ field: 'arrivedAt' }] });
    const other = await Stage.open(make);
    try {
      for (const id of ids.toReversed()) await other.commit([put(id, { arrivedAt: 1 })]);
      await other.commit([remove('tie-7')], [put('tie-7', { arrivedAt: 1 })]);
      expect(await other.ids({ sort: [{ field: 'arrivedAt' }] })).toEqual(order);
      expect(await other.ids({ sort: [{ field: 'arrivedAt', descending: true }] })).toEqual(order.toReversed());
    } finally {
      await other.close();
    }
  });

  it('a stream shows every match once, in order, and reads on only as it is pulled', async () => {
    await stage.commit(
      Array.from({ length: 3500 }, (_, n) => put(`g${n}`, { arrivedAt: n, nights: -n, name: `n${n}` })),
    );
    for (const field of ['arrivedAt', 'nights']) {
      const shown: number[] = [];
      let pages = 0;
      for await (const page of stage.reader.stream(GUESTS, {
        where: [{ field: 'name', prefix: 'n' }],
        sort: [{ field }],
      })) {
        shown.push(...page.map(({ doc }) => doc[field] as number));
        // what is committed while the first page is looked at is seen by the later ones
        if (++pages === 1) await stage.commit([patch('g3499', { name: 'other' }), patch('g0', { name: 'other' })]);
      }
      expect(pages).toBeGreaterThan(1);
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
      expect(new Set(shown).size).toBe(3499);
      await stage.commit([patch('g3499', { name: 'n' }), patch('g0', { name: 'n' })]);
    }
  });

  it('a stream may be left at any time', async () => {
    await stage.commit(Array.from({ length: 3000 }, (_, n) => put(`g${n}`, { nights: n })));
    for await (const page of stage.reader.stream(GUESTS, { sort: [{ field: 'nights' }] })) {
      expect(page.length).toBeGreaterThan(0);
      break;
    }
    expect(await stage.reader.count(GUESTS, [])).toEqual({ value: 3000, relation: 'exact' });
  });

  it('pages quickly at any depth of 200,000 documents that tie', async () => {
    await stage.fill(MANY, (n) =>
      put(`2f1f6c1e-8a55-4b0c-9a43-0d5b8f3f7c11.${n}`, { hotel: 'ritz', state: 'in', arrivedAt: 0, name: `n${n}` }),
    );
    const where = [{ field: 'hotel', equals: 'ritz' }];
    const sort = [{ field: 'arrivedAt', descending: true }];
    const from = performance.now();
    const seen = new Set<string>();
    let after: Cursor | undefined;
    let pages = 0;
    for (; pages < 200; pages++) {
      const page = await stage.reader.find(GUESTS, {
        where,
        sort,
        limit: 100,
        fields: ['arrivedAt'],
        ...(after && { after }),
      });
      for (const { id } of page) seen.add(id);
      // far jumps: the ids of a page say where to go on, and so does any other, whatever the order of ids
      const jump = `2f1f6c1e-8a55-4b0c-9a43-0d5b8f3f7c11.${(50_000 + pages * 997) % MANY}`;
      after = { values: [0], id: pages % 2 ? (page.at(-1)?.id ?? jump) : jump };
    }
    const perPage = (performance.now() - from) / pages;
    expect(seen.size).toBeGreaterThan(5000);
    // an OFFSET, or a scan of the tie, takes tens of milliseconds here
    expect(perPage).toBeLessThan(15);
    expect(await stage.reader.count(GUESTS, where, 10_000)).toEqual({ value: 10_000, relation: 'atLeast' });
  }, 120_000);
}
