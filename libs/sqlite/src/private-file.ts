import { closeSync, openSync } from 'node:fs';

/**
 * Makes the file with mode 0600 if it is not there, whatever the umask: SQLite takes 0644, and gives the log beside the file the
 * file's own mode (https://sqlite.org/src/file/src/os_unix.c, findCreateFileMode). Never opens a file that is there: closing it again
 * would drop the locks that other connections of this process hold on it (https://sqlite.org/howtocorrupt.html, section 2.2).
 */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It is there already; or it cannot be made, and SQLite is about to say why.
  }
}
