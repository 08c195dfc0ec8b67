import {
  type ColumnMapping,
  type ContactRow,
  type ContactRules,
  openContactFile,
  parseColumnMapping,
} from '@arauto/contact-files';
import type { Upload } from '@arauto/domain';
import type { PhoneOptions } from '@arauto/privacy';
import { readContactLines } from './contact-lines';

export type KnownUpload = Exclude<Upload, { readonly status: 'none' }>;

/** Rows that are read and judged in one go; between two the event loop may turn. */
const BATCH_ROWS = 500;
/** The same of wide rows: a batch is held several times over, as rows, as vault entries, and as the message that brings them there. */
const BATCH_CHARACTERS = 256 * 1024;

/**
 * The rows of an upload's file that it has not judged yet, judged, in batches and in row order. Contacts that came as JSON lie in
 * lines; those of a file, and those copied from another campaign, in CSV.
 * @throws ContactFileError when the file as a whole cannot be read; whatever `content` throws
 */
export async function* readContactFile(
  content: AsyncIterable<Uint8Array>,
  { source, mapping, counts, required }: KnownUpload,
  phones: PhoneOptions,
): AsyncGenerator<readonly ContactRow[]> {
  const rules: ContactRules = { ...phones, required };
  const reading = { fromRow: counts.rows + 1, batchRows: BATCH_ROWS, batchCharacters: BATCH_CHARACTERS };
  if (source === 'json') return yield* readContactLines(content, rules, reading);
  const file = await openContactFile(content, { ...rules, ...reading, mapping: columnMapping(mapping) });
  yield* file.batches();
}

/** Checked again: it went through the log as plain JSON. */
function columnMapping(mapping: KnownUpload['mapping']): ColumnMapping | undefined {
  return mapping === null ? undefined : parseColumnMapping(JSON.stringify(mapping));
}
