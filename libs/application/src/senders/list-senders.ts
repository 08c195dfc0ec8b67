import type { SendingFloor } from '@arauto/dispatch';
import type { Vault } from '@arauto/privacy';
import { sendersView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { SubaccountPageQuery } from '../paging';
import { FLOOR, VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage } from '../use-case/page';
import { hydrate } from '../use-case/personal';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { senderBody, type SenderBody } from './sender.body';
import { phoneRefOf, showSender } from './show-sender';

export class ListSenders extends QueryWith<SubaccountPageQuery, Page<SenderBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'sender:read',
    query: SubaccountPageQuery,
    answers: { pageOf: senderBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ListSenders)
export class ListSendersHandler implements IQueryHandler<ListSenders> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(FLOOR) private readonly floor: SendingFloor,
  ) {}

  async execute({ context, input }: ListSenders): Promise<Page<SenderBody>> {
    await caughtUp(this.views, 'operational', context);
    const where = await scopeOf(this.views, context.principal, input.subaccount);
    const sort = [{ field: 'createdAt' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, sendersView, { where, sort, input });
    const phones = await hydrate(this.vault, found.map(phoneRefOf));
    const show = (each: (typeof found)[number]) =>
      showSender(each, phones.get(phoneRefOf(each)), context.principal, this.floor.tier(each.id));
    return { items: found.map(show), nextCursor };
  }
}
