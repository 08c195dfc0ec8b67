import { join, resolve } from 'node:path';
import { systemClock } from '@arauto/clock';
import { loadConfiguration } from '../../../../config/configuration';
import { type ProductionPlaces, withoutCredentials } from '../../../../config/store-places';
import { explainFailure } from '../failure';
import { readIfThere } from '../files/small-files';
import { FolderMoved, markMoved, movedTo } from '../stores/moved-folder';
import { migrate } from './migrate';
import { NotMoved } from './not-moved';
import { openSource } from './source';
import { openTarget } from './target';

/**
 * Moves the installation of a data folder to the servers that the environment names as it does for an engine. For `arauto migrate`, which tells it the
 * folder as its only argument and takes what it says: how far it is, and at last what was moved.
 */
async function main(folder: string): Promise<void> {
  const own = readIfThere(join(folder, 'secret.key'))?.trim();
  const given = process.env['ARAUTO_SECRET']?.trim() ? {} : own ? { ARAUTO_SECRET: own } : {};
  const { stores: places } = loadConfiguration({ ...process.env, ...given, ARAUTO_DATA_DIR: folder }, process.cwd());
  if (places.kind === 'embedded') throw new NotMoved('An installation is moved to esdb:// and mongodb:// only.');
  const where = withoutCredentials(places.eventStore);
  const moved = movedTo(folder);
  if (moved !== undefined) await refuseAnother(folder, moved, where, places);
  const ending = new AbortController();
  const end = () => ending.abort(new NotMoved('Ended before all was there. Run it again, and it goes on.'));
  for (const sign of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(sign, end);
  const source = await openSource(folder, places.secret);
  try {
    const target = await openTarget(places);
    try {
      const moved = await migrate(source, target, {
        clock: systemClock,
        signal: ending.signal,
        onProgress: (progress) => void process.send?.({ progress }),
        onMoved: () => markMoved(folder, systemClock.now(), where),
      });
      const secretFile = 'ARAUTO_SECRET' in given ? join(folder, 'secret.key') : null;
      await new Promise<void>((said) =>
        process.send ? process.send({ moved: { ...moved, secretFile } }, () => said()) : said(),
      );
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/**
 * All of it was there and looked at when the folder was marked, and an engine may be at work there since: nothing is compared or held back again, as that
 * would stop the engine. Only what a run that died then had left to do is done.
 */
async function refuseAnother(folder: string, moved: string, where: string, places: ProductionPlaces): Promise<never> {
  if (!moved.endsWith(` to ${where}`)) throw new FolderMoved(folder, moved);
  const target = await openTarget(places);
  await target.complete().finally(() => target.close());
  throw new NotMoved(`There is nothing to move: all of it was moved already (${moved}). Start the engine there.`);
}

main(resolve(process.argv[2] ?? './data')).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof NotMoved ? error.message : explainFailure(error)}\n`);
    process.exit(1);
  },
);
