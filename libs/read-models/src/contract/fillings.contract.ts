import type { Change } from '../change';
import { Superseded, ViewsBeingMade, type ViewWriter } from '../port';
import { symbol, text, type View } from '../view';
import { at, type MakeViewStore, position, Stage } from './store-under-test';
import { guest, GUESTS, put, ROOMS } from './views';

/** A field more, and one of another type. */
const NEWER: View = { ...GUESTS, version: 2, fields: { ...GUESTS.fields, floor: symbol(), nights: text() } };

async function commit(writer: ViewWriter, from: number, to: number, ...changes: readonly Change[]): Promise<void> {
  writer.gather(changes);
  await writer.commit(from === 0 ? '' : position(from), position(to));
}

/** How views are made again, beside those that are read and from nothing. */
export function describeFillings(make: MakeViewStore): void {
  let stage: Stage;
  beforeEach(async () => (stage = await Stage.empty(make)));
  afterEach(() => stage.close());
  const get = (id: string, view = GUESTS) => stage.reader.get(view, id);
  const changed = (view = NEWER) => stage.openWriter({}, [view, ROOMS]);

  it('a writer goes on where the one before stopped', async () => {
    const first = await stage.openWriter();
    await commit(first, 0, 1, put('a', { hotel: 'Ritz' }));
    await stage.end(first);
    const second = await stage.openWriter();
    expect(second.isFilling()).toBe(false);
    expect(second.interruptedRebuild).toBe(false);
    expect(await second.checkpoint()).toBe(position(1));
    expect(await get('a')).toEqual(guest({ hotel: 'Ritz' }));
  });

  it('a changed view fills beside the old one, which is read until the turn', async () => {
    const old = await stage.openWriter();
    await commit(old, 0, 5, put('a', { hotel: 'Ritz', nights: 3 }));
    await stage.end(old);
    const next = await changed();
    expect(next.isFilling()).toBe(true);
    expect(await next.checkpoint()).toBe('');
    await commit(next, 0, 4, put('a', { hotel: 'Ritz', nights: 'three', floor: 'third' }));
    await next.caughtUp();
    expect(next.isFilling()).toBe(true); // the old one is further
    expect(await stage.reader.position('operational')).toBe(position(5));
    // what the old one does not have, or has as another type, reads as null
    expect(await get('a', NEWER)).toEqual({ ...guest({ hotel: 'Ritz' }), floor: null });
    expect(await stage.reader.count(NEWER, [{ field: 'floor', equals: 'third' }])).toMatchObject({ value: 0 });
    expect(await stage.reader.count(NEWER, [{ field: 'floor', equals: null }])).toMatchObject({ value: 1 });
    expect(await stage.reader.count(NEWER, [{ field: 'floor', set: true }])).toMatchObject({ value: 0 });
    expect(await stage.reader.find(NEWER, { sort: [{ field: 'nights' }], limit: 9 })).toHaveLength(1);
    expect(await stage.reader.find({ ...NEWER, name: 'unknown-there' }, { limit: 9 })).toEqual([]);

    await commit(next, 4, 5);
    await next.caughtUp();
    expect(next.isFilling()).toBe(false);
    expect(await get('a', NEWER)).toMatchObject({ nights: 'three', floor: 'third' });
    expect(await stage.reader.position('operational')).toBe(position(5));
    await stage.end(next);
    expect((await changed()).isFilling()).toBe(false);
  });

  it('a filling that was interrupted goes on', async () => {
    await stage.end(await stage.openWriter());
    const first = await changed();
    await commit(first, 0, 3, put('a', {}));
    await stage.end(first);
    const second = await changed();
    expect(second.isFilling()).toBe(true);
    expect(await second.checkpoint()).toBe(position(3));
  });

  it('a filling for views that changed again is thrown away', async () => {
    await stage.end(await stage.openWriter());
    const first = await changed();
    await commit(first, 0, 3, put('a', {}));
    await stage.end(first);
    const second = await changed({ ...NEWER, version: 3 });
    expect(second.isFilling()).toBe(true);
    expect(await second.checkpoint()).toBe('');
  });

  it('a rebuild fills beside a writer that goes on, and then takes its place', async () => {
    const live = await stage.openWriter();
    await commit(live, 0, 1, put('a', { name: 'old' }));
    const again = await stage.openWriter({ rebuild: true });
    await commit(again, 0, 1, put('a', { name: 'new' }));
    await commit(live, 1, 2, put('b', {}));
    await again.caughtUp();
    expect(again.isFilling()).toBe(true);
    expect(await get('a')).toMatchObject({ name: 'old' });
    await commit(again, 1, 2, put('b', {}));
    await again.caughtUp();
    expect(await get('a')).toMatchObject({ name: 'new' });
    await expect(commit(live, 2, 3, put('c', {}))).rejects.toThrow(Superseded);
    await expect(live.checkpoint()).rejects.toThrow(Superseded);
    expect(await stage.reader.count(GUESTS, [])).toMatchObject({ value: 2 });
  });

  it('while a rebuild fills, readers are answered from what is there', async () => {
    const live = await stage.openWriter({ head: at('') });
    await commit(live, 0, 5, put('a', { name: 'old' }));
    const again = await stage.openWriter({ rebuild: true, head: at(position(5)) });
    await commit(again, 0, 2, put('a', { name: 'half' }));
    expect(await get('a')).toMatchObject({ name: 'old' });
  });

  it('a rebuild that was interrupted is announced, and goes on when it is asked for', async () => {
    const live = await stage.openWriter();
    await commit(live, 0, 9, put('a', {}));
    const again = await stage.openWriter({ rebuild: true });
    await commit(again, 0, 4, put('a', {}));
    await stage.end(live, again);
    const next = await stage.openWriter();
    expect(next.interruptedRebuild).toBe(true);
    expect(next.isFilling()).toBe(false);
    expect(await next.checkpoint()).toBe(position(9));
    expect(await (await stage.openWriter({ rebuild: true })).checkpoint()).toBe(position(4));
  });

  it('views that are made from nothing are refused until they hold what the log held, their position apart', async () => {
    await expect(get('a')).rejects.toEqual(new ViewsBeingMade('operational', '', ''));
    const making = await stage.openWriter({ head: at(position(3)) });
    await commit(making, 0, 2, put('a', {}));
    const halfMade = new ViewsBeingMade('operational', position(2), position(3));
    await expect(get('a')).rejects.toEqual(halfMade);
    await expect(stage.reader.count(GUESTS, [])).rejects.toEqual(halfMade);
    await expect(stage.reader.stream(GUESTS, {})[Symbol.asyncIterator]().next()).rejects.toEqual(halfMade);
    expect(await stage.reader.position('operational')).toBe(position(2));
    // A restart in the middle of it, of a log that has grown, changes nothing.
    await stage.end(making);
    const again = await stage.openWriter({ head: at(position(9)) });
    await expect(get('a')).rejects.toEqual(halfMade);
    await commit(again, 2, 3, put('b', {}));
    expect(await stage.reader.count(GUESTS, [])).toMatchObject({ value: 2 });
  });

  it('views that are ahead of the log, of which a part was lost, are told of and made again', async () => {
    const first = await stage.openWriter({ head: at('') });
    await commit(first, 0, 9, put('a', {}));
    await stage.end(first);
    const told: Error[] = [];
    const second = await stage.openWriter({ head: at(position(2)), onDamage: (error) => told.push(error) });
    expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining('ahead of the log') })]);
    expect(await second.checkpoint()).toBe('');
  });

  it('what is discarded is made again by the next writer', async () => {
    const first = await stage.openWriter();
    await commit(first, 0, 1, put('a', {}));
    await stage.discard(first);
    expect(await (await stage.openWriter()).checkpoint()).toBe('');
  });
}
