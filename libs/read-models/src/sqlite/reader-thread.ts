import { join } from 'node:path';
import { AskedThread, SqliteError, type SqliteErrorKind } from '@arauto/sqlite';
import { ViewsBeingMade } from '../port';
import type { Group } from '../view';
import type { Answers, Request } from './requests';
import { ViewFileUnreadable } from './view-file';

export interface ReaderData {
  readonly folder: string;
  readonly group: Group;
  /** All of it is read as of the first question. */
  readonly held: boolean;
}

/** An error as it travels between threads. */
export interface SentError {
  readonly type: 'TypeError' | 'ViewFileUnreadable' | 'ViewsBeingMade' | 'SqliteError' | 'Error';
  readonly message: string;
  readonly path?: string | undefined;
  readonly kind?: SqliteErrorKind | undefined;
  readonly made?: Pick<ViewsBeingMade, 'group' | 'position' | 'target'> | undefined;
}

/** The thread that answers a reader's requests, one after the other. */
export function readerThread(data: ReaderData): AskedThread<Request, Answers[keyof Answers], SentError> {
  return new AskedThread(join(__dirname, 'reader.worker.js'), data, {
    failed: received,
    died: (why) => new Error(`the reader of the ${data.group} views ended: ${why}`),
  });
}

export function sent(thrown: unknown): SentError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof ViewFileUnreadable) return { type: 'ViewFileUnreadable', message, path: thrown.path };
  if (thrown instanceof ViewsBeingMade) {
    const { group, position, target } = thrown;
    return { type: 'ViewsBeingMade', message, made: { group, position, target } };
  }
  if (thrown instanceof SqliteError) return { type: 'SqliteError', message, path: thrown.path, kind: thrown.kind };
  return { type: thrown instanceof TypeError ? 'TypeError' : 'Error', message };
}

function received({ type, message, path, kind, made }: SentError): Error {
  switch (type) {
    case 'TypeError':
      return new TypeError(message);
    case 'ViewFileUnreadable':
      return ViewFileUnreadable.repeated(path!, message);
    case 'ViewsBeingMade':
      return new ViewsBeingMade(made!.group, made!.position, made!.target);
    case 'SqliteError':
      return new SqliteError(kind!, path!, message);
    case 'Error':
      return new Error(message);
  }
}
