import type { Clock } from '@arauto/clock';
import {
  type ColumnMapping,
  type ContactRow,
  type ContactRules,
  type FittingContact,
  openContactFile,
  parseColumnMapping,
} from '@arauto/contact-files';
import { type FrozenTemplate, type Upload, usedOf } from '@arauto/domain';
import type { PhoneOptions } from '@arauto/privacy';
import { readContactLines } from './contact-lines';
import { contentFit } from './content-fit';

export type KnownUpload = Exclude<Upload, { readonly status: 'none' }>;

/** Rows that are read and judged in one go; after them everybody else goes first, so that pauses and webhooks wait for no file. */
const BATCH_ROWS = 500;
/** The same of wide rows: a batch is held several times over, as rows, as vault entries, and as the message that brings them there. */
const BATCH_CHARACTERS = 256 * 1024;

/**
 * The rows of an upload's file that it has not judged yet, judged, in batches and in row order. Contacts that came as JSON lie in
 * lines; those of a file, also of a workbook, and those copied from another campaign, in CSV.
 * @param template that of `upload.content`, if it is there
 * @throws ContactFileError when the file as a whole cannot be read; whatever `content` throws
 */
export async function* readContactFile(
  content: AsyncIterable<Uint8Array>,
  upload: KnownUpload,
  phones: PhoneOptions,
  template: FrozenTemplate | null,
  clock: Clock,
): AsyncGenerator<readonly ContactRow[]> {
  for await (const batch of batchesOf(content, upload, phones, template)) {
    yield batch;
    await clock.endOfTick();
  }
}

async function* batchesOf(
  content: AsyncIterable<Uint8Array>,
  upload: KnownUpload,
  phones: PhoneOptions,
  template: FrozenTemplate | null,
): AsyncGenerator<readonly ContactRow[]> {
  const { source, mapping, counts } = upload;
  const rules = rulesOf(upload, phones, template);
  const reading = { fromRow: counts.rows + 1, batchRows: BATCH_ROWS, batchCharacters: BATCH_CHARACTERS };
  if (source === 'json') return yield* readContactLines(content, rules, reading);
  // A copy of a campaign without contacts is nothing to complain about.
  const csv = {
    mapping: columnMapping(mapping),
    mayBeEmpty: source === 'campaign',
    isSheet: source === 'xlsx',
    countedAsOnce: upload.content === undefined,
  };
  const file = await openContactFile(content, { ...rules, ...reading, ...csv });
  yield* file.batches();
}

/** By the content that the upload was received with: whoever resumes it judges the same. Older uploads say what is required only. */
export function rulesOf(
  { required, content }: Pick<KnownUpload, 'required' | 'content'>,
  phones: PhoneOptions,
  template: FrozenTemplate | null,
): ContactRules {
  if (!content) return { ...phones, required };
  const fit = contentFit(content, template);
  const misfits = fit ? (contact: FittingContact) => fit.ofRow(contact) : undefined;
  return { ...phones, required, used: usedOf(content), misfits };
}

/** Checked again: it went through the log as plain JSON. */
function columnMapping(mapping: KnownUpload['mapping']): ColumnMapping | undefined {
  return mapping === null ? undefined : parseColumnMapping(JSON.stringify(mapping));
}
