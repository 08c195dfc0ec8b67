import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from '../problems/problem';
import { UploadFields } from './upload-fields';
import { asFault, wrongPart } from './wrong-part';

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
/**
 * Reads the parts of an upload: one file, which `take` takes as it arrives, and the fields that stand before it or after it. What fails leaves
 * the connection in order.
 * @throws HttpProblem `validation_failed`; what `take` throws
 */
export async function readParts<File>(
  request: FastifyRequest,
  take: (part: MultipartFile) => Promise<File>,
): Promise<{ readonly file: File; readonly fields: UploadFields }> {
  const fields = new UploadFields();
  let taken: { readonly file: File } | undefined;
  try {
    for await (const part of request.parts({ limits: PART_LIMITS })) {
      if (!isFile(part)) fields.take(part);
      else if (taken) throw wrongPart('file', 'repeated', 'The request has two files: send one request per file.');
      else taken = { file: await take(part) };
    }
    if (!taken) throw wrongPart('file', 'required', 'The part file is missing: send the file in it.');
    return { ...taken, fields };
  } catch (error) {
    drain(request);
    throw explain(asFault(error));
  }
}

/** @throws HttpProblem `payload_too_large`, or for a file without a byte */
export async function* counted(content: AsyncIterable<Buffer>, maxFileBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > maxFileBytes) {
      throw new HttpProblem('payload_too_large', `The file is larger than ${maxFileBytes} bytes: split it.`);
    }
    yield chunk;
  }
  if (bytes === 0) throw wrongPart('file', 'empty', 'The file is empty.');
}

function isFile(part: Multipart): part is MultipartFile {
  return part.type === 'file' && part.fieldname === 'file';
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
