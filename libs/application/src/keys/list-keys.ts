import { type Principal, sees } from '@arauto/access';
import { instant } from '@arauto/clock';
import type { Found } from '@arauto/read-models';
import { keysView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { PageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { cursorAfter, cursorOf, limitOf } from '../use-case/page';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { keyBody, type KeyBody } from './key.body';

export class ListKeys extends QueryWith<PageQuery, Page<KeyBody>> {
  static readonly facts: UseCaseFacts = { permission: 'key:read', query: PageQuery, answers: { pageOf: keyBody } };
}

const SORT = [{ field: 'createdAt' }] as const;
const BATCH = 500;

type FoundKey = Found<typeof keysView>;

@QueryHandler(ListKeys)
export class ListKeysHandler implements IQueryHandler<ListKeys> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  /** Subaccounts of a key are a list, which no view filters by: reads on until the page is full of keys within reach. */
  async execute({ context, input }: ListKeys): Promise<Page<KeyBody>> {
    await caughtUp(this.views, 'operational', context);
    const limit = limitOf(input);
    const within: FoundKey[] = [];
    let after = cursorOf(input, SORT.length);
    for (;;) {
      const rows = await this.views.operational.find(keysView, { sort: SORT, limit: BATCH, after });
      within.push(...rows.filter((row) => isWithinReach(row, context.principal)));
      const last = rows.at(-1);
      if (within.length > limit || rows.length < BATCH || !last) break;
      after = { values: [last.doc.createdAt], id: last.id };
    }
    const page = within.slice(0, limit);
    const last = within.length > limit ? page.at(-1) : undefined;
    return { items: page.map(bodyOf), nextCursor: last ? cursorAfter(SORT, last) : null };
  }
}

function isWithinReach({ doc }: FoundKey, principal: Principal): boolean {
  return doc.subaccountIds.every((id) => sees(principal, id));
}

function bodyOf({ id, doc }: FoundKey): KeyBody {
  const { name, roles, subaccountIds, revoked, createdAt, revision } = doc;
  return { id, name, roles, subaccountIds, revoked, createdAt: instant(createdAt), revision };
}
