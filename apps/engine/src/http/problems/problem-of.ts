import { Refusal } from '@arauto/domain';
import { ConcurrentChange, IdempotencyMismatch, RevisionConflict, ViewsBehind } from '@arauto/application';
import { OutcomeUnknown, StreamDeleted, TooLarge, Unavailable, WrongExpectedRevision } from '@arauto/event-store';
import { HttpException } from '@nestjs/common';
import { HttpProblem, invalid, notFound } from './problem';

/** Seconds a caller should wait before it tries again. */
const RETRY_AFTER = { 'retry-after': '1' };

/** Errors of Fastify and its plugins, by their code. */
const FRAMEWORK: Readonly<Record<string, () => HttpProblem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new HttpProblem('payload_too_large', 'The body is larger than this route takes.', {}, { connection: 'close' }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new HttpProblem('unsupported_media_type', 'Send application/json; a contact file as multipart/form-data.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => body('has another length than its Content-Length says'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => body('is not JSON'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => body('is empty'),
  FST_ERR_BAD_URL: () => invalid([{ path: '', code: 'bad_url', message: 'The address cannot be decoded.' }]),
  FST_ERR_MAX_PARAM_LENGTH: () => notFound(),
  ERR_HTTP_REQUEST_TIMEOUT: () => body('did not arrive in time'),
};

function body(message: string): HttpProblem {
  return invalid([{ path: '', code: 'unreadable', message: `The body ${message}.` }]);
}

/** What an error is answered with; undefined for what nobody foresaw. */
export function problemOf(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Refusal) return new HttpProblem(error.code, error.message, error.details);
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
  if (error instanceof ViewsBehind) {
    return new HttpProblem('store_unavailable', 'The views have not got to ?after= yet. Try again.', {}, RETRY_AFTER);
  }
  if (error instanceof Unavailable) {
    const detail = 'The store does not take this at the moment; nothing was written. Try again.';
    return new HttpProblem('store_unavailable', detail, {}, RETRY_AFTER);
  }
  if (error instanceof OutcomeUnknown) {
    const detail = 'Whether this was recorded is not known. Repeat it with the same Idempotency-Key, or look first.';
    return new HttpProblem('store_unavailable', detail, {}, RETRY_AFTER);
  }
  if (error instanceof HttpException) return error.getStatus() === 404 ? notFound() : undefined;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && Object.hasOwn(FRAMEWORK, code) ? FRAMEWORK[code]!() : undefined;
}
