import type { Change } from '../change';
import { LostPlace, type ViewWriter } from '../port';
import { at, type MakeViewStore, position, Stage, type ViewStoreFeatures } from './store-under-test';
import { guest, GUESTS, put, visit, VISITS } from './views';

async function commit(writer: ViewWriter, from: number, to: number, ...changes: readonly Change[]): Promise<void> {
  writer.gather(changes);
  await writer.commit(from === 0 ? '' : position(from), position(to));
}

/** Writers beside each other: of a part of the streams each, and of the same part one after the other. */
export function describeLanes(make: MakeViewStore, features: ViewStoreFeatures): void {
  let stage: Stage;
  beforeEach(async () => (stage = await Stage.empty(make)));
  afterEach(() => stage.close());
  const openLanes = async (of: number, options = {}) => {
    const writers: ViewWriter[] = [];
    for (let index = 0; index < of; index++) writers.push(await stage.openWriter({ ...options, lane: { index, of } }));
    return writers as [ViewWriter, ViewWriter, ...ViewWriter[]];
  };

  it('one lane is all of it', async () => {
    const [writer] = await openLanes(1);
    await commit(writer, 0, 1, put('a', { hotel: 'Ritz' }), visit('ritz', 'may', { guests: 1 }));
    expect(await stage.reader.get(GUESTS, 'a')).toEqual(guest({ hotel: 'Ritz' }));
    expect(await stage.reader.get(VISITS, 'ritz.may')).toEqual({
      hotel: 'ritz',
      month: 'may',
      guests: 1,
      nights: null,
    });
  });

  if (!features.lanes) {
    it('several lanes are refused', async () => {
      await expect(openLanes(2)).rejects.toThrow('one lane');
    });
    return;
  }

  it('what lanes add to the same counter is added up, whoever asks and however', async () => {
    const [first, second, third] = (await openLanes(3)) as [ViewWriter, ViewWriter, ViewWriter];
    await commit(first, 0, 3, visit('ritz', 'may', { guests: 1 }), visit('ritz', 'june', { guests: -2, nights: 5 }));
    await commit(second, 0, 5, visit('ritz', 'may', { guests: 4 }), visit('plaza', 'may', { guests: 9 }));
    await commit(third, 0, 4, visit('ritz', 'june', { guests: 2 }), visit('ritz', 'july', { guests: 7, nights: 1 }));
    await commit(second, 5, 6, visit('ritz', 'may', { guests: 5 }));
    const { reader } = stage;
    expect(await reader.getMany(VISITS, ['ritz.may', 'nobody', 'ritz.june'])).toEqual([
      { hotel: 'ritz', month: 'may', guests: 10, nights: null },
      undefined,
      { hotel: 'ritz', month: 'june', guests: 0, nights: 5 },
    ]);
    const sort = [{ field: 'guests', descending: true }];
    expect(await stage.ids({ sort }, VISITS)).toEqual(['ritz.may', 'plaza.may', 'ritz.july', 'ritz.june']);
    const where = [
      { field: 'hotel', equals: 'ritz' },
      { field: 'guests', from: 1 },
    ];
    expect((await stage.ids({ where }, VISITS)).sort()).toEqual(['ritz.july', 'ritz.may']);
    const [top] = await reader.find(VISITS, { where, sort, limit: 1 });
    expect(top).toMatchObject({ id: 'ritz.may', doc: { guests: 10 } });
    const after = { id: top!.id, values: [10] };
    expect((await reader.find(VISITS, { where, sort, limit: 5, after })).map(({ id }) => id)).toEqual(['ritz.july']);
    expect(await reader.count(VISITS, where)).toEqual({ value: 2, relation: 'exact' });
    expect(await reader.count(VISITS, [], 3)).toEqual({ value: 3, relation: 'atLeast' });
    expect(await reader.count(VISITS, [{ field: 'nights', equals: null }])).toMatchObject({ value: 2 });
    expect(await reader.countBy(VISITS, [], ['hotel'])).toEqual([
      { values: ['plaza'], count: 1 },
      { values: ['ritz'], count: 3 },
    ]);
    const streamed: unknown[] = [];
    for await (const page of reader.stream(VISITS, { sort, fields: ['month'] })) streamed.push(...page);
    expect(streamed.slice(0, 2)).toEqual([
      { id: 'ritz.may', doc: { month: 'may' } },
      { id: 'plaza.may', doc: { month: 'may' } },
    ]);
  });

  it('each lane has its own place, and the position is the lowest of them', async () => {
    const [first, second] = await openLanes(2);
    await commit(first, 0, 9, put('a', {}));
    expect(await stage.reader.position('operational')).toBe('');
    await commit(second, 0, 4, put('b', {}));
    expect(await stage.reader.position('operational')).toBe(position(4));
    expect(await stage.reader.lanes('operational')).toEqual([position(9), position(4)]);
    expect(await first.checkpoint()).toBe(position(9));
    expect(await second.checkpoint()).toBe(position(4));
    expect(await stage.reader.count(GUESTS, [])).toMatchObject({ value: 2 });
    await stage.end(first, second);
    const [, again] = await openLanes(2);
    expect(await again.checkpoint()).toBe(position(4));
  });

  it('views that are made from nothing are refused until every lane holds what the log held', async () => {
    const [first, second] = await openLanes(2, { head: at(position(3)) });
    await commit(first, 0, 5, put('a', {}));
    await expect(stage.reader.get(GUESTS, 'a')).rejects.toMatchObject({ name: 'ViewsBeingMade', position: '' });
    await commit(second, 0, 3);
    expect(await stage.reader.get(GUESTS, 'a')).toBeDefined();
  });

  it('another count of lanes is filled anew, and read when each of them has caught up', async () => {
    const live = await stage.openWriter();
    await commit(live, 0, 5, put('a', { name: 'old' }));
    const [first, second] = await openLanes(2);
    expect([first.isFilling(), second.isFilling()]).toEqual([true, true]);
    await commit(first, 0, 7, put('a', { name: 'new' }));
    await commit(second, 0, 6);
    await first.caughtUp();
    expect(await stage.reader.get(GUESTS, 'a')).toMatchObject({ name: 'old' });
    await second.caughtUp();
    expect(await stage.reader.get(GUESTS, 'a')).toMatchObject({ name: 'new' });
    await first.caughtUp();
    expect([first.isFilling(), second.isFilling()]).toEqual([false, false]);
    await expect(commit(live, 5, 6)).rejects.toMatchObject({ name: 'Superseded' });
  });

  it('who asks for the checkpoint takes the views over, and who had them changes nothing more', async () => {
    const first = await stage.openWriter();
    expect(await first.checkpoint()).toBe('');
    await commit(first, 0, 1, visit('ritz', 'may', { guests: 1 }));
    const second = await stage.openWriter();
    expect(await second.checkpoint()).toBe(position(1));
    await expect(commit(first, 1, 2, visit('ritz', 'may', { guests: 1 }))).rejects.toThrow(LostPlace);
    // nor does it take them back without having stood by
    await expect(first.checkpoint()).rejects.toThrow(LostPlace);
    await commit(second, 1, 2, visit('ritz', 'may', { guests: 1 }));
    expect(await stage.reader.get(VISITS, 'ritz.may')).toMatchObject({ guests: 2 });
  });

  it('who lost its place stands by until the other ends, and takes over from it', async () => {
    const first = await stage.openWriter();
    await first.checkpoint();
    const second = await stage.openWriter();
    await second.checkpoint();
    await expect(commit(first, 0, 1)).rejects.toThrow(LostPlace);
    const stop = new AbortController();
    let waits = true;
    const standing = first.standBy!(stop.signal).then(() => (waits = false));
    await commit(second, 0, 1, put('a', {}));
    expect(waits).toBe(true);
    await stage.end(second);
    await standing;
    expect(await first.checkpoint()).toBe(position(1));
  });

  it('who stands by may be told to stop', async () => {
    const first = await stage.openWriter();
    await first.checkpoint();
    const second = await stage.openWriter();
    await second.checkpoint();
    const stop = new AbortController();
    const standing = first.standBy!(stop.signal);
    stop.abort();
    await standing;
    expect(await second.checkpoint()).toBe('');
  });
}
