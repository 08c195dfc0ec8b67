import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { EventBody } from './event.body';

export interface ReadStreamInput extends PageInput {
  readonly stream: string;
}

export class ReadStream extends Query<Page<EventBody>> {
  static readonly permission: Permission = 'event:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ReadStreamInput,
  ) {
    super();
  }
}
