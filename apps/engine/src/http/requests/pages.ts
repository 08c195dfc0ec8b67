import type { Page, PageQuery } from '@arauto/application';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Cursors } from './cursors';

/** Opens the cursor of a request and seals that of its answer. */
@Injectable()
export class Pages {
  constructor(private readonly cursors: Cursors) {}

  /** A list's input: the filters of its query with the page asked for. */
  input<Query extends PageQuery>(request: FastifyRequest, query: Query): Omit<Query, 'after'> {
    const { after: _, ...input } = query;
    return typeof query.cursor === 'string' ? { ...input, cursor: this.cursors.open(request, query.cursor) } : input;
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
