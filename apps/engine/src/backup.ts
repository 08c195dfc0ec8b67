import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { copyDatabase } from '@arauto/sqlite';
import { loadConfiguration } from '../../../config/configuration';
import type { EmbeddedPlaces } from '../../../config/store-places';
import { explainFailure } from './failure';
import { sync } from './files/small-files';

const USAGE = 'Usage: npm run backup -- <a folder that is not there yet>\n';
/** Beside the stores in the data folder. Nothing else opens what the vault holds. */
const KEYS = ['secret.key', 'admin.key'];

/**
 * Copies the embedded stores into a new folder, also while the engine runs: `npm run backup -- <folder>`. What comes of it is whole or not there.
 * See docker/backup.md for what the order is good for, and how it is put back.
 */
function main([target, ...rest]: readonly string[]): number {
  const { stores: places, dataDirectory } = loadConfiguration(process.env, process.cwd());
  if (places.kind !== 'embedded') {
    process.stderr.write('The stores are servers, and are backed up by what comes with them: see docker/backup.md.\n');
    return 1;
  }
  if (target === undefined || rest.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const folder = resolve(target);
  if (existsSync(folder)) {
    process.stderr.write(`${folder} is there already. ${USAGE}`);
    return 1;
  }
  const begun = new Date();
  copyStores(places, dataDirectory, folder);
  process.stdout.write(
    `${folder} holds the log as it was at ${begun.toISOString()}, and vault, files and keys to go with it. It is as confidential as ${dataDirectory}.\n`,
  );
  return 0;
}

/** The log before the vault: whatever it refers to was in the vault before, and is in the copy that is made after. */
function copyStores({ eventStore, vault, files }: EmbeddedPlaces, dataDirectory: string, folder: string): void {
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(join(making, 'files'), { recursive: true, mode: 0o700 });
  // A file is deleted once it is read, and the copy of the log may be of before: so they are copied before it, and those that have come since after.
  copyFiles(files, join(making, 'files'));
  copyDatabase(eventStore, join(making, 'events.db'));
  copyDatabase(vault, join(making, 'vault.db'));
  copyFiles(files, join(making, 'files'));
  for (const name of KEYS) copyIfThere(join(dataDirectory, name), join(making, name));
  for (const made of [join(making, 'files'), making]) sync(made);
  renameSync(making, folder);
  sync(dirname(folder));
}

function copyFiles(from: string, to: string): void {
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    if (!existsSync(join(to, name))) copyIfThere(join(from, name), join(to, name));
  }
}

/** Contact files are deleted at any time. */
function copyIfThere(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  sync(to);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exitCode = 1;
}
