import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { EventBody } from '../events/event.body';

export interface GetContactHistoryInput extends PageInput {
  readonly campaignId: string;
  readonly contactId: string;
}

export class GetContactHistory extends Query<Page<EventBody>> {
  static readonly permission: Permission = 'contact:history';

  constructor(
    readonly context: QueryContext,
    readonly input: GetContactHistoryInput,
  ) {
    super();
  }
}
