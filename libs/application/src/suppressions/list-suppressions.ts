import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
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
