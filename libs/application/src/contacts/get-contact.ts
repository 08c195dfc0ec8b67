import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { ContactBody } from './contact.body';

export interface GetContactInput {
  readonly campaignId: string;
  readonly contactId: string;
}

export class GetContact extends Query<ContactBody> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: GetContactInput,
  ) {
    super();
  }
}
