import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { SenderBody } from './sender.body';

export interface GetSenderInput {
  readonly senderId: string;
}

export class GetSender extends Query<SenderBody> {
  static readonly permission: Permission = 'sender:read';

  constructor(
    readonly context: QueryContext,
    readonly input: GetSenderInput,
  ) {
    super();
  }
}
