import { systemClock, systemRandom } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { MongoClient } from 'mongodb';
import { put } from '../change';
import { integer, symbol, type View } from '../view';
import { type MongoViewReader, openMongoViewReader, openMongoViewWriter } from '.';

const ROOMS: View = {
  name: 'rooms',
  version: 1,
  group: 'operational',
  fields: { kind: symbol(), floor: integer() },
  indexes: [['kind', 'floor']],
};
const NEWER: View = { ...ROOMS, version: 2, fields: { ...ROOMS.fields, view: symbol() } };

const position = (n: number) => String(n).padStart(8, '0');

describeMongod('MongoDB: fillings', (server) => {
  let client: MongoClient;
  let database: string;
  const readers = new Set<MongoViewReader>();
  beforeAll(async () => (client = await connectMongo(server().uri)));
  afterAll(() => client.close());
  beforeEach(() => (database = `fillings-${systemRandom.uuid()}`));
  afterEach(async () => {
    for (const reader of readers) await reader.close();
    readers.clear();
    await client.db(database).dropDatabase();
  });

  const store = (view: View) => ({
    client,
    database,
    group: 'operational' as const,
    views: [view],
    clock: systemClock,
  });
  const readerOf = (view: View) => {
    const reader = openMongoViewReader(store(view));
    readers.add(reader);
    return reader;
  };
  /** A program that makes views of its own, and ends. */
  async function fill(view: View, to: number, doc: object, rebuild = false): Promise<void> {
    const writer = await openMongoViewWriter({ ...store(view), rebuild });
    const from = await writer.checkpoint();
    writer.gather([put(view, 'a', { ...doc })]);
    await writer.commit(from, position(to));
    await writer.caughtUp();
    await writer.close();
  }
  const collections = async () => {
    const names = (await client.db(database).listCollections().toArray()).map(({ name }) => name);
    return names.filter((name) => name.startsWith('views.')).sort();
  };

  it('a reader stays with the views it was built with, which are kept up for it, and kept until it has left', async () => {
    await fill(ROOMS, 1, { kind: 'suite' });
    const old = readerOf(ROOMS);
    expect(await old.get(ROOMS, 'a')).toEqual({ kind: 'suite', floor: null });
    const recent = readerOf(NEWER);
    expect(await recent.get(NEWER, 'a')).toEqual({ kind: 'suite', floor: null, view: null });

    await fill(NEWER, 2, { kind: 'suite', view: 'sea' });
    expect(await recent.get(NEWER, 'a')).toEqual({ kind: 'suite', floor: null, view: 'sea' });
    expect(await old.get(ROOMS, 'a')).toEqual({ kind: 'suite', floor: null });
    expect(await collections()).toEqual(['views.operational.0.rooms', 'views.operational.1.rooms']);

    // a program of before that is still there goes on
    await fill(ROOMS, 3, { kind: 'suite', floor: 7 });
    expect(await old.get(ROOMS, 'a')).toEqual({ kind: 'suite', floor: 7 });

    await old.close();
    await fill(NEWER, 4, { kind: 'suite', view: 'sea' });
    expect(await collections()).toEqual(['views.operational.1.rooms']);
  });

  it('a reader follows a rebuild of its own views at once, and what it read before is deleted once it has moved on', async () => {
    await fill(ROOMS, 1, { kind: 'old' });
    const reader = readerOf(ROOMS);
    expect(await reader.get(ROOMS, 'a')).toMatchObject({ kind: 'old' });
    await fill(ROOMS, 1, { kind: 'new' }, true);
    expect(await reader.get(ROOMS, 'a')).toMatchObject({ kind: 'new' });
    await fill(ROOMS, 2, { kind: 'new' });
    expect(await collections()).toEqual(['views.operational.1.rooms']);
  });

  it('lanes that are opened at the same time write to one filling', async () => {
    const lanes = await Promise.all(
      [0, 1, 2, 3].map((index) => openMongoViewWriter({ ...store(ROOMS), lane: { index, of: 4 } })),
    );
    expect(await collections()).toEqual(['views.operational.0.rooms']);
    for (const lane of lanes) await lane.close();
  });

  it('views that others took further while the log was asked where it is are not ahead of it', async () => {
    const live = await openMongoViewWriter(store(ROOMS));
    await live.commit(await live.checkpoint(), position(5));
    // nobody beats for it any more, so that no sign of life keeps it either
    await live.close();
    const told: Error[] = [];
    const next = await openMongoViewWriter({
      ...store(ROOMS),
      head: async () => {
        await live.commit(await live.checkpoint(), position(7));
        await live.close();
        return position(5);
      },
      onDamage: (error) => told.push(error),
    });
    expect(told).toEqual([]);
    expect(await next.checkpoint()).toBe(position(7));
    await next.close();
  });

  it('views that somebody deleted behind our back are told of, and made again', async () => {
    const writer = await openMongoViewWriter(store(ROOMS));
    await writer.checkpoint();
    await client.db(database).dropDatabase();
    await expect(writer.checkpoint()).rejects.toMatchObject({ name: 'ViewsUnreadable' });
    await writer.discard();
    await fill(ROOMS, 1, { kind: 'again' });
    expect(await readerOf(ROOMS).get(ROOMS, 'a')).toMatchObject({ kind: 'again' });
  });

  describe('views of which somebody deleted a part', () => {
    const rooms = () => client.db(database).collection('views.operational.0.rooms');
    const parts: readonly (readonly [string, number, () => Promise<unknown>])[] = [
      ['a collection', 1, () => rooms().drop()],
      ['the indexes', 1, () => rooms().dropIndexes()],
      ['the pointer', 0, () => client.db(database).collection('view-groups').deleteMany({})],
      [
        'a collection, which a write has made again',
        1,
        async () => {
          await rooms().drop();
          await rooms().createIndex({ kind: 1 });
        },
      ],
    ];

    it.each(parts)(
      '(%s) are damaged, which whoever writes to them finds out within five seconds',
      async (_, __, drop) => {
        let later = 0;
        const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + later };
        const writer = await openMongoViewWriter({ ...store(ROOMS), clock });
        await writer.commit(await writer.checkpoint(), position(1));
        await drop();
        later = 5_000;
        await expect(writer.checkpoint()).rejects.toMatchObject({ name: 'ViewsUnreadable' });
        await expect(writer.commit(position(1), position(2))).rejects.toMatchObject({ name: 'ViewsUnreadable' });
        await writer.discard();
        await fill(ROOMS, 1, { kind: 'again' });
        expect(await readerOf(ROOMS).get(ROOMS, 'a')).toMatchObject({ kind: 'again' });
      },
    );

    it.each(parts)('(%s) are made again by whoever opens them, however many at once', async (_, damages, drop) => {
      await fill(ROOMS, 1, { kind: 'suite' });
      await drop();
      const told: Error[] = [];
      const writers = await Promise.all(
        [0, 1, 2].map(() => openMongoViewWriter({ ...store(ROOMS), onDamage: (error) => told.push(error) })),
      );
      expect(await writers[0]!.checkpoint()).toBe('');
      for (const writer of writers) await writer.close();
      expect(told).toHaveLength(damages);
      const names = await collections();
      expect(names).toContain('views.operational.1.rooms');
      await fill(ROOMS, 1, { kind: 'again' });
      expect(await readerOf(ROOMS).get(ROOMS, 'a')).toMatchObject({ kind: 'again' });
    });
  });
});
