import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small file of this user's alone (mode 0600) so that after a crash, also of the machine, it is there whole or not at
 * all: write beside it, sync, rename, sync the folder.
 * @throws the system's error; nothing is left beside it then
 */
export function keepFile(path: string, text: string): void {
  const made = `${path}.making`;
  try {
    // What an earlier crash left may have another mode, and a mode is only taken by a file that is made.
    rmSync(made, { force: true });
    withFile(made, 'wx', (file) => {
      writeSync(file, text);
      fsyncSync(file);
    });
    renameSync(made, path);
  } catch (error) {
    rmSync(made, { force: true });
    throw error;
  }
  sync(dirname(path));
}

/** Makes a file durable, or the names in a folder. A folder cannot be opened on Windows, where a rename is durable by itself. */
export function sync(path: string): void {
  if (process.platform !== 'win32') withFile(path, 'r', fsyncSync);
}

/** @throws the system's error, but for a file that is not there */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // Reading a folder is refused without saying which.
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
}

function withFile(path: string, flags: string, work: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}
