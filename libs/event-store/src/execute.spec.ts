import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import type { Decider } from './decider';
import { execute, IdempotencyMismatch } from './execute';
import { type EventStore, OutcomeUnknown, Unavailable, WrongExpectedRevision } from './port';
import { openSqliteEventStore } from './sqlite';
import { StateCache } from './state-cache';

type Raised = { readonly type: 'Raised'; readonly data: { readonly by: number } };
interface Raise {
  readonly by: number;
  readonly atMost?: number;
}

class OverTheTop extends Error {}

/** A sum that may be raised up to a limit; raising by 0 is done already. */
const counter: Decider<number, Raise, Raised> = {
  initial: 0,
  decide: ({ by, atMost = Infinity }, sum) => {
    if (sum + by > atMost) throw new OverTheTop();
    return by === 0 ? [] : [{ type: 'Raised', data: { by } }];
  },
  evolve: (sum, { data }) => sum + data.by,
};

describe('execute', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-execute-'));
  const store = openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock });
  const eventId = () => randomUUID();
  let stream: string;

  beforeEach(() => {
    stream = `sum-${randomUUID()}`;
  });

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const raise = (by: number, options: object = {}, at: EventStore = store) =>
    execute(at, counter, stream, { by }, { eventId, ...options });

  const stored = async () => {
    const read = [];
    for await (const event of await store.readStream(stream)) read.push(event);
    return read;
  };

  /** The store, with something happening around its appends. */
  const around = (append: (real: EventStore['append']) => EventStore['append']): EventStore => ({
    append: append(store.append.bind(store)),
    appendMany: store.appendMany.bind(store),
    readStream: store.readStream.bind(store),
    readAll: store.readAll.bind(store),
    subscribe: store.subscribe.bind(store),
    head: store.head.bind(store),
    close: () => Promise.resolve(),
  });

  /** Somebody else appends before each of our first `times` appends. */
  const withRivals = (times: number): EventStore => {
    let left = times;
    return around((real) => async (name, events, options) => {
      if (left-- > 0) {
        const rival = { id: randomUUID(), type: 'Raised', data: { by: 100 }, metadata: {} };
        await real(name, [rival], { expected: 'any' });
      }
      return real(name, events, options);
    });
  };

  it('loads, decides, appends, and answers where the stream is then', async () => {
    expect(await raise(1)).toMatchObject({ revision: 0, state: 1, repeated: false });
    const second = await raise(2, { metadata: { actor: 'ana' } });
    expect(second).toMatchObject({ revision: 1, state: 3, events: [{ type: 'Raised', data: { by: 2 } }] });
    expect((await stored())[1]).toMatchObject({ position: second.position, metadata: { actor: 'ana' } });
  });

  it('answers the current revision and position when there is nothing to do', async () => {
    expect(await raise(0)).toMatchObject({ revision: -1, position: '', events: [] });
    const { position } = await raise(1);
    expect(await raise(0)).toEqual({ revision: 0, position, state: 1, events: [], repeated: false });
  });

  it('gives each event the id that the caller derives from its index', async () => {
    const id = randomUUID();
    await raise(1, { eventId: (index: number) => id.slice(0, -1) + index });
    expect((await stored())[0]!.id).toBe(`${id.slice(0, -1)}0`);
  });

  it('passes on what decide throws and appends nothing', async () => {
    await expect(execute(store, counter, stream, { by: 2, atMost: 1 }, { eventId })).rejects.toThrow(OverTheTop);
    expect(await stored()).toEqual([]);
  });

  it('decides again after a conflict, on what the rival left', async () => {
    await raise(1);
    expect(await raise(1, {}, withRivals(3))).toMatchObject({ revision: 4, state: 302 });
  });

  it('gives up after three conflicts, at once with retries 0, and never with retries forever', async () => {
    await expect(raise(1, {}, withRivals(4))).rejects.toThrow(WrongExpectedRevision);
    await expect(raise(1, { retries: 0 }, withRivals(1))).rejects.toThrow(WrongExpectedRevision);
    expect(await raise(1, { retries: 'forever' }, withRivals(20))).toMatchObject({ repeated: false });
  });

  it('refuses a revision that the caller has not seen, without deciding', async () => {
    await raise(1);
    await raise(1);
    await expect(raise(1, { expectedRevision: 0 })).rejects.toMatchObject({ expected: 0, actual: 1 });
    await expect(raise(1, { expectedRevision: 1 }, withRivals(1))).rejects.toThrow(WrongExpectedRevision);
    expect(await raise(1, { expectedRevision: 2 })).toMatchObject({ revision: 3 });
  });

  it('repeats the same append after an unknown outcome and so adds nothing twice', async () => {
    let failures = 3;
    const flaky = around((real) => async (...append) => {
      const appended = await real(...append);
      if (failures-- > 0) throw new OutcomeUnknown('no answer');
      return appended;
    });
    expect(await raise(5, {}, flaky)).toMatchObject({ revision: 0, state: 5 });
    expect(await stored()).toHaveLength(1);
  });

  it('stays unknown when the repeat learns nothing', async () => {
    const failures: Error[] = [new OutcomeUnknown('no answer'), ...Array<Error>(9).fill(new Unavailable('down'))];
    const down = around(() => () => Promise.reject(failures.shift()!));
    await expect(raise(5, {}, down)).rejects.toThrow(OutcomeUnknown);
  });

  it('runs commands of one stream one after the other, without conflicts', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => raise(1, { retries: 0 })));
    expect(all.map(({ state }) => state)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('goes on with a stream after a command on it has failed', async () => {
    const outcomes = await Promise.allSettled([
      execute(store, counter, stream, { by: 2, atMost: 1 }, { eventId }),
      raise(1),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  describe('with an idempotency key', () => {
    const key = (bodyHash = 'h1') => ({ idempotency: { commandId: 'c1', bodyHash } });

    it('answers the same command with what it did the first time', async () => {
      const first = await raise(1, key());
      await raise(10);
      expect(await raise(1, key())).toMatchObject({ ...first, state: 11, repeated: true });
      expect(await stored()).toHaveLength(2);
    });

    it('answers so before it looks at the revision that the caller has seen', async () => {
      await raise(1);
      await raise(1, { ...key(), expectedRevision: 0 });
      expect(await raise(1, { ...key(), expectedRevision: 0 })).toMatchObject({ revision: 1, repeated: true });
    });

    it('refuses the same key with another body', async () => {
      await raise(1, key());
      await expect(raise(2, key('h2'))).rejects.toThrow(IdempotencyMismatch);
    });
  });

  describe('with a cache', () => {
    it('reads the stream once', async () => {
      const cache = new StateCache<number>(10);
      const watched = around((real) => real);
      const reads = jest.spyOn(watched, 'readStream');
      for (let n = 1; n <= 5; n++)
        expect(await raise(1, { cache }, watched)).toMatchObject({ state: n, revision: n - 1 });
      expect(reads).toHaveBeenCalledTimes(1);
    });

    it('notices by the revision that somebody else has written, and refuses nothing on old knowledge', async () => {
      const cache = new StateCache<number>(10);
      await raise(5, { cache });
      await raise(-5);
      const command = { by: 3, atMost: 3 };
      expect(await execute(store, counter, stream, command, { eventId, cache })).toMatchObject({
        revision: 2,
        state: 3,
      });
      await raise(10);
      expect(await raise(1, { cache })).toMatchObject({ revision: 4, state: 14 });
    });

    it('finds nothing done already on old knowledge', async () => {
      const cache = new StateCache<number>(10);
      const reach: Decider<number, number, Raised> = {
        ...counter,
        decide: (goal, sum) => (sum >= goal ? [] : [{ type: 'Raised', data: { by: goal - sum } }]),
      };
      await execute(store, reach, stream, 5, { eventId, cache });
      await raise(-5);
      expect(await execute(store, reach, stream, 5, { eventId, cache })).toMatchObject({ revision: 2, state: 5 });
    });

    it('forgets what a conflict has shown to be old, for a command that must not decide twice', async () => {
      const cache = new StateCache<number>(10);
      await raise(1, { cache });
      await raise(10);
      await expect(raise(1, { cache, retries: 0 })).rejects.toThrow(WrongExpectedRevision);
      expect(await raise(1, { cache, retries: 0 })).toMatchObject({ state: 12 });
    });
  });
});
