import { Refusal } from '@arauto/domain';
import {
  ConcurrentChange,
  Forbidden,
  IdempotencyMismatch,
  RevisionConflict,
  StorageFull,
  UploadQuotaExceeded,
  ViewsBehind,
} from '@arauto/application';
import {
  OutcomeUnknown,
  StreamDeleted,
  TooLarge,
  Unavailable,
  WrittenByLaterVersion,
  WrongExpectedRevision,
} from '@arauto/event-store';
import { FileMissing } from '@arauto/contact-files';
import { ViewsBeingMade, ViewsUnreadable } from '@arauto/read-models';
import { SqliteError } from '@arauto/sqlite';
import { FileBrokeOff } from '@arauto/whatsapp';
import { HttpException } from '@nestjs/common';
import { isMongoError } from '../../stores/store-errors';
import { bodyTooLarge, HttpProblem, invalid, notFound, unreadableBody } from './problem';

/** Seconds a caller should wait before it tries again. */
const RETRY_AFTER = { 'retry-after': '1' };

/** Fastify's refusals before a handler runs: Nest passes on no more of them than the status. */
const BY_STATUS: Readonly<Record<number, () => HttpProblem>> = {
  400: () => unreadableBody('is not readable'),
  404: () => notFound(),
  413: bodyTooLarge,
  415: () => new HttpProblem('unsupported_media_type', 'Send application/json; a contact file as multipart/form-data.'),
};

/** Refusals of the router, which come with their code. */
const BY_CODE: Readonly<Record<string, () => HttpProblem>> = {
  FST_ERR_BAD_URL: () => invalid([{ path: '', code: 'bad_url', message: 'The address cannot be decoded.' }]),
  FST_ERR_MAX_PARAM_LENGTH: () => notFound(),
};

/** Refusals of the files of the documentation's screens, by status: what leads out of their folder, conditions, ranges. */
const OF_FILES: Readonly<Record<number, () => HttpProblem>> = {
  400: () => notFound(),
  403: () => notFound(),
  404: () => notFound(),
  412: () => new HttpProblem('conflict', 'It is not at the ETag or date that was sent.'),
  416: () => invalid([{ path: 'Range', code: 'out_of_range', message: 'There is no such range of it.' }]),
};

/** What an error is answered with; undefined for what nobody foresaw. */
export function problemOf(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Refusal) return new HttpProblem(error.code, error.message, error.details);
  if (error instanceof Forbidden) return new HttpProblem('forbidden', error.message);
  if (error instanceof RevisionConflict) return new HttpProblem('conflict', error.message);
  if (error instanceof ConcurrentChange) return new HttpProblem('concurrent_change', error.message);
  if (error instanceof WrongExpectedRevision) {
    return new HttpProblem('concurrent_change', 'It changed at the same moment. Read it again and try again.');
  }
  if (error instanceof IdempotencyMismatch) {
    return new HttpProblem(
      'idempotency_mismatch',
      'This Idempotency-Key was used with another body. Use a new key for a new request.',
    );
  }
  if (error instanceof TooLarge) {
    return new HttpProblem('payload_too_large', 'What should be recorded is larger than one append takes.');
  }
  if (error instanceof StreamDeleted) return notFound('It was deleted for good.');
  if (error instanceof UploadQuotaExceeded)
    return new HttpProblem('too_many_requests', error.message, {}, { 'retry-after': '30' });
  if (error instanceof FileMissing) {
    return new HttpProblem(
      'export_file_missing',
      'The file of this export is not where it was kept. Ask for the export again.',
    );
  }
  if (error instanceof StorageFull)
    return new HttpProblem('store_unavailable', error.message, {}, { 'retry-after': '60' });
  if (error instanceof ViewsBehind) {
    return new HttpProblem('store_unavailable', 'The views have not got to ?after= yet. Try again.', {}, RETRY_AFTER);
  }
  if (error instanceof ViewsBeingMade) {
    const detail = `The ${error.group} views are being made from the log${howFar(error)}. Try again.`;
    return new HttpProblem('views_catching_up', detail, {}, RETRY_AFTER);
  }
  if (error instanceof ViewsUnreadable) {
    return new HttpProblem('views_catching_up', 'A file of views is damaged and is being made anew.', {}, RETRY_AFTER);
  }
  if (error instanceof Unavailable) {
    const detail = 'The store does not take this at the moment; nothing was written. Try again.';
    return new HttpProblem('store_unavailable', detail, {}, RETRY_AFTER);
  }
  if (isMongoError(error)) {
    return new HttpProblem(
      'store_unavailable',
      'The store cannot be reached at the moment. Try again.',
      {},
      RETRY_AFTER,
    );
  }
  // What goes to the vault goes there before anything of it goes to the log.
  if (error instanceof SqliteError && error.kind === 'full') {
    return new HttpProblem('store_unavailable', 'The disk is full; nothing was recorded.', {}, { 'retry-after': '60' });
  }
  if (error instanceof FileBrokeOff) {
    return new HttpProblem('provider_unavailable', 'The provider broke off before the file began. Try again.');
  }
  if (error instanceof WrittenByLaterVersion) {
    return new HttpProblem('store_unavailable', 'A later version of Arauto has written of this. Ask that version.');
  }
  if (error instanceof OutcomeUnknown) {
    const detail = 'Whether this was recorded is not known. Repeat it with the same Idempotency-Key, or look first.';
    return new HttpProblem('store_unavailable', detail, {}, RETRY_AFTER);
  }
  if (error instanceof HttpException) return BY_STATUS[error.getStatus()]?.();
  if (isOfFiles(error)) return OF_FILES[error.statusCode]?.();
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && Object.hasOwn(BY_CODE, code) ? BY_CODE[code]!() : undefined;
}

/** Positions count events of the embedded log, and bytes of EventStoreDB. */
function howFar({ position, target }: ViewsBeingMade): string {
  const [done, all] = [Number(position), Number(target)];
  return all > 0 ? `: ${Math.floor((100 * done) / all)} % of it` : '';
}

/** As @fastify/static and @fastify/send make them: a status and no code. */
function isOfFiles(error: unknown): error is Error & { readonly statusCode: number } {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && !('code' in error);
}
