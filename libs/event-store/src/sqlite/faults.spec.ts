import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { type Database, openDatabase, SqliteError } from '@arauto/sqlite';
import { anEvent, aStream, events, failureOf, idsOf } from '../contract/builders';
import type { EventStore } from '../port';
import { openSqliteEventStore } from './event-store';

describe('a disk that fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-faults-'));
  const path = join(folder, 'events.db');
  /** What happens at the next COMMIT of an append, and at the next opening. */
  let atCommit: ((commit: () => void) => void) | undefined;
  let atOpen: (() => void) | undefined;
  let database: Database;
  let store: EventStore;

  beforeEach(() => {
    store = openSqliteEventStore({
      path,
      clock: systemClock,
      open: (file, options) => {
        atOpen?.();
        database = openDatabase(file, options);
        const exec = database.exec.bind(database);
        database.exec = (sql) => {
          const fault = atCommit;
          if (sql !== 'COMMIT' || !fault) return exec(sql);
          atCommit = undefined;
          fault(() => exec(sql));
        };
        return database;
      },
    });
  });

  afterEach(async () => {
    [atCommit, atOpen] = [undefined, undefined];
    await store.close();
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const ioError = () => new SqliteError('io', path, 'disk I/O error');

  it('answers a commit that failed and left nothing with Unavailable, and takes the same append afterwards', async () => {
    const stream = aStream();
    const batch = events(2);
    atCommit = () => {
      throw ioError();
    };
    const failure = await failureOf(store.append(stream, batch, { expected: 'noStream' }));
    expect(failure).toMatchObject({ name: 'Unavailable', message: expect.stringContaining('disk I/O error') });
    expect((await store.readStream(stream)).exists).toBe(false);
    expect(await store.append(stream, batch, { expected: 'noStream' })).toMatchObject({ revision: 1 });
  });

  it('answers a commit that failed and is in the log with the revision and position it has', async () => {
    const [first, second] = [aStream(), aStream()];
    const batches = [events(3), events(1)];
    atCommit = (commit) => {
      commit();
      throw ioError();
    };
    const answers = await Promise.all([
      store.append(first, batches[0]!, { expected: 'noStream' }),
      store.append(second, batches[1]!, { expected: 'noStream' }),
    ]);
    expect(answers).toMatchObject([{ revision: 2 }, { revision: 0, position: await store.head() }]);
    expect(await store.append(first, batches[0]!, { expected: 'noStream' })).toEqual(answers[0]);
    expect(await idsOf(store, first)).toHaveLength(3);
  });

  it('says OutcomeUnknown only when the log cannot be reopened, and answers the repeat when it can again', async () => {
    const stream = aStream();
    const batch = events(2);
    atCommit = (commit) => {
      commit();
      atOpen = () => {
        throw new SqliteError('missing', path, 'the folder is gone');
      };
      throw ioError();
    };
    const failure = await failureOf(store.append(stream, batch, { expected: 'noStream' }));
    expect(failure).toMatchObject({ name: 'OutcomeUnknown', message: expect.stringContaining('the folder is gone') });
    const still = await failureOf(store.append(aStream(), events(1), { expected: 'noStream' }));
    expect(still.name).toBe('Unavailable');
    atOpen = undefined;
    const settled = () =>
      openDatabase(path, { readOnly: true }).prepare('SELECT failed_commits FROM settled').row()![0];
    const before = Number(settled());
    expect(await store.append(stream, batch, { expected: 'noStream' })).toMatchObject({ revision: 1 });
    // A commit of its own stands where the failed one may still lie.
    expect(settled()).toBe(before + 1);
    expect(await idsOf(store, stream)).toHaveLength(2);
  });

  it('waits for the disk at every commit', () => {
    expect(database.prepare('PRAGMA synchronous').row()).toEqual([2]);
  });

  it('keeps a subscription going over a failed commit', async () => {
    const stream = aStream();
    const abort = new AbortController();
    const followed = store.subscribe({ after: await store.head(), signal: abort.signal })[Symbol.asyncIterator]();
    await followed.next();
    atCommit = (commit) => {
      commit();
      throw ioError();
    };
    await store.append(stream, events(1), { expected: 'noStream' });
    expect((await followed.next()).value).toMatchObject([{ kind: 'event', event: { stream } }, { kind: 'caughtUp' }]);
    abort.abort();
  });

  it('follows a log that cannot be opened for as long as it takes, and says so', async () => {
    const stream = aStream();
    const after = await store.head();
    atCommit = () => {
      atOpen = () => {
        throw new SqliteError('missing', path, 'the folder is gone');
      };
      throw ioError();
    };
    await failureOf(store.append(aStream(), events(1), { expected: 'noStream' }));
    const abort = new AbortController();
    const states: [string, unknown?][] = [];
    const onState = (...state: [string, unknown?]) => {
      states.push(state);
      atOpen = undefined;
    };
    const followed = store.subscribe({ after, signal: abort.signal, onState })[Symbol.asyncIterator]();
    expect((await followed.next()).value).toMatchObject([{ kind: 'caughtUp' }]);
    await store.append(stream, events(1), { expected: 'noStream' });
    expect((await followed.next()).value).toMatchObject([{ kind: 'event', event: { stream } }, { kind: 'caughtUp' }]);
    expect(states).toMatchObject([['retrying', { message: expect.stringContaining('the folder is gone') }], ['live']]);
    abort.abort();
  });

  it('answers a full disk with Unavailable and a clear sentence, keeps what is there, and goes on when there is room', async () => {
    const kept = aStream();
    await store.append(kept, events(2), { expected: 'noStream' });
    const pages = database.prepare('PRAGMA page_count').row()![0];
    database.exec(`PRAGMA max_page_count = ${Number(pages) + 2}`);
    const big = Array.from({ length: 3 }, () => ({
      stream: aStream(),
      events: [anEvent({ data: { text: 'x'.repeat(20_000) } })],
      expected: 'noStream' as const,
    }));
    const refused = await store.appendMany(big);
    for (const result of refused) {
      expect(result).toMatchObject({
        error: { name: 'Unavailable', message: `the event log took nothing: the disk that holds ${path} is full` },
      });
    }
    expect(await idsOf(store, kept)).toHaveLength(2);
    const head = Number(await store.head());
    database.exec('PRAGMA max_page_count = 1000000');
    const taken = await store.appendMany(big);
    expect(taken).toMatchObject(
      big.map((_, n) => ({ ok: { revision: 0, position: expect.stringMatching(`${head + n + 1}$`) } })),
    );
  });

  it('refuses what comes after closing, and commits what came before', async () => {
    const stream = aStream();
    const before = store.append(stream, events(1), { expected: 'noStream' });
    await store.close();
    expect(await before).toMatchObject({ revision: 0 });
    expect((await failureOf(store.append(stream, events(1), { expected: 0 }))).name).toBe('Unavailable');
    await expect(store.readStream(stream)).rejects.toThrow('closed');
  });
});
