import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@arauto/clock';
import { instant } from '@arauto/clock';
import type { StorePlaces } from '../../../config/store-places';
import type { SystemShown } from './http/dependencies';
import type { Runtime } from './runtime';

interface Asked {
  readonly version: string;
  readonly places: StorePlaces;
  readonly dataDirectory: string;
  readonly clock: Clock;
}

/** Says what runs here, since it was made. */
export function systemOf({ parts, storeWatch }: Runtime, { version, places, dataDirectory, clock }: Asked) {
  const begun = { at: clock.now(), monotonic: clock.monotonic() };
  return async (): Promise<SystemShown> => ({
    version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    startedAt: instant(begun.at),
    uptimeSeconds: Math.floor((clock.monotonic() - begun.monotonic) / 1000),
    duties: parts.duties,
    stores: storeWatch
      .conditions()
      .map(({ name, status, since }) => ({ name, kind: kindOf(name, places), status, since })),
    memoryBytes: process.memoryUsage.rss(),
    disk: places.kind === 'embedded' ? await diskOf(dataDirectory) : null,
  });
}

function kindOf(name: string, { kind }: StorePlaces): string {
  if (kind === 'embedded') return 'sqlite';
  return name === 'event_store' ? 'eventstoredb' : 'mongodb';
}

async function diskOf(folder: string): Promise<SystemShown['disk']> {
  const { bsize, blocks, bavail } = await statfs(folder);
  return { totalBytes: blocks * bsize, freeBytes: bavail * bsize, usedByStores: await bytesIn(folder) };
}

/** What is deleted meanwhile has no size. */
async function bytesIn(folder: string): Promise<number> {
  const found = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    found.map((name) =>
      stat(join(folder, name)).then(
        (file) => (file.isFile() ? file.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
