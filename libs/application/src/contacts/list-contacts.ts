import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { ContactBody } from './contact.body';

export interface ListContactsInput extends PageInput {
  readonly campaignId: string;
  readonly state?: readonly string[] | undefined;
  /** Phone in any notation, name, or the beginning of the correlation id. */
  readonly q?: string | undefined;
  /** An error code. */
  readonly error?: string | undefined;
  readonly needsAttention?: boolean | undefined;
}

export class ListContacts extends Query<Page<ContactBody>> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListContactsInput,
  ) {
    super();
  }
}
