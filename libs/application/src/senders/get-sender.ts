import type { Permission } from '@arauto/access';
import type { Vault } from '@arauto/privacy';
import { sendersView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { hydrate } from '../use-case/personal';
import type { Views } from '../views';
import type { SenderBody } from './sender.body';
import { phoneRefOf, showSender } from './show-sender';

export class GetSender extends Query<SenderBody> {
  static readonly permission: Permission = 'sender:read';

  constructor(
    readonly context: QueryContext,
    readonly input: { readonly senderId: string },
  ) {
    super();
  }
}

@QueryHandler(GetSender)
export class GetSenderHandler implements IQueryHandler<GetSender> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async execute({ context, input: { senderId: id } }: GetSender): Promise<SenderBody> {
    await caughtUp(this.views, 'operational', context);
    const doc = await getDocument(this.views, sendersView, id, context.principal, 'sender');
    const ref = phoneRefOf({ id, doc });
    return showSender({ id, doc }, (await hydrate(this.vault, [ref])).get(ref), context.principal);
  }
}
