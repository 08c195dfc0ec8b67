import { may, PERMISSIONS, type Principal, seesEverything } from '@arauto/access';
import { subaccountsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { flag, list, named, object, oneOf, type Shown, text } from '../fields/shapes';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';

const me = named(
  'Me',
  object({
    id: text,
    name: text,
    roles: list(text),
    /** Whether it sees those that there will be, too. */
    everySubaccount: flag,
    /** Of a key that sees every one the first thousand: `GET /v1/subaccounts` has the rest. */
    subaccounts: list(object({ id: text, name: text })),
    permissions: list(oneOf(PERMISSIONS)),
  }),
);
type Me = Shown<typeof me>;

/** Who asks, and what they may: what a screen needs to know before it shows anything. */
export class WhoAsks extends QueryWith<Record<never, never>, Me> {
  static readonly facts: UseCaseFacts = { permission: [], answers: me };
}

/** As many as a key can name. */
const MOST = 1000;

@QueryHandler(WhoAsks)
export class WhoAsksHandler implements IQueryHandler<WhoAsks> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context }: WhoAsks): Promise<Me> {
    await caughtUp(this.views, 'operational', context);
    const { principal } = context;
    const { id, name, roles } = principal;
    return {
      ...{ id, name, roles },
      everySubaccount: seesEverything(principal),
      subaccounts: await this.subaccountsOf(principal),
      permissions: PERMISSIONS.filter((permission) => may(principal, permission)),
    };
  }

  private async subaccountsOf(principal: Principal): Promise<Me['subaccounts']> {
    const { operational } = this.views;
    if (seesEverything(principal)) {
      const sort = [{ field: 'createdAt' }] as const;
      const found = await operational.find(subaccountsView, { sort, limit: MOST, fields: ['name'] });
      return found.map(({ id, doc: { name } }) => ({ id, name }));
    }
    const ids = [...principal.subaccountIds].sort();
    const docs = await operational.getMany(subaccountsView, ids);
    return ids.flatMap((id, index) => (docs[index] ? [{ id, name: docs[index].name }] : []));
  }
}
