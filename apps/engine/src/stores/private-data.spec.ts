import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeToOthers } from './private-data';

describe('the data folder', () => {
  let folder: string;
  const said: object[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-private-'));
    said.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const stores = (data: string) => ({
    dataDirectory: data,
    eventStore: join(data, 'events.db'),
    viewStore: join(data, 'views.db'),
    vault: join(folder, 'elsewhere', 'safe.db'),
    files: join(data, 'files'),
    exports: join(data, 'exports'),
  });
  const mode = (path: string) => statSync(path).mode & 0o777;
  const open = (path: string) => {
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    return path;
  };

  it('is closed to others, with everything in it that is ours', () => {
    const data = join(folder, 'data');
    for (const each of [data, join(data, 'files'), join(folder, 'elsewhere')]) {
      mkdirSync(each);
      chmodSync(each, 0o755);
    }
    const ours = [
      ...[
        'events.db',
        'events.db-wal',
        'views-operational.db',
        'views-reporting.db-shm',
        'lock.db',
        'lock.db.holder.json',
      ],
      ...['admin.key', 'secret.key', 'files/0190aaaa', '../elsewhere/safe.db', '../elsewhere/safe.db-wal'],
    ].map((name) => open(join(data, name)));
    const theirs = [open(join(data, 'detailed.csv')), open(join(folder, 'elsewhere', 'unsafe.db'))];
    closeToOthers(stores(data), (facts) => said.push(facts));
    expect(ours.map((path) => [path, mode(path)])).toEqual(ours.map((path) => [path, 0o600]));
    expect(theirs.map(mode)).toEqual([0o644, 0o644]);
    expect([data, join(data, 'files'), join(folder, 'elsewhere')].map(mode)).toEqual([0o700, 0o700, 0o755]);
    expect(said).toEqual([]);
  });

  it('stays as it is where it is a folder for everybody, as /tmp, and where nothing is there yet', () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    chmodSync(data, 0o1777);
    closeToOthers(stores(data), (facts) => said.push(facts));
    expect(mode(data)).toBe(0o777);
    closeToOthers(stores(join(folder, 'nothing')), (facts) => said.push(facts));
    expect(said).toEqual([]);
  });
});
