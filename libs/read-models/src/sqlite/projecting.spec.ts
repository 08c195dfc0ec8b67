import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@arauto/clock';
import type { EventStore, NewEvent } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import type { Projection } from '../port';
import { integer, symbol, text, type View } from '../view';
import { ViewProgress } from '../progress';
import { type ProjectorEnd, runProjector } from '../projector';
import { openSqliteViewReader, openSqliteViewWriter, type SqliteViewReader, type SqliteViewWriter } from '.';

const LOANS: View = {
  name: 'loans',
  version: 1,
  group: 'reporting',
  fields: { book: text(), state: symbol(), lentAt: integer() },
  indexes: [['state', 'lentAt']],
};
const TOTALS: View = {
  name: 'loan-totals',
  version: 1,
  group: 'reporting',
  fields: { lent: integer(), returned: integer() },
  indexes: [],
};

function loans(version = 1): Projection {
  return {
    view: { ...LOANS, version },
    handles: ['BookLent', 'BookReturned'],
    project: ({ type, stream, revision }) =>
      type === 'BookLent'
        ? [{ op: 'put', view: 'loans', id: stream, doc: { book: stream, state: 'lent', lentAt: revision } }]
        : [{ op: 'patch', view: 'loans', id: stream, doc: { state: version === 1 ? 'returned' : 'back' } }],
  };
}
const totals: Projection = {
  view: TOTALS,
  handles: ['BookLent', 'BookReturned'],
  project: ({ type }) => [
    { op: 'add', view: 'loan-totals', id: 'all', amounts: type === 'BookLent' ? { lent: 1 } : { returned: 1 } },
  ],
};

interface Running {
  readonly progress: ViewProgress;
  readonly writer: SqliteViewWriter;
  readonly end: Promise<ProjectorEnd>;
  stop(): Promise<void>;
}

describe('projecting a real log into SQLite', () => {
  let folder: string;
  let log: EventStore;
  let reader: SqliteViewReader;
  const running = new Set<Running>();
  const random = seededRandom('projecting');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'views-log-'));
    log = openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock });
    reader = openSqliteViewReader({ folder, group: 'reporting' });
  });
  afterEach(async () => {
    for (const each of [...running]) await each.stop();
    await reader.close();
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(projections = [loans(), totals], rebuild = false): Running {
    const views = projections.map(({ view }) => view);
    const writer = openSqliteViewWriter({ folder, group: 'reporting', views, rebuild });
    const progress = new ViewProgress(systemClock);
    const stopping = new AbortController();
    const end = runProjector({
      projections,
      reader: log,
      writer,
      clock: systemClock,
      signal: stopping.signal,
      onProgress: (position) => progress.advance(position),
    });
    const started: Running = {
      progress,
      writer,
      end,
      stop: async () => {
        running.delete(started);
        stopping.abort();
        await end;
        await writer.close();
      },
    };
    running.add(started);
    return started;
  }

  const event = (type: string): NewEvent => ({ id: random.uuid(), type, data: {}, metadata: {} });
  async function lend(from: number, to: number): Promise<string> {
    const items = Array.from({ length: to - from }, (_, n) => ({
      stream: `loan-${from + n}`,
      events: [event('BookLent'), ...(n % 3 ? [event('BookReturned')] : []), event('ShelfDusted')],
      expected: 'noStream' as const,
    }));
    await log.appendMany(items);
    return log.head();
  }
  /** Every answer of a few queries, to compare byte by byte. */
  async function answers(view = LOANS): Promise<string> {
    return JSON.stringify([
      await reader.find(view, { sort: [{ field: 'lentAt' }], limit: 10_000 }),
      await reader.find(view, {
        where: [{ field: 'state', equals: 'lent' }],
        sort: [{ field: 'lentAt', descending: true }],
        limit: 50,
      }),
      await reader.countBy(view, [], ['state']),
      await reader.get(TOTALS, 'all'),
      await reader.position('reporting'),
    ]);
  }

  it('what was appended can be read once its position is reached, also when it changes nothing', async () => {
    const { progress } = start();
    expect(await progress.reached(await lend(0, 30), 10_000)).toBe(true);
    expect(await reader.get(TOTALS, 'all')).toEqual({ lent: 30, returned: 20 });
    const { position } = await log.append('shelf-1', [event('ShelfDusted')], { expected: 'noStream' });
    expect(await progress.reached(position, 10_000)).toBe(true);
  });

  it('views that were deleted come back with the same answers, whatever the batches', async () => {
    const first = start();
    for (let n = 0; n < 10; n++) await first.progress.reached(await lend(n * 50, n * 50 + 50), 10_000);
    await first.stop();
    await start().progress.reached(await log.head(), 10_000);
    const before = await answers();
    for (const each of [...running]) await each.stop();
    await reader.close();
    for (const name of readdirSync(folder)) if (name.startsWith('views')) rmSync(join(folder, name));
    reader = openSqliteViewReader({ folder, group: 'reporting' });
    const again = start();
    expect(await again.progress.reached(await log.head(), 10_000)).toBe(true);
    await again.stop();
    expect(await answers()).toBe(before);
  });

  it('a rebuild takes over from the projector that goes on, and readers follow', async () => {
    const live = start();
    await live.progress.reached(await lend(0, 2000), 10_000);
    const again = start(undefined, true);
    await live.progress.reached(await lend(2000, 2100), 10_000);
    // what arrives turns the readers at the latest: each end of the log is another try
    for (let n = 2100; again.writer.isFilling(); n++) await again.progress.reached(await lend(n, n + 1), 10_000);
    await lend(5000, 5001);
    expect(await live.end).toEqual({ reason: 'superseded' });
    expect(await again.progress.reached(await log.head(), 10_000)).toBe(true);
    expect((await reader.count(LOANS, [])).value).toBe((await reader.get(TOTALS, 'all'))?.['lent']);
    expect(readdirSync(folder).filter((name) => /^views.*db$/.test(name))).toEqual(['views-reporting.1.db']);
  });

  it('a changed view is read as it was until it has caught up', async () => {
    const old = start();
    await old.progress.reached(await lend(0, 300), 10_000);
    await old.stop();
    const changed = loans(2);
    expect(await reader.countBy(changed.view, [], ['state'])).toEqual([
      { values: ['lent'], count: 100 },
      { values: ['returned'], count: 200 },
    ]);
    const next = start([changed, totals]);
    await next.progress.reached(await log.head(), 10_000);
    for (let n = 1000; next.writer.isFilling(); n++) await next.progress.reached(await lend(n, n + 1), 10_000);
    expect((await reader.countBy(changed.view, [], ['state'])).map(({ values }) => values[0])).toEqual([
      'back',
      'lent',
    ]);
  });
});
