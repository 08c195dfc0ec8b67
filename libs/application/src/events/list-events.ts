import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { EventBody } from './event.body';

export interface ListEventsInput extends PageInput {
  readonly stream?: string | undefined;
  readonly campaign?: string | undefined;
  readonly type?: readonly string[] | undefined;
  /** Id or name of whoever caused it. */
  readonly actor?: string | undefined;
  readonly correlation?: string | undefined;
  /** `from` inclusive, `to` exclusive, RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export class ListEvents extends Query<Page<EventBody>> {
  static readonly permission: Permission = 'event:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListEventsInput,
  ) {
    super();
  }
}
