import type { EventReader } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import { suppressionsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import { Field, optional, text } from '../fields';
import { SubaccountPageQuery } from '../paging';
import { Identities } from '../identities/identities';
import { personKeysOf } from '../identities/keys-of-phone';
import { EVENT_STORE, VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage } from '../use-case/page';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { showSuppressions } from './show-suppressions';
import { suppressionBody, type SuppressionBody } from './suppression.body';

export class ListSuppressionsQuery extends SubaccountPageQuery {
  @Field(optional(text({ max: 40 }))) readonly phone?: string;
}

export class ListSuppressions extends QueryWith<ListSuppressionsQuery, Page<SuppressionBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'suppression:read',
    query: ListSuppressionsQuery,
    answers: { pageOf: suppressionBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ListSuppressions)
export class ListSuppressionsHandler implements IQueryHandler<ListSuppressions> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(EVENT_STORE) private readonly events: EventReader,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  async execute({ context, input }: ListSuppressions): Promise<Page<SuppressionBody>> {
    await caughtUp(this.views, 'operational', context);
    const scope = await scopeOf(this.views, context.principal, input.subaccount);
    const where = input.phone === undefined ? scope : [...scope, await this.isPerson(context, input, input.phone)];
    const sort = [{ field: 'createdAt' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, suppressionsView, { where, sort, input });
    const { views, vault, events } = this;
    const sources = { views: views.operational, vault, events };
    const items = await showSuppressions(
      sources,
      context.principal,
      found.map(({ doc }) => doc),
    );
    return { items, nextCursor };
  }

  private async isPerson(context: QueryContext, { subaccount }: ListSuppressionsQuery, phone: string) {
    const keys = await personKeysOf(this.views, this.identities, context.principal, subaccount, phone);
    return { field: 'personKey', in: keys } as const;
  }
}
