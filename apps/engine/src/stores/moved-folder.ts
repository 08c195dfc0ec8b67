import { join } from 'node:path';
import { instant } from '@arauto/clock';
import { keepFile, readIfThere } from '../files/small-files';

/** The installation of a folder was moved to servers. To go on here too would be to send to the same people twice. */
export class FolderMoved extends Error {
  override readonly name = 'FolderMoved';
  constructor(folder: string, where: string) {
    super(
      `What is in ${folder} was moved (${where}) and goes on there: started here too, it would send to the same people again. ` +
        `If it never went on there and never will, delete ${pathOf(folder)}.`,
    );
  }
}

/** From now on no engine starts on the folder. Durable when it returns. */
export function markMoved(folder: string, now: number, where: string): void {
  keepFile(pathOf(folder), `${instant(now)} to ${where}\n`);
}

/** When and where it was moved; undefined where it was not. */
export function movedTo(folder: string): string | undefined {
  return readIfThere(pathOf(folder))?.trim();
}

/** @throws FolderMoved */
export function assertNotMoved(folder: string): void {
  const where = movedTo(folder);
  if (where !== undefined) throw new FolderMoved(folder, where);
}

function pathOf(folder: string): string {
  return join(folder, 'moved.txt');
}
