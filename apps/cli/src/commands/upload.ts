import { randomUUID } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { type Context, print } from '../context';
import { Failed } from '../io';
import { Progress } from '../terminal/progress';
import { facts } from '../terminal/table';
import { pathOf } from './options';

interface Upload {
  readonly id: string;
  readonly status: 'reading' | 'completed' | 'failed';
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly suppressed: number;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Sends a file as it is read from disk, then waits until every row has a verdict. Answers the upload as far as it is known. */
export async function uploadFile(
  context: Context,
  campaignId: string,
  file: string,
  { mapping, wait }: { readonly mapping?: string; readonly wait: boolean },
): Promise<Pick<Upload, 'id'> & Partial<Upload>> {
  const { io, api } = context;
  const progress = new Progress(io);
  try {
    const body = await multipart(resolve(io.cwd, file), mapping, (sent, size) => {
      progress.show(sent / size, `sending ${basename(file)}`);
    });
    const opened = await api.send<{ uploadId: string; position: string }>(`${pathOf(campaignId)}/contacts`, body);
    if (!wait) {
      print(context, opened, () => `${opened.uploadId}\n`);
      return { id: opened.uploadId };
    }
    const upload = await read(context, opened, progress);
    progress.end();
    print(context, upload, (width) => describe(upload, width));
    if (upload.error) throw new Failed(`the file could not be read to its end: ${upload.error.message}`);
    return upload;
  } finally {
    progress.end();
  }
}

async function read(
  context: Context,
  opened: { uploadId: string; position: string },
  progress: Progress,
): Promise<Upload> {
  const path = `/v1/uploads/${encodeURIComponent(opened.uploadId)}`;
  let upload = await context.api.get<Upload>(path, { after: opened.position });
  while (upload.status === 'reading') {
    progress.show(undefined, `reading: ${upload.rows} rows`);
    await context.io.sleep(250);
    if (context.io.signal.aborted) throw new Failed('stopped waiting; the file is read all the same');
    upload = await context.api.get<Upload>(path);
  }
  return upload;
}

function describe(upload: Upload, width: number): string {
  return facts(
    [
      ['Upload', upload.id],
      ['Rows', upload.rows],
      ['Accepted', upload.accepted],
      ['Invalid', upload.invalid],
      ['Duplicate', upload.duplicate],
      ['Suppressed', upload.suppressed],
    ],
    width,
  );
}

async function multipart(path: string, mapping: string | undefined, sent: (bytes: number, size: number) => void) {
  const { size } = await statOf(path);
  const boundary = randomUUID();
  const name = basename(path).replaceAll(/["\r\n]/g, '_');
  const field =
    mapping === undefined
      ? ''
      : `--${boundary}\r\ncontent-disposition: form-data; name="mapping"\r\n\r\n${mapping}\r\n`;
  const head = Buffer.from(
    `${field}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* chunks(): AsyncGenerator<Buffer> {
    yield head;
    let bytes = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      yield chunk;
      bytes += chunk.length;
      sent(bytes, size);
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
