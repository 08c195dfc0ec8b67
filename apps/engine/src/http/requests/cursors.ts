import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../problems/problem';
import { pathOf, principalOfRequest } from './authentication';
import { canonical } from './canonical';

const SEAL_BYTES = 16;
const MAX_CURSOR_LENGTH = 4096;

/** Query parameters that may differ from page to page. */
const FREE = ['cursor', 'limit', 'after'];

/**
 * Seals where a page ended, so that a caller can only go on with the list it began: a cursor is bound to the key, the path
 * and the filters. What is inside is a use case's own business.
 */
export class Cursors {
  private readonly key: Buffer;

  constructor(secret: string | Uint8Array) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'arauto cursors', 32));
  }

  seal(request: FastifyRequest, cursor: unknown): string {
    const content = Buffer.from(JSON.stringify(cursor));
    return Buffer.concat([this.sealOf(request, content), content]).toString('base64url');
  }

  /** @throws HttpProblem `validation_failed` for a cursor that was not sealed for this list */
  open(request: FastifyRequest, text: string): unknown {
    const bytes = Buffer.from(text.slice(0, MAX_CURSOR_LENGTH + 1), 'base64url');
    const content = bytes.subarray(SEAL_BYTES);
    const known =
      text.length <= MAX_CURSOR_LENGTH &&
      bytes.length > SEAL_BYTES &&
      timingSafeEqual(bytes.subarray(0, SEAL_BYTES), this.sealOf(request, content));
    if (known) return JSON.parse(content.toString());
    const message = 'cursor must be the nextCursor of this list, with the same filters.';
    throw invalid([{ path: 'cursor', code: 'invalid_cursor', message }]);
  }

  private sealOf(request: FastifyRequest, content: Buffer): Buffer {
    const filters = Object.entries(request.query as object).filter(([name]) => !FREE.includes(name));
    const bound = canonical([principalOfRequest(request).id, pathOf(request), Object.fromEntries(filters)]);
    return createHmac('sha256', this.key).update(bound).update('\0').update(content).digest().subarray(0, SEAL_BYTES);
  }
}
