import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { loadConfiguration } from '../../../../config/configuration';
import { openLog } from '../log';
import { takeFolder } from './embedded-stores';
import { openStores } from './stores';

describe('the data folder', () => {
  let parent: string;

  beforeEach(() => (parent = mkdtempSync(join(tmpdir(), 'arauto-stores-'))));
  afterEach(() => rmSync(parent, { recursive: true }));

  // Windows has no such modes.
  (process.platform === 'win32' ? it.skip : it)('is for its owner alone: it holds personal data', async () => {
    const configuration = loadConfiguration({ ARAUTO_DATA_DIR: join(parent, 'deep', 'data') }, parent);
    const { dataDirectory, stores: places } = configuration;
    if (places.kind !== 'embedded') throw new Error('nothing is embedded');
    const log = openLog('silent', false);
    const lock = takeFolder(dataDirectory, places, log, systemClock);
    const stores = await openStores(configuration, log, systemClock);
    const mode = (path: string) => statSync(join(dataDirectory, path)).mode & 0o777;
    const databases = readdirSync(dataDirectory).filter((name) => /^(events|vault|views).*\.db/.test(name));
    const loose = databases.filter((name) => mode(name) !== 0o600);
    await stores.close();
    lock.release();
    expect(databases).toEqual(expect.arrayContaining(['events.db', 'events.db-wal', 'vault.db', 'vault.db-wal']));
    expect(databases.filter((name) => name.startsWith('views'))).not.toEqual([]);
    expect(loose).toEqual([]);
    expect([mode('.'), mode('..'), mode('files')]).toEqual([0o700, 0o700, 0o700]);
  });
});
