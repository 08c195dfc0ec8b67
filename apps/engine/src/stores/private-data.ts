import { chmodSync, existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EmbeddedPlaces } from '../../../../config/store-places';

const OTHERS = 0o077;
const STICKY = 0o1000;

/** What the engine itself keeps in its data folder; other files there are somebody's own. */
const OURS = /^(lock\.db.*|admin\.key|secret\.key)$/;

type Stores = Omit<EmbeddedPlaces, 'kind'> & { readonly dataDirectory: string };

/**
 * Takes from everybody else what they may do with the data folder, the stores, contact files and files of exports: one that was copied, unpacked or
 * made by hand is often readable by all. What belongs to another user is left alone and said.
 */
export function closeToOthers(stores: Stores, say: (facts: object, message: string) => void): void {
  const { dataDirectory, files, exports } = stores;
  for (const path of [dataDirectory, files, exports]) close(path, 0o700, say);
  for (const path of [
    ...storeFiles(stores),
    ...inFolder(files),
    ...inFolder(exports),
    ...inFolder(dataDirectory, OURS),
  ]) {
    close(path, 0o600, say);
  }
}

/** The databases with the logs beside them. Views have a file for each group. */
function storeFiles({ eventStore, viewStore, vault }: Stores): string[] {
  return [eventStore, vault, viewStore].flatMap((path) => {
    const name = basename(path).replace(/\.db$/, '');
    const known = new RegExp(`^${name.replace(/[^\w-]/g, '\\$&')}(-[a-z]+)?\\.db`);
    return inFolder(dirname(path), known);
  });
}

function inFolder(folder: string, known = /./): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => known.test(name))
    .map((name) => join(folder, name));
}

function close(path: string, mode: number, say: (facts: object, message: string) => void): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || !isOpen(found)) return;
  if (found.isDirectory() !== (mode === 0o700)) return;
  try {
    chmodSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    say({ path, code }, 'others can read this, and it cannot be closed to them: it belongs to another user');
  }
}

/** A folder for everybody's files, as /tmp, stays as it is. */
function isOpen({ mode }: Stats): boolean {
  return (mode & OTHERS) !== 0 && (mode & STICKY) === 0;
}
