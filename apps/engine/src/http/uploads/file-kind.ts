import { beginsAsWorkbook, noWorkbook, WORKBOOK_MARK_BYTES } from '@arauto/contact-files';
import type { MultipartFile } from '@fastify/multipart';

/** A file that arrives, and what its first bytes say it is. */
export interface ArrivingFile {
  readonly isWorkbook: boolean;
  /** All of it. */
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Waits for the first bytes of a file. They decide what it is, whatever it is called; but what is called a workbook must be one.
 * @throws ContactFileError
 */
export async function arriving({ filename, mimetype, file }: MultipartFile): Promise<ArrivingFile> {
  const chunks = (file as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  while (start.byteLength < WORKBOOK_MARK_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  const isWorkbook = beginsAsWorkbook(start);
  const isCalledSo = /\.xlsx$/i.test(filename) || mimetype.includes('spreadsheetml');
  if (isCalledSo && !isWorkbook && start.byteLength > 0) throw noWorkbook();
  return { isWorkbook, content: from(start, { [Symbol.asyncIterator]: () => chunks }) };
}

async function* from(start: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (start.byteLength > 0) yield start;
  yield* rest;
}
