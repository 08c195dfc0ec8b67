import { basename } from 'node:path';
import { type Context, print } from '../context';
import { Failed } from '../io';
import { Progress } from '../terminal/progress';
import { facts } from '../terminal/table';
import { type FileFields, fileToSend } from './file-to-send';
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
  { wait, ...fields }: FileFields & { readonly wait: boolean },
): Promise<Pick<Upload, 'id'> & Partial<Upload>> {
  const { io, api } = context;
  const progress = new Progress(io);
  try {
    const body = await fileToSend(io, file, fields, (share) => progress.show(share, `sending ${basename(file)}`));
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
