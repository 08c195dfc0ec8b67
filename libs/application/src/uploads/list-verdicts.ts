import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { VerdictBody } from './upload.body';

export interface ListVerdictsInput extends PageInput {
  readonly uploadId: string;
  /** accepted, duplicate, invalid, suppressed; all by default. */
  readonly verdict?: readonly string[] | undefined;
}

export class ListVerdicts extends Query<Page<VerdictBody>> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListVerdictsInput,
  ) {
    super();
  }
}
