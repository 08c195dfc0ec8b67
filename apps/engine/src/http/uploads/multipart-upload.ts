import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type ContactFiles, ContactMapping } from '@arauto/application';
import { ContactFileError, openContactFile } from '@arauto/contact-files';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { HttpProblem, invalid } from '../problems/problem';
import { canonical } from '../requests/canonical';
import { checkBody } from '../requests/check-input';

/** The header line is within these, or there is none. */
const HEADER_BYTES = 256 * 1024;
/** A mapping names columns: 64 KiB are a thousand of them. */
const MAX_MAPPING_BYTES = 64 * 1024;
const PART_LIMITS = {
  fileSize: Infinity,
  fieldSize: MAX_MAPPING_BYTES,
  fieldNameSize: 100,
  fields: 10,
  files: 10,
  parts: 20,
};
/** In characters. */
const LONGEST_NAME = 255;

export interface ReceivedFile {
  readonly bytes: number;
  readonly mapping: ContactMapping | null;
  readonly fileName: string | undefined;
  /** Of the file's bytes and the mapping. */
  readonly bodyHash: string;
}

/**
 * Streams the part `file` to disk while it arrives, whatever its size, and reads the part `mapping`, before or after it.
 * What fails, or ends too early, leaves no file.
 * @throws HttpProblem `validation_failed`, `payload_too_large`
 */
export async function receiveMultipart(
  request: FastifyRequest,
  files: ContactFiles,
  uploadId: string,
  { maxFileBytes, subaccountId }: { readonly maxFileBytes: number; readonly subaccountId: string },
): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let stored: { readonly bytes: number } | undefined;
  let mapping: ContactMapping | undefined;
  let fileName: string | undefined;
  const beginning: Buffer[] = [];
  try {
    for await (const part of request.parts({ limits: PART_LIMITS })) {
      if (part.type === 'file' && part.fieldname === 'file') {
        if (stored) throw twoFiles();
        refuseKind(part);
        fileName = nameOf(part.filename);
        stored = await files.receive(uploadId, bytesOf(part, hash, maxFileBytes, beginning), subaccountId);
        if (stored.bytes === 0) throw emptyFile();
      } else mapping = mappingIn(part, mapping);
    }
    if (!stored) throw noFile();
    await refuseUnreadable(beginning, mapping ?? {}, stored.bytes);
    hash.update(`\n${canonical(mapping ?? null)}`);
    return { bytes: stored.bytes, mapping: mapping ?? null, fileName, bodyHash: hash.digest('hex') };
  } catch (error) {
    await files.discard(uploadId);
    drain(request);
    throw explain(error);
  }
}

/** As people know the file: without folders, without what nobody can see, and not longer than a file system has names. */
function nameOf(filename: string): string | undefined {
  const name = filename
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
  return name === '' ? undefined : [...name].slice(0, LONGEST_NAME).join('');
}

/** Of a file only the first rows of which are wanted. */
const MOST_OF_BEGINNING = 1024 * 1024;

export interface ReceivedBeginning {
  readonly beginning: readonly Uint8Array[];
  readonly isWhole: boolean;
  readonly mapping: ContactMapping | null;
}

/**
 * Takes the beginning of the part `file` into memory, reads the rest of it and forgets it, and reads the part `mapping`, before or after it.
 * @throws HttpProblem `validation_failed`, `payload_too_large`
 */
export async function receiveBeginning(request: FastifyRequest, maxFileBytes: number): Promise<ReceivedBeginning> {
  const beginning: Buffer[] = [];
  let bytes: number | undefined;
  let mapping: ContactMapping | undefined;
  try {
    for await (const part of request.parts({ limits: PART_LIMITS })) {
      if (part.type === 'file' && part.fieldname === 'file') {
        if (bytes !== undefined) throw twoFiles();
        refuseKind(part);
        bytes = 0;
        for await (const chunk of part.file as AsyncIterable<Buffer>) {
          if (bytes < MOST_OF_BEGINNING) beginning.push(chunk.subarray(0, MOST_OF_BEGINNING - bytes));
          bytes += chunk.byteLength;
          if (bytes > maxFileBytes) throw tooLarge(maxFileBytes);
        }
        if (bytes === 0) throw emptyFile();
      } else mapping = mappingIn(part, mapping);
    }
    if (bytes === undefined) throw noFile();
    const held = beginning.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return { beginning, isWhole: held === bytes, mapping: mapping ?? null };
  } catch (error) {
    drain(request);
    throw explain(error);
  }
}

