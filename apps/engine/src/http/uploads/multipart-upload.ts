import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ContactFiles, ContactMapping } from '@arauto/application';
import { openContactFile } from '@arauto/contact-files';
import type { FastifyRequest } from 'fastify';
import { canonical } from '../requests/canonical';
import { arriving } from './file-kind';
import { counted, readParts } from './multipart-parts';
import { refuseSheetOfCsv, type StoredWorkbook, withWorkbook } from './unpack-workbook';
import { asFault } from './wrong-part';

/** The header line is within these, or there is none. */
const HEADER_BYTES = 256 * 1024;
/** In characters. */
const LONGEST_NAME = 255;

export interface UploadLimits {
  readonly maxFileBytes: number;
  /** Whose quota the file counts for. */
  readonly subaccountId: string;
}

export interface ReceivedFile {
  /** Of the file as it came. */
  readonly bytes: number;
  /** It came as a workbook: in its place lies its sheet. */
  readonly isSheet: boolean;
  readonly mapping: ContactMapping | null;
  readonly fileName: string | undefined;
  /** Of the file's bytes, the mapping and the name of the sheet. */
  readonly bodyHash: string;
}

/**
 * Streams the part `file` to disk while it arrives, whatever its size. Of a workbook, the sheet takes its place there as CSV: so a reading
 * that breaks off can be resumed at its row, and what is wrong with the workbook is said at once.
 * What fails, or ends too early, leaves no file.
 * @throws HttpProblem `validation_failed`, `payload_too_large`
 */
export async function receiveMultipart(
  request: FastifyRequest,
  files: ContactFiles,
  uploadId: string,
  limits: UploadLimits,
): Promise<ReceivedFile> {
  const { maxFileBytes, subaccountId } = limits;
  const hash = createHash('sha256');
  let beginning = new Beginning();
  try {
    const { file, fields } = await readParts(request, async (part) => {
      const { isWorkbook, content } = await arriving(part);
      const bytes = beginning.kept(hashed(counted(content, maxFileBytes), hash));
      const stored = await files.receive(uploadId, bytes, subaccountId);
      return { ...stored, isWorkbook, fileName: nameOf(part.filename) };
    });
    const { bytes, isWorkbook, fileName } = file;
    const { mapping = null, sheet } = fields;
    if (isWorkbook) beginning = await unpack(files, { uploadId, bytes, sheet }, subaccountId);
    else refuseSheetOfCsv(sheet);
    await refuseUnreadable(beginning, mapping ?? {}, isWorkbook);
    hash.update(`\n${canonical(mapping)}`);
    if (sheet !== undefined) hash.update(`\n${canonical(sheet)}`);
    return { bytes, isSheet: isWorkbook, mapping, fileName, bodyHash: hash.digest('hex') };
  } catch (error) {
    await files.discard(uploadId);
    throw asFault(error);
  }
}

/** Puts the sheet of a workbook in its place; answers how that begins. @throws ContactFileError */
async function unpack(files: ContactFiles, stored: StoredWorkbook, subaccountId: string): Promise<Beginning> {
  const beginning = new Beginning();
  await withWorkbook(files, stored, (workbook) =>
    files.receive(stored.uploadId, beginning.kept(workbook.csv()), subaccountId),
  );
  return beginning;
}

/** What is needed to know a file by. */
class Beginning {
  readonly chunks: Uint8Array[] = [];
  private held = 0;
  isWhole = true;

  /** Passes on what it is the beginning of. */
  async *kept(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      if (this.held < HEADER_BYTES) this.chunks.push(chunk);
      else this.isWhole = false;
      this.held += chunk.byteLength;
      yield chunk;
    }
  }
}

async function* hashed(content: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

/** As people know the file: without folders, without what nobody can see, and not longer than a file system has names. */
export function nameOf(filename: string): string | undefined {
  const name = filename
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
  return name === '' ? undefined : [...name].slice(0, LONGEST_NAME).join('');
}

/** A file that cannot be read at all is refused at once, instead of opening an upload that fails. @throws ContactFileError */
async function refuseUnreadable(
  { chunks, isWhole }: Beginning,
  mapping: ContactMapping,
  isSheet: boolean,
): Promise<void> {
  const source = Readable.from(chunks);
  const options = { mapping, required: [], defaultCountry: null, mayBeEmpty: !isWhole, batchRows: 1, isSheet };
  const file = await openContactFile(source, options);
  const rows = file.batches();
  await rows.next();
  await rows.return(undefined);
  source.destroy();
}
