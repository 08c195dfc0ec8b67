import { seesEverything } from '@arauto/access';
import { instant } from '@arauto/clock';
import type { Found } from '@arauto/read-models';
import { subaccountsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { PageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage, limitOf, simpleCursor } from '../use-case/page';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { subaccountBody, type SubaccountBody } from './subaccount.body';

export class ListSubaccounts extends QueryWith<PageQuery, Page<SubaccountBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'subaccount:read',
    query: PageQuery,
    answers: { pageOf: subaccountBody },
  };
}

@QueryHandler(ListSubaccounts)
export class ListSubaccountsHandler implements IQueryHandler<ListSubaccounts> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: ListSubaccounts): Promise<Page<SubaccountBody>> {
    await caughtUp(this.views, 'operational', context);
    const { principal } = context;
    if (!seesEverything(principal)) return this.own(principal.subaccountIds, input);
    const sort = [{ field: 'createdAt' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, subaccountsView, { where: [], sort, input });
    return { items: found.map(bodyOf), nextCursor };
  }

  /** A key's own subaccounts are known by id, and ids are in the order of their making. */
  private async own(ids: readonly string[], input: PageQuery): Promise<Page<SubaccountBody>> {
    const limit = limitOf(input);
    const after = simpleCursor(input, 'string') ?? '';
    const left = ids.filter((id) => id > after).sort();
    const page = left.slice(0, limit);
    const docs = await this.views.operational.getMany(subaccountsView, page);
    const items = page.flatMap((id, index) => (docs[index] ? [bodyOf({ id, doc: docs[index] })] : []));
    return { items, nextCursor: left.length > limit ? page.at(-1) : null };
  }
}

function bodyOf({ id, doc }: Found<typeof subaccountsView>): SubaccountBody {
  const { name, defaultCountry, timeZone, createdAt, revision } = doc;
  return { id, name, defaultCountry, timeZone, createdAt: instant(createdAt), revision };
}
