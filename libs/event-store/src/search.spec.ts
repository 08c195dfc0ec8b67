import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock, VirtualClock } from '@arauto/clock';
import type { EventSearch, EventStore, Search } from '.';
import { searchLog } from './search';
import { openSqliteEventSearch, openSqliteEventStore } from './sqlite';

const EVENTS = 20_000;
/** One event in so many is somebody else's. */
const RARE = 9999;

describe.each([['in the thread of the caller'], ['in a thread of its own']])('searching the log, %s', (where) => {
  const random = seededRandom('search');
  let folder: string;
  let store: EventStore;
  let search: EventSearch;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-search-'));
    const path = join(folder, 'events.db');
    store = openSqliteEventStore({ path, clock: new VirtualClock() });
    const items = Array.from({ length: EVENTS }, (_, n) => ({
      stream: `box-${n}`,
      events: [
        {
          id: random.uuid(),
          type: n % 2 === 0 ? 'Opened' : 'Closed',
          data: {},
          metadata: { actor: { id: n % RARE === 0 ? 'rare' : 'often', name: 'somebody' }, $correlationId: `c-${n}` },
        },
      ],
      expected: 'noStream' as const,
    }));
    await store.appendMany(items);
    search = where.endsWith('of its own')
      ? openSqliteEventSearch(path)
      : { search: (asked) => searchLog(store, systemClock, asked), close: () => Promise.resolve() };
  });
  afterAll(async () => {
    await search.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const find = (asked: Partial<Search>) =>
    search.search({ after: '', filter: {}, where: {}, limit: 100, budget: 60_000, ...asked });
  const streams = async (asked: Partial<Search>) => (await find(asked)).events.map(({ stream }) => stream);

  it('finds what all that was asked for holds of, and says that there is no more', async () => {
    expect(await streams({ where: { actor: 'rare' } })).toEqual(['box-0', 'box-9999', 'box-19998']);
    expect(await streams({ where: { actor: 'rare' }, filter: { types: ['Closed'] } })).toEqual(['box-9999']);
    expect(await streams({ where: { correlation: 'c-7' } })).toEqual(['box-7']);
    expect(await streams({ where: { stream: 'box-1' }, filter: { streamPrefixes: ['box-1'] } })).toEqual(['box-1']);
    expect(await streams({ where: { to: 0 } })).toEqual([]);
    expect((await find({ where: { actor: 'rare' } })).end).toBe(true);
  });

  it('stops at the limit, and goes on from there', async () => {
    const first = await find({ where: { actor: 'rare' }, limit: 2 });
    expect([first.events.length, first.end]).toEqual([2, false]);
    const rest = await find({ where: { actor: 'rare' }, after: first.scanned });
    expect([rest.events.map(({ stream }) => stream), rest.end]).toEqual([['box-19998'], true]);
  });

  it('looks from the end to the start, and goes on from there', async () => {
    const backwards = { direction: 'backwards', where: { actor: 'rare' } } as const;
    const first = await find({ ...backwards, limit: 2 });
    expect([first.events.map(({ stream }) => stream), first.end]).toEqual([['box-19998', 'box-9999'], false]);
    const rest = await find({ ...backwards, after: first.scanned });
    expect([rest.events.map(({ stream }) => stream), rest.end]).toEqual([['box-0'], true]);
    const filter = { types: ['Closed'], streamPrefixes: ['box-1999'] };
    expect(await streams({ direction: 'backwards', filter, limit: 2 })).toEqual(['box-19999', 'box-19997']);
    const found: string[] = [];
    for (let after = '', end = false; !end;) {
      const part = await find({ ...backwards, after, budget: 0 });
      found.push(...part.events.map(({ stream }) => stream));
      ({ scanned: after, end } = part);
    }
    expect(found).toEqual(['box-19998', 'box-9999', 'box-0']);
  });

  it('stops when its time is over, empty-handed if need be, and loses nothing of what is left', async () => {
    const found: string[] = [];
    let searches = 0;
    for (let after = '', end = false; !end; searches++) {
      const part = await find({ where: { actor: 'rare' }, after, budget: 0 });
      expect(part.scanned > after || part.end).toBe(true);
      found.push(...part.events.map(({ stream }) => stream));
      ({ scanned: after, end } = part);
    }
    expect(searches).toBeGreaterThan(2);
    expect(found).toEqual(['box-0', 'box-9999', 'box-19998']);
  });
});
