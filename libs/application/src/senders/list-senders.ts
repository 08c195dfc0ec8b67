import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { SenderBody } from './sender.body';

export interface ListSendersInput extends PageInput {
  readonly subaccount?: string | undefined;
}

export class ListSenders extends Query<Page<SenderBody>> {
  static readonly permission: Permission = 'sender:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListSendersInput,
  ) {
    super();
  }
}
