import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@arauto/sqlite';
import type { Change } from '../change';
import { ViewsBeingMade } from '../port';
import { integer, symbol, text, type View } from '../view';
import { Queries } from './queries';
import { Symbols } from './symbols';
import { Table } from './table';
import { deleteViewFile } from './view-file';
import { openSqliteViewReader, openSqliteViewWriter, type SqliteViewReader, type SqliteViewWriter } from '.';

const ROOMS: View = {
  name: 'rooms',
  version: 1,
  group: 'operational',
  fields: { floor: integer(), kind: symbol(), freeAt: integer(), label: text() },
  indexes: [['kind', 'freeAt'], ['label']],
};
const NEWER: View = { ...ROOMS, version: 2, fields: { ...ROOMS.fields, view: symbol(), floor: text() } };

describe('view files', () => {
  let folder: string;
  const open: (SqliteViewWriter | SqliteViewReader)[] = [];
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'views-'))));
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const damage: string[] = [];
  function writer(view = ROOMS, rebuild = false, target?: string): SqliteViewWriter {
    const onDamage = (error: Error) => void damage.push(error.message);
    const opened = openSqliteViewWriter({ folder, group: 'operational', views: [view], rebuild, target, onDamage });
    open.push(opened);
    return opened;
  }
  function reader(inline = true, onDamage?: () => void): SqliteViewReader {
    const opened = openSqliteViewReader({ folder, group: 'operational', inline, onDamage });
    open.push(opened);
    return opened;
  }
  async function close(...which: SqliteViewWriter[]): Promise<void> {
    for (const each of which) {
      open.splice(open.indexOf(each), 1);
      await each.close();
    }
  }
  const files = () => readdirSync(folder).filter((name) => name.endsWith('.db'));
  const room = (id: string, doc: object): Change => ({ op: 'put', view: 'rooms', id, doc: { ...doc } });
  const commit = (to: SqliteViewWriter, from: string, position: string, ...changes: Change[]) => {
    to.gather(changes);
    return to.commit(from, position);
  };

  it('an older file goes with the turn to a newer one', async () => {
    const old = writer();
    await commit(old, '', '5', room('a', { kind: 'suite' }));
    await close(old);
    const next = writer(NEWER);
    expect(files()).toEqual(['views-operational.1.db', 'views-operational.db']);
    await commit(next, '', '5', room('a', { kind: 'suite' }));
    await next.caughtUp();
    expect(files()).toEqual(['views-operational.1.db']);
    await close(next);
    writer(NEWER);
    expect(files()).toEqual(['views-operational.1.db']);
  });

  it('a file for views that changed again is deleted', async () => {
    await close(writer());
    await close(writer(NEWER));
    writer({ ...NEWER, version: 3 });
    expect(files()).toEqual(['views-operational.2.db', 'views-operational.db']);
  });

  it('a filling whose elder is gone is read and gone on with', async () => {
    await close(writer());
    const filling = writer(NEWER);
    await commit(filling, '', '3', room('a', { floor: 'x' }));
    await close(filling);
    rmSync(join(folder, 'views-operational.db'));
    expect(await reader().get(NEWER, 'a')).toMatchObject({ floor: 'x' });
    const next = writer(NEWER);
    expect(next.isFilling()).toBe(false);
    expect(await next.checkpoint()).toBe('3');
  });

  it('a stream that began before the turn ends in the file it began in', async () => {
    const live = writer();
    await commit(live, '', '1', ...Array.from({ length: 2500 }, (_, n) => room(`r${n}`, { floor: n })));
    const floors: unknown[] = [];
    for await (const page of reader().stream(ROOMS, { sort: [{ field: 'floor' }] })) {
      if (floors.length === 0) {
        const again = writer(ROOMS, true);
        await commit(again, '', '1', room('r0', { floor: -1 }));
        await again.caughtUp();
      }
      floors.push(...page.map(({ doc }) => doc['floor']));
    }
    expect(floors).toEqual(Array.from({ length: 2500 }, (_, n) => n));
  });

  it('deleted files are made anew', async () => {
    const first = writer();
    await commit(first, '', '1', room('a', {}));
    await close(first);
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    expect(await writer().checkpoint()).toBe('');
  });

  it('the groups lie in files of their own', async () => {
    const reporting = openSqliteViewWriter({ folder, group: 'reporting', views: [{ ...ROOMS, group: 'reporting' }] });
    open.push(reporting);
    writer();
    expect(files().sort()).toEqual(['views-operational.db', 'views-reporting.db']);
    await expect(reader().get({ ...ROOMS, group: 'reporting' }, 'a')).rejects.toThrow(TypeError);
  });

  it.each([[true], [false]])(
    'a damaged file is named to its reader, and deleted and made again by its writer (inline: %s)',
    async (inline) => {
      const path = join(folder, 'views-operational.db');
      writeFileSync(path, 'this is no database, but long enough to be taken for one at first sight'.repeat(20));
      let told = 0;
      const asking = reader(inline, () => told++);
      const error = { name: 'ViewFileUnreadable', path, message: expect.stringContaining('made again') };
      await expect(asking.get(ROOMS, 'a')).rejects.toMatchObject(error);
      expect(told).toBe(1);
      damage.length = 0;
      const made = writer();
      expect(damage).toEqual([expect.stringContaining(path)]);
      expect(await made.checkpoint()).toBe('');
      await commit(made, '', '1', room('a', {}));
      expect(await asking.get(ROOMS, 'a')).toBeDefined();
    },
  );

  const saying = (sql: string) => (path: string) => {
    const database = openDatabase(path);
    database.exec(sql);
    database.close();
  };
  const pages = (first: number, last: number) => (path: string) => {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, first * 4096, (last + 1) * 4096));
  };
  const formatOf = (format: number) => (path: string) => {
    const bytes = readFileSync(path);
    bytes.writeUInt32BE(format, 44);
    writeFileSync(path, bytes);
  };

  it.each([
    ['without a table', saying('DROP TABLE v_rooms'), 'no such table'],
    ['without its place', saying('DELETE FROM place'), 'its place is missing'],
    ['with a place of nothing', saying("UPDATE place SET position = x'00ff'"), 'its place is missing'],
    ['in a format that nobody knows', formatOf(9), 'unsupported file format'],
    ['whose symbols are noise', pages(2, 2), 'malformed'],
    ['that is ahead of the log', saying("UPDATE place SET position = '9'"), 'ahead of the log'],
    ['that wants more than the log has', saying("UPDATE place SET target = '9'"), 'ahead of the log'],
  ])('a file is made again: one %s', async (_which, spoil, why) => {
    const first = writer(ROOMS, false, '');
    await commit(first, '', '1', room('a', { kind: 'suite' }));
    await close(first);
    spoil(join(folder, 'views-operational.db'));
    damage.length = 0;
    const made = writer(ROOMS, false, '2');
    expect(damage).toEqual([expect.stringContaining(why)]);
    expect(await made.checkpoint()).toBe('');
    await commit(made, '', '2', room('b', {}));
    expect((await reader().find(ROOMS, { limit: 9 })).map(({ id }) => id)).toEqual(['b']);
  });

  it('a file from which readers were turned is neither read nor gone on with, though the newer one is lost', async () => {
    const first = writer();
    await commit(first, '', '1', room('a', {}));
    await close(first);
    saying('UPDATE place SET superseded = 1')(join(folder, 'views-operational.db'));
    await expect(reader().get(ROOMS, 'a')).rejects.toEqual(new ViewsBeingMade('operational', '', ''));
    expect(await writer().checkpoint()).toBe('');
  });

  it('a page that was damaged after the file was opened is noticed by whoever comes to it', async () => {
    const live = writer();
    await commit(live, '', '1', ...Array.from({ length: 3000 }, (_, n) => room(`r${n}`, { label: `label ${n}` })));
    await close(live);
    const path = join(folder, 'views-operational.db');
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 3 * 4096);
    writeFileSync(path, bytes);
    let told = 0;
    await expect(
      reader(true, () => told++).count(ROOMS, [{ field: 'label', equals: 'label 7' }]),
    ).rejects.toMatchObject({ name: 'ViewFileUnreadable' });
    expect(told).toBe(1);
  });

  it('a file that was deleted and made again is read once readers are told', async () => {
    const live = writer();
    await commit(live, '', '1', room('a', { label: 'old' }));
    const asking = reader();
    expect(await asking.get(ROOMS, 'a')).toMatchObject({ label: 'old' });
    await close(live);
    deleteViewFile(live.path);
    await commit(writer(), '', '1', room('a', { label: 'new' }));
    await asking.reopen();
    expect(await asking.get(ROOMS, 'a')).toMatchObject({ label: 'new' });
  });

  it('a closed reader refuses, but need not be told of a new file', async () => {
    const asking = openSqliteViewReader({ folder, group: 'operational' });
    await asking.close();
    await expect(asking.get(ROOMS, 'a')).rejects.toThrow('is closed');
    await asking.reopen();
  });

  it('a slow query of one reader stalls neither the caller nor another reader', async () => {
    const live = writer();
    await commit(live, '', '1', ...Array.from({ length: 50_000 }, (_, n) => room(`r${n}`, { label: `l${n}` })));
    const [slow, quick] = [reader(false), reader(false)];
    await Promise.all([slow.position('operational'), quick.position('operational')]);
    let isDone = false;
    const report = slow.countBy(ROOMS, [], ['label']).then(() => (isDone = true));
    await quick.get(ROOMS, 'r7');
    expect(isDone).toBe(false);
    await report;
  });

  it.each<[string, Parameters<Queries['plan']>[1], string[]]>([
    [
      'equals, sorted by the next field',
      { where: [{ field: 'kind', equals: 'suite' }], sort: [{ field: 'freeAt' }], limit: 1 },
      ['SEARCH v_rooms USING INDEX v_rooms__1 (kind=?)', 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY'],
    ],
    [
      'the same backwards',
      { where: [{ field: 'kind', equals: 'suite' }], sort: [{ field: 'freeAt', descending: true }], limit: 1 },
      ['SEARCH v_rooms USING INDEX v_rooms__1 (kind=?)', 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY'],
    ],
    [
      'a range of it',
      {
        where: [
          { field: 'kind', equals: 'suite' },
          { field: 'freeAt', to: 9 },
        ],
        sort: [{ field: 'freeAt' }],
        limit: 1,
      },
      ['SEARCH v_rooms USING INDEX v_rooms__1 (kind=? AND freeAt<?)', 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY'],
    ],
    [
      'a prefix',
      { where: [{ field: 'label', prefix: 'a' }], sort: [{ field: 'label' }], limit: 1 },
      ['SEARCH v_rooms USING INDEX v_rooms__2 (label>? AND label<?)', 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY'],
    ],
    [
      'everything in the order of ids',
      { limit: 1 },
      ['SCAN v_rooms USING INDEX v_rooms__id', 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY'],
    ],
  ])('asks an index for %s', async (_what, query, steps) => {
    await commit(writer(), '', '1', room('a', { kind: 'suite' }));
    const database = openDatabase(join(folder, 'views-operational.db'), { readOnly: true });
    const queries = new Queries(database, new Map([['rooms', new Table(ROOMS)]]), new Symbols(database));
    for (const { text, values } of queries.plan(ROOMS, query).statements)
      expect(queries.explain(text, values)).toEqual(steps);
    expect(queries.sortsEverything(ROOMS, query)).toBe(false);
    const after = { id: 'x', values: (query.sort ?? []).map(({ field }) => (field === 'label' ? 'a' : 1)) };
    for (const { text, values } of queries.plan(ROOMS, { ...query, after }).statements) {
      expect(queries.explain(text, values)[0]).toMatch(/^SEARCH v_rooms USING (COVERING )?INDEX v_rooms__/);
    }
    database.close();
  });
});
