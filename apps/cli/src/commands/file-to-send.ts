import { randomUUID } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Body } from '../api';
import { Failed, type Io } from '../io';

/** What is said of a file beside it. */
export interface FileFields {
  readonly mapping?: string;
  /** Of a workbook, the one to read. */
  readonly sheet?: string;
}

/**
 * A file of people as the engine takes it, read from disk while it is sent.
 * @param sent told how much of it has been, from 0 to 1
 * @throws Failed where it cannot be read
 */
export async function fileToSend(
  io: Io,
  file: string,
  { mapping, sheet }: FileFields,
  sent: (share: number) => void,
): Promise<Body> {
  const path = resolve(io.cwd, file);
  const { size } = await statOf(path);
  const boundary = randomUUID();
  const name = basename(path).replaceAll(/["\r\n]/g, '_');
  const fields = Object.entries({ mapping, sheet }).map(([field, value]) =>
    value === undefined ? '' : `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  // The engine sees by itself whether it is CSV or a workbook.
  const head = Buffer.from(
    `${fields.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* chunks(): AsyncGenerator<Buffer> {
    yield head;
    let bytes = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      yield chunk;
      bytes += chunk.length;
      sent(bytes / size);
    }
    yield tail;
  }
  return {
    content: Readable.from(chunks(), { objectMode: false }),
    type: `multipart/form-data; boundary=${boundary}`,
    length: head.length + size + tail.length,
  };
}

async function statOf(path: string): Promise<Stats> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return stats;
  } catch (error) {
    throw new Failed(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
  throw new Failed(`cannot read ${path}: it is no file`);
}
