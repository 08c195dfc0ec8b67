import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { embeddedStores } from '../../apps/engine/src/stores/embedded-stores';
import { embeddedPlaces } from '../../config/store-places';
import type { StoresInHand } from './stores-in-hand';

const BACKUP = join(__dirname, '../../apps/engine/src/backup.js');

/** A data folder, copied by `npm run backup`, and put back as docker/backup.md says. */
export function embeddedInHand(): StoresInHand {
  const parent = mkdtempSync(join(tmpdir(), 'arauto-restore-'));
  const dataDirectory = join(parent, 'data');
  const backup = join(parent, 'backup');
  mkdirSync(dataDirectory);
  return {
    name: 'embedded stores',
    backupSeconds: 3,
    environment: {},
    dataDirectory,
    open: () => Promise.resolve(embeddedStores(embeddedPlaces(dataDirectory))),
    backUp: async () => {
      const env = { PATH: process.env['PATH'], ARAUTO_DATA_DIR: dataDirectory };
      await promisify(execFile)(process.execPath, [BACKUP, backup], { cwd: parent, env });
    },
    putBack: (what) => {
      if (what === 'everything') {
        rmSync(dataDirectory, { recursive: true });
        cpSync(backup, dataDirectory, { recursive: true });
      } else {
        const log = readdirSync(dataDirectory).filter((name) => name.startsWith('events.db'));
        for (const name of log) rmSync(join(dataDirectory, name));
        cpSync(join(backup, 'events.db'), join(dataDirectory, 'events.db'));
      }
      return Promise.resolve();
    },
    discard: () => Promise.resolve(rmSync(parent, { recursive: true })),
  };
}
