import { type ContactFileOptions, type ContactRow, openContactFile } from './contact-file';

/** Bytes in chunks of `size`, as a request would bring them. */
export async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  await Promise.resolve();
}

export async function readAll(
  content: string | Uint8Array,
  options: Partial<ContactFileOptions> = {},
  chunkSize = 64 * 1024,
): Promise<ContactRow[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = await openContactFile(chunked(bytes, chunkSize), { defaultCountry: 'BR', required: [], ...options });
  const rows: ContactRow[] = [];
  for await (const batch of file.batches()) rows.push(...batch);
  return rows;
}

/** What a row says, without what most tests do not care for. */
export const verdict = (row: ContactRow): string =>
  row.reasons.length === 0 ? row.phone!.canonical : row.reasons.map((reason) => reason.code).join(' ');
