import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { KeyBody } from './key.body';

export class ListKeys extends Query<Page<KeyBody>> {
  static readonly permission: Permission = 'key:read';

  constructor(
    readonly context: QueryContext,
    readonly input: PageInput,
  ) {
    super();
  }
}
