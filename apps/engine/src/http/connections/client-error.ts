import type { Socket } from 'node:net';
import type { Random } from '@arauto/clock';
import type { ProblemCode } from '../problems/problem-statuses';
import { rawProblem } from '../problems/raw-problem';

const ANSWERS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The headers did not come in time.'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'The headers are larger than 16 KiB.'],
};

/** Answers what is no HTTP, or never became a request. @param random asked for when there is something to answer */
export function answerClientErrors(random: () => Pick<Random, 'uuid'>) {
  return (error: Error & { readonly code?: string }, socket: Socket): void => answer(error, socket, random().uuid());
}

function answer(error: Error & { readonly code?: string }, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const known = error.code !== undefined && Object.hasOwn(ANSWERS, error.code) ? ANSWERS[error.code] : undefined;
  const [code, detail] = known ?? (['validation_failed', 'This is no HTTP request.'] as const);
  if (socket.writable) socket.write(rawProblem(code, detail, requestId));
  socket.destroy();
}
