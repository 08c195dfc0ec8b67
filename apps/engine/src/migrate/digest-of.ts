import { createHash } from 'node:crypto';
import { ContactFileMissing, FileMissing } from '@arauto/contact-files';

/** SHA-256 of a file, hexadecimal; undefined where there is none. */
export async function digestOf(file: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of file) hash.update(bytes);
  } catch (error) {
    if (error instanceof ContactFileMissing || error instanceof FileMissing) return undefined;
    throw error;
  }
  return hash.digest('hex');
}
