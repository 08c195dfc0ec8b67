import { STATUS_CODES } from 'node:http';
import { HttpProblem } from './problem';
import type { ProblemCode } from './problem-statuses';

/** A whole answer for where there is no request to answer: the last thing on its connection. */
export function rawProblem(code: ProblemCode, detail: string, requestId: string): string {
  const problem = new HttpProblem(code, detail);
  const body = JSON.stringify(problem.body(requestId, 'en'));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Content-Language: en',
    'Cache-Control: no-store',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
