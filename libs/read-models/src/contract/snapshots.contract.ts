import { ViewsBeingMade } from '../port';
import { at, type MakeViewStore, position, Stage } from './store-under-test';
import { patch, put, remove, STAYS } from './views';

/** What is read as of one moment while others write. */
export function describeSnapshots(make: MakeViewStore): void {
  let stage: Stage;
  const guest = (n: number) => ({
    ...{ hotel: n % 2 ? 'ritz' : 'plaza', state: 'in', name: `n${n}`, arrivedAt: n, nights: n % 5, vip: false },
  });
  beforeEach(async () => {
    stage = await Stage.open(make);
    await stage.commit(Array.from({ length: 2500 }, (_, n) => put(`g${n}`, guest(n), STAYS)));
  });
  afterEach(() => stage.close());

  const changeEverything = () =>
    stage.commit(
      Array.from({ length: 2500 }, (_, n) => patch(`g${n}`, { state: 'gone', arrivedAt: 9000 - n }, STAYS)),
      Array.from({ length: 100 }, (_, n) => put(`late${n}`, guest(n), STAYS)),
      Array.from({ length: 100 }, (_, n) => remove(`g${n}`, STAYS)),
    );

  it('see none of what arrives, changes or goes meanwhile, in any question', async () => {
    const snapshot = await stage.reader.snapshot();
    const ask = async () => ({
      position: await snapshot.position('operational'),
      get: await snapshot.get(STAYS, 'g7'),
      many: await snapshot.getMany(STAYS, ['late1', 'g2']),
      find: await snapshot.find(STAYS, { sort: [{ field: 'arrivedAt', descending: true }], limit: 3 }),
      count: await snapshot.count(STAYS, [{ field: 'state', equals: 'in' }]),
      countBy: await snapshot.countBy(STAYS, [{ field: 'state', set: true }], ['state']),
      walk: await snapshot.walk(STAYS, { along: [], where: [], sort: [{ field: 'arrivedAt' }], limit: 2, most: 10 }),
    });
    const before = await ask();
    expect(before).toMatchObject({ position: position(1), count: { value: 2500, relation: 'exact' } });
    await changeEverything();
    expect(await ask()).toEqual(before);
    await snapshot.close();
    expect(await stage.reader.position('operational')).toBe(position(4));
    expect(await stage.reader.count(STAYS, [{ field: 'state', equals: 'in' }])).toEqual({
      value: 100,
      relation: 'exact',
    });
  });

  it.each(['arrivedAt', 'nights'])(
    'stream every row of their moment once, in order of %s, while all of them change',
    async (field) => {
      const snapshot = await stage.reader.snapshot();
      const seen: string[] = [];
      let changed = false;
      for await (const rows of snapshot.stream(STAYS, { sort: [{ field }] })) {
        for (const { id, doc } of rows) {
          seen.push(id);
          expect(doc['state']).toBe('in');
        }
        if (!changed) await changeEverything();
        changed = true;
      }
      expect(new Set(seen).size).toBe(2500);
      expect(seen).toHaveLength(2500);
      await snapshot.close();
    },
  );

  it('stand beside each other, each at its own moment', async () => {
    const first = await stage.reader.snapshot();
    await changeEverything();
    const second = await stage.reader.snapshot();
    const gone = [{ field: 'state', equals: 'gone' }] as const;
    expect((await first.count(STAYS, gone)).value).toBe(0);
    expect((await second.count(STAYS, gone)).value).toBe(2400);
    await first.close();
    expect((await second.count(STAYS, gone)).value).toBe(2400);
    await second.close();
  });

  it('are not taken of views that are being made', async () => {
    const empty = await Stage.empty(make);
    await empty.openWriter({ head: at(position(5)) });
    const snapshot = empty.reader.snapshot().then((taken) => taken.count(STAYS, []).finally(() => taken.close()));
    await expect(snapshot).rejects.toThrow(ViewsBeingMade);
    await empty.close();
  });
}
