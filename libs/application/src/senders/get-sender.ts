import type { Clock } from '@arauto/clock';
import type { SendingFloor } from '@arauto/dispatch';
import type { Vault } from '@arauto/privacy';
import { sendersView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, FLOOR, VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { hydrate } from '../use-case/personal';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { LastWebhooks } from './last-webhooks';
import { senderBody, type SenderBody } from './sender.body';
import { phoneRefOf, showSender } from './show-sender';

export class GetSender extends QueryWith<{ readonly senderId: string }, SenderBody> {
  static readonly facts: UseCaseFacts = { permission: 'sender:read', answers: senderBody, problems: ['not_found'] };
}

@QueryHandler(GetSender)
export class GetSenderHandler implements IQueryHandler<GetSender> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(FLOOR) private readonly floor: SendingFloor,
    @Inject(LastWebhooks) private readonly webhooks: LastWebhooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input: { senderId: id } }: GetSender): Promise<SenderBody> {
    await caughtUp(this.views, 'operational', context);
    const doc = await getDocument(this.views, sendersView, id, context.principal, 'sender');
    const ref = phoneRefOf({ id, doc });
    const phone = (await hydrate(this.vault, [ref])).get(ref);
    const lastAt = (await this.webhooks.of([id])).get(id) ?? null;
    return showSender({ id, doc }, phone, context.principal, this.floor.tier(id), lastAt, this.clock.now());
  }
}
