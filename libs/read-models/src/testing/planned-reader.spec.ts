import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { campaignsView, contactsView, operationalProjections } from '../operational';
import { openSqliteViewWriter, type SqliteViewReader } from '../sqlite';
import { openPlannedReader } from './planned-reader';

describe('the reader of specs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'planned-'));
  let reader: SqliteViewReader;
  beforeAll(async () => {
    const views = operationalProjections.map(({ view }) => view);
    await openSqliteViewWriter({ folder, group: 'operational', views }).close();
    reader = openPlannedReader(folder, 'operational');
  });
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true });
  });

  it('refuses what would go through a view', async () => {
    const where = [{ field: 'row', equals: 1 }] as const;
    await expect(reader.find(contactsView, { where, limit: 1 })).rejects.toThrow(
      /^a query without an index: .*SCAN v_/,
    );
    await expect(reader.count(contactsView, where)).rejects.toThrow(/^a query without an index/);
    await expect(reader.stream(contactsView, { where })[Symbol.asyncIterator]().next()).rejects.toThrow(
      /^a query without an index/,
    );
  });

  it('refuses what would be sorted', async () => {
    const query = { sort: [{ field: 'dueAt' }], limit: 1 } as const;
    await expect(reader.find(contactsView, query)).rejects.toThrow(/^a query without an index: .*ORDER BY/);
  });

  it('answers what has an index, and what is pardoned', async () => {
    const where = [{ field: 'queue', equals: 'c' }] as const;
    const sort = [{ field: 'dueAt' }, { field: 'row' }] as const;
    expect(await reader.find(contactsView, { where, sort, limit: 1 })).toEqual([]);
    expect(await reader.find(campaignsView, { sort: [{ field: 'name' }], limit: 1 })).toEqual([]);
    expect(await reader.count(contactsView, where)).toEqual({ value: 0, relation: 'exact' });
  });
});
