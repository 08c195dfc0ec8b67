import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { SubaccountBody } from './subaccount.body';

export class ListSubaccounts extends Query<Page<SubaccountBody>> {
  static readonly permission: Permission = 'subaccount:read';

  constructor(
    readonly context: QueryContext,
    readonly input: PageInput,
  ) {
    super();
  }
}
