import { Readable } from 'node:stream';
import type { FetchedFile } from '@arauto/application';
import type { ByteRange } from '@arauto/contact-files';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byteRange } from './byte-range';

/** As a browser saves or opens them. */
const MEDIA_TYPES: Readonly<Record<FetchedFile['format'], string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** The same without character sets. */
export const FILE_TYPES: readonly string[] = Object.values(MEDIA_TYPES).map((type) => type.split(';', 1)[0]!);

/** Whether the caller has this very file already. */
export function isFresh(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { sha256 }: Pick<FetchedFile, 'sha256'>,
): boolean {
  const known = headers['if-none-match'];
  return known !== undefined && known.split(',').some((tag) => ['*', tagOf(sha256)].includes(tag.trim()));
}

/**
 * The range that a caller wants: of the file that it began with (`If-Range`), or else of the whole.
 * @throws HttpProblem `range_not_satisfiable`
 */
export function wantedRange(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { sha256, bytes }: Pick<FetchedFile, 'sha256' | 'bytes'>,
): ByteRange | undefined {
  const ifRange = headers['if-range'];
  return ifRange === undefined || ifRange === tagOf(sha256) ? byteRange(headers.range, bytes) : undefined;
}

/**
 * Answers with a file or a range of it, read on only as the client does: with its length, a checksum (RFC 9530) and the name that it is to be
 * saved under. The first bytes are fetched before the answer begins, so that a file that is missing is still said as a problem.
 * @throws HttpProblem `range_not_satisfiable`; FileMissing
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: FetchedFile,
): Promise<Readable | null> {
  const { bytes, sha256, fileName, format } = file;
  const range = wantedRange(request, file);
  const isWanted = request.method !== 'HEAD' && !isFresh(request, file);
  // A text would be taken for all there is, and its length for that of the file.
  const content = isWanted ? await begun(file.open(range)) : Readable.from([]);
  void reply
    .header('etag', tagOf(sha256))
    .header('accept-ranges', 'bytes')
    .header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
  if (isFresh(request, file)) {
    void reply.code(304);
    return null;
  }
  void reply
    .type(MEDIA_TYPES[format])
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('content-length', range ? range.to - range.from : bytes);
  if (range) void reply.code(206).header('content-range', `bytes ${range.from}-${range.to - 1}/${bytes}`);
  return content;
}

async function begun(content: AsyncIterable<Uint8Array>): Promise<Readable> {
  const chunks = content[Symbol.asyncIterator]() as AsyncGenerator<Uint8Array>;
  const first = await chunks.next();
  const file = Readable.from(chunks, { objectMode: false });
  if (!first.done && first.value.length > 0) file.unshift(first.value);
  return file;
}

function tagOf(sha256: string): string {
  return `"${sha256}"`;
}
