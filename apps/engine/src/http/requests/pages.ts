import type { Page } from '@arauto/application';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PageQuery } from '../fields/page.query';
import { Cursors } from './cursors';

/** Rows of a page when nobody says how many. */
const DEFAULT_LIMIT = 50;

/** Opens the cursor of a request and seals that of its answer. */
@Injectable()
export class Pages {
  constructor(private readonly cursors: Cursors) {}

  /** A list's input: the filters of its query with the page asked for. */
  input<Query extends PageQuery>(
    request: FastifyRequest,
    query: Query,
  ): Omit<Query, 'after' | 'cursor' | 'limit'> & { limit: number; cursor: unknown } {
    const { after: _, cursor, limit, ...filters } = query;
    const opened = cursor === undefined ? undefined : this.cursors.open(request, cursor);
    return { ...filters, limit: limit ?? DEFAULT_LIMIT, cursor: opened };
  }

  /** The answer of a list: `{ items, nextCursor, total? }`. */
  answer<Item>(
    request: FastifyRequest,
    page: Page<Item>,
  ): Omit<Page<Item>, 'nextCursor'> & { nextCursor: string | null } {
    const { nextCursor } = page;
    const sealed = nextCursor === null || nextCursor === undefined ? null : this.cursors.seal(request, nextCursor);
    return { ...page, nextCursor: sealed };
  }
}
