import type { Permission } from '@arauto/access';
import type { Vault } from '@arauto/privacy';
import { suppressionsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import { Identities } from '../sending/identities';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { instant } from '../use-case/instant';
import { findPage } from '../use-case/page';
import { personKeysOf } from '../use-case/person-keys';
import { hydrate, shownPhone } from '../use-case/personal';
import { scopeOf } from '../use-case/scope';
import type { Views } from '../views';
import type { SuppressionBody } from './suppression.body';

export interface ListSuppressionsInput extends PageInput {
  readonly subaccount?: string | undefined;
  readonly phone?: string | undefined;
}

export class ListSuppressions extends Query<Page<SuppressionBody>> {
  static readonly permission: Permission = 'suppression:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListSuppressionsInput,
  ) {
    super();
  }
}

interface SuppressionDocument {
  readonly subaccountId: string;
  readonly category: SuppressionBody['category'];
  readonly ref: string | null;
  readonly source: SuppressionBody['source'];
  readonly reason: string;
  readonly createdAt: number;
}

@QueryHandler(ListSuppressions)
export class ListSuppressionsHandler implements IQueryHandler<ListSuppressions> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  async execute({ context, input }: ListSuppressions): Promise<Page<SuppressionBody>> {
    await caughtUp(this.views, 'operational', context);
    const scope = await scopeOf(this.views, context.principal, input.subaccount);
    const where = input.phone === undefined ? scope : [...scope, await this.isPerson(context, input, input.phone)];
    const sort = [{ field: 'createdAt' }];
    const { found, nextCursor } = await findPage(this.views.operational, suppressionsView, { where, sort, input });
    const documents = found.map(({ doc }) => doc as unknown as SuppressionDocument);
    const phones = await hydrate(
      this.vault,
      documents.map(({ ref }) => ref),
    );
    const items = documents.map(({ subaccountId, category, ref, reason, source, createdAt }) => ({
      subaccountId,
      phone: shownPhone(phones.get(ref ?? ''), context.principal),
      category,
      reason,
      source,
      createdAt: instant(createdAt),
    }));
    return { items, nextCursor };
  }

  private async isPerson(context: QueryContext, { subaccount }: ListSuppressionsInput, phone: string) {
    const keys = await personKeysOf(this.views, this.identities, context.principal, subaccount, phone);
    return { field: 'personKey', in: keys };
  }
}
