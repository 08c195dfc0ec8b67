import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { TemplateBody } from './template.body';

export interface ListTemplatesInput extends PageInput {
  readonly subaccount?: string | undefined;
}

export class ListTemplates extends Query<Page<TemplateBody>> {
  static readonly permission: Permission = 'template:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListTemplatesInput,
  ) {
    super();
  }
}
