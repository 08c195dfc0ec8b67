import type { ContactFiles } from '@arauto/contact-files';
import { digestOf } from './digest-of';
import { NotMoved } from './not-moved';
import type { Source } from './source';

/**
 * Copies the contact files that an upload is still to be read from, but for those that are there.
 * @returns how many there are
 */
export async function copyFiles(
  { files, subaccountOf }: Pick<Source, 'files' | 'subaccountOf'>,
  copy: ContactFiles,
  onProgress: (files: number) => void,
): Promise<number> {
  let copied = 0;
  for (const { uploadId } of await files.list()) {
    const subaccountId = await subaccountOf(uploadId);
    // Of a request that never became an upload: a sweep would have deleted it.
    if (subaccountId === undefined) continue;
    const digest = await digestOf(files.open(uploadId));
    if ((await digestOf(copy.open(uploadId))) !== digest)
      await copy.receive(uploadId, files.open(uploadId), subaccountId);
    if ((await digestOf(copy.open(uploadId))) !== digest)
      throw new NotMoved(`The contact file of upload ${uploadId} is not the same on the other side. Move again.`);
    onProgress(++copied);
  }
  return copied;
}

/** Files that others do not have: their uploads. */
export async function strangeFilesIn(copy: ContactFiles, source: ContactFiles): Promise<string[]> {
  const known = new Set((await source.list()).map(({ uploadId }) => uploadId));
  return (await copy.list()).map(({ uploadId }) => uploadId).filter((uploadId) => !known.has(uploadId));
}
