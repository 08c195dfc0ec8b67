import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { HttpLog } from '../dependencies';
import { languageHeaders, languageOf } from '../requests/language';
import { HttpProblem } from './problem';
import { problemOf } from './problem-of';

/** Every error leaves as `application/problem+json`; what nobody foresaw is logged and says nothing of the inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: HttpLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem(reply, this.foreseen(error));
  }

  private foreseen(error: unknown): HttpProblem {
    const problem = problemOf(error);
    if (problem) return problem;
    this.log.error({ error }, 'an error nobody foresaw while answering a request');
    return new HttpProblem('internal_error', 'The request failed through no fault of its own. The engine logged why.');
  }
}

/** Bytes of a refused body that are still read. */
const READ_ON = 64 * 1024 * 1024;

/**
 * Sends a problem, unless the answer is already under way. What is left of a body that was too large is read on and dropped: who is
 * cut off while sending often sees a broken connection and never the answer that says why. Whoever declares no length, or an
 * absurd one, is cut off. Source: RFC 9112 section 9.6.
 */
export function sendProblem(reply: FastifyReply, problem: HttpProblem): void {
  if (reply.sent || reply.raw.headersSent) return;
  const readOn = problem.status === 413 && Number(reply.request.headers['content-length']) <= READ_ON;
  if (readOn) void reply.removeHeader('connection');
  const language = languageOf(reply.request);
  void reply
    .code(problem.status)
    .headers(problem.headers)
    .headers(languageHeaders(language))
    .header('cache-control', 'no-store')
    .header('x-request-id', reply.request.id)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.body(reply.request.id, language)));
}
