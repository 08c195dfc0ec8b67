import { makeFirstKey } from '@arauto/access';
import { systemClock, systemRandom } from '@arauto/clock';
import { loadConfiguration } from '../../../config/configuration';
import { explainFailure } from './failure';
import { storeKind } from './stores/kinds';

/**
 * Makes the first admin key of an installation whose stores are servers, and shows it once: `npm run first-key`. Embedded stores have theirs
 * from the first start.
 */
async function main(): Promise<number> {
  const { stores: places } = loadConfiguration(process.env, process.cwd());
  if (places.kind === 'embedded') {
    process.stderr.write('The stores are in the data folder: the first start makes the key there, in admin.key.\n');
    return 1;
  }
  const kind = await storeKind(places);
  const log = await kind.openLog(systemClock, () => undefined);
  try {
    // Shown before the log says that it is there: an installation whose only key nobody knows could never be entered.
    const show = { read: () => undefined, keep: (secret: string) => void process.stdout.write(`${secret}\n`) };
    await kind.claimViews(log.events);
    const made = await makeFirstKey(log.events, systemRandom, show);
    // the log has its first event now, by which it is known
    if (made) await kind.claimViews(log.events);
    if (made) process.stderr.write('That is the first admin key. It is kept nowhere: keep it.\n');
    else process.stderr.write('There are keys already: make another with one of them (`npx arauto keys create`).\n');
    return made ? 0 : 1;
  } finally {
    await log.search.close();
    await log.events.close();
    await kind.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1);
  },
);
