import type { Clock } from '@arauto/clock';
import type { SendingFloor } from '@arauto/dispatch';
import type { Vault } from '@arauto/privacy';
import { sendersView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { SubaccountPageQuery } from '../paging';
import { CLOCK, FLOOR, VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage } from '../use-case/page';
import { hydrate } from '../use-case/personal';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { LastWebhooks } from './last-webhooks';
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
    @Inject(LastWebhooks) private readonly webhooks: LastWebhooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: ListSenders): Promise<Page<SenderBody>> {
    await caughtUp(this.views, 'operational', context);
    const where = await scopeOf(this.views, context.principal, input.subaccount);
    const sort = [{ field: 'createdAt' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, sendersView, { where, sort, input });
    const phones = await hydrate(this.vault, found.map(phoneRefOf));
    const last = await this.webhooks.of(found.map(({ id }) => id));
    const now = this.clock.now();
    const show = (each: (typeof found)[number]) => {
      const phone = phones.get(phoneRefOf(each));
      return showSender(each, phone, context.principal, this.floor.tier(each.id), last.get(each.id) ?? null, now);
    };
    return { items: found.map(show), nextCursor };
  }
}