/** The mapping that a part is. @throws HttpProblem when it is none, or the second */
function mappingIn(part: Multipart, before: ContactMapping | undefined): ContactMapping {
  if (part.type !== 'field' || part.fieldname !== 'mapping') throw unknownPart(part.fieldname, part.type);
  if (before) throw wrongPart('mapping', 'repeated', 'The request has two mappings.');
  if (part.valueTruncated) throw wrongPart('mapping', 'too_long', 'The mapping is larger than 64 KiB.');
  return readMapping(part.value);
}

const twoFiles = () => wrongPart('file', 'repeated', 'The request has two files: send one request per file.');
const emptyFile = () => wrongPart('file', 'empty', 'The file is empty.');
const noFile = () => wrongPart('file', 'required', 'The part file is missing: send the contact file in it.');

function tooLarge(maxFileBytes: number): HttpProblem {
  return new HttpProblem('payload_too_large', `The file is larger than ${maxFileBytes} bytes: split it.`);
}

async function* bytesOf(
  part: MultipartFile,
  hash: ReturnType<typeof createHash>,
  maxFileBytes: number,
  beginning: Buffer[],
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of part.file as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxFileBytes) {
      throw tooLarge(maxFileBytes);
    }
    if (bytes - chunk.byteLength < HEADER_BYTES) beginning.push(chunk);
    hash.update(chunk);
    yield chunk;
  }
}

function refuseKind({ filename, mimetype }: MultipartFile): void {
  if (!/\.xlsx$/i.test(filename) && !mimetype.includes('spreadsheetml')) return;
  throw wrongPart('file', 'not_supported_yet', 'Excel workbooks come with a later version: save the sheet as CSV.');
}

/** A file that cannot be read at all is refused at once, instead of opening an upload that fails. */
async function refuseUnreadable(
  beginning: readonly Buffer[],
  mapping: ContactMapping,
  fileBytes: number,
): Promise<void> {
  try {
    const source = Readable.from(beginning);
    const isWhole = beginning.reduce((sum, { byteLength }) => sum + byteLength, 0) === fileBytes;
    const options = { mapping, required: [], defaultCountry: null, mayBeEmpty: !isWhole, batchRows: 1 };
    const file = await openContactFile(source, options);
    const rows = file.batches();
    await rows.next();
    await rows.return(undefined);
    source.destroy();
  } catch (error) {
    throw asFault(error);
  }
}

/** What is wrong with the file as a whole is one of its parts'. */
export function asFault(error: unknown): unknown {
  if (!(error instanceof ContactFileError)) return error;
  return wrongPart(error.code.startsWith('mapping') ? 'mapping' : 'file', error.code, error.message);
}

function readMapping(text: unknown): ContactMapping {
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(text));
  } catch {
    throw wrongPart('mapping', 'not_json', 'The mapping is not JSON.');
  }
  try {
    return checkBody(ContactMapping, parsed) as ContactMapping;
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const errors = error.extras.errors ?? [];
    throw invalid(
      errors.map(({ path, code, message }) => ({
        path: path === '' ? 'mapping' : `mapping.${path}`,
        code,
        message: path === '' ? 'mapping must be a JSON object.' : `mapping.${message}`,
      })),
    );
  }
}

function unknownPart(name: string, type: 'file' | 'field'): HttpProblem {
  if (name === 'file') {
    return wrongPart('file', 'not_a_file', 'The part file has no file name: send it as a file, not as a field.');
  }
  if (name === 'mapping') return wrongPart('mapping', 'not_a_field', 'The part mapping is a file: send it as a field.');
  const shown = name.slice(0, 100);
  return wrongPart(
    shown,
    'unknown_field',
    `The ${type === 'file' ? 'file' : 'field'} is called "${shown}": it must be called file.`,
  );
}

function wrongPart(path: string, code: string, message: string): HttpProblem {
  return invalid([{ path, code, message }]);
}

/** What is left of the request is read and forgotten: a client that is still sending would not see the answer. */
function drain(request: FastifyRequest): void {
  request.raw.unpipe();
  request.raw.resume();
}

/** Whatever the parser of multipart bodies complains about is the caller's to mend. */
function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'FST_PROTO_VIOLATION') {
    return wrongPart('', 'unknown_field', 'A part is called like a property of every object: it must be called file.');
  }
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') {
    return new HttpProblem('unsupported_media_type', 'Send the file as multipart/form-data, with a boundary.');
  }
  if (/^FST_(PARTS|FILES|FIELDS)_LIMIT$/.test(code))
    return wrongPart('', 'too_many', 'The request has too many parts.');
  const parser =
    error instanceof Error &&
    /multipart|boundary|needle|part header|end of form|premature close|aborted/i.test(error.message);
  return parser ? wrongPart('', 'unreadable', 'The multipart body ends too early or is damaged.') : error;
}
