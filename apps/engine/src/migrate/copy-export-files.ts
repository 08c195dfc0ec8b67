import type { KeptFiles } from '@arauto/contact-files';
import { digestOf } from './digest-of';
import { NotMoved } from './not-moved';
import type { Source } from './source';

/**
 * Copies the files of exports that may still be fetched, but for those that are there. Of others, an earlier run may have left some: they go.
 * @returns how many there are
 */
export async function copyExportFiles(
  { exportFiles, exportOf }: Pick<Source, 'exportFiles' | 'exportOf'>,
  copy: KeptFiles,
  onProgress: (files: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const copied = new Set<string>();
  for (const { name } of await exportFiles.list()) {
    signal.throwIfAborted();
    if ((await exportOf(name)) !== 'to be fetched') continue;
    const digest = await digestOf(exportFiles.open(name));
    if ((await digestOf(copy.open(name))) !== digest) await copy.keep(name, exportFiles.open(name));
    if ((await digestOf(copy.open(name))) !== digest)
      throw new NotMoved(`The file of export ${name} is not the same on the other side. Move again.`);
    copied.add(name);
    onProgress(copied.size);
  }
  for (const { name } of await copy.list()) if (!copied.has(name)) await copy.discard(name);
  return copied.size;
}

/** Files there of exports that are not known here. */
export async function strangeExportFilesIn(copy: KeptFiles, { exportOf }: Pick<Source, 'exportOf'>): Promise<string[]> {
  const strange: string[] = [];
  for (const { name } of await copy.list()) if ((await exportOf(name)) === 'unknown') strange.push(name);
  return strange;
}
