import { join, resolve } from 'node:path';
import { systemClock } from '@arauto/clock';
import { loadConfiguration } from '../../../../config/configuration';
import { explainFailure } from '../failure';
import { readIfThere } from '../files/small-files';
import { markMoved } from '../stores/moved-folder';
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
        onMoved: () => markMoved(folder, systemClock.now(), places.eventStore.replace(/\/\/[^/@]*@/, '//')),
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

main(resolve(process.argv[2] ?? './data')).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof NotMoved ? error.message : explainFailure(error)}\n`);
    process.exit(1);
  },
);
