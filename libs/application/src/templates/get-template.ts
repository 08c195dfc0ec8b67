import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { TemplateBody } from './template.body';

export interface GetTemplateInput {
  readonly templateId: string;
}

export class GetTemplate extends Query<TemplateBody> {
  static readonly permission: Permission = 'template:read';

  constructor(
    readonly context: QueryContext,
    readonly input: GetTemplateInput,
  ) {
    super();
  }
}
