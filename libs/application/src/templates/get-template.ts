import type { Permission } from '@arauto/access';
import { templatesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import type { Views } from '../views';
import { showTemplate } from './show-template';
import type { TemplateBody } from './template.body';

export class GetTemplate extends Query<TemplateBody> {
  static readonly permission: Permission = 'template:read';

  constructor(
    readonly context: QueryContext,
    readonly input: { readonly templateId: string },
  ) {
    super();
  }
}

@QueryHandler(GetTemplate)
export class GetTemplateHandler implements IQueryHandler<GetTemplate> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input: { templateId: id } }: GetTemplate): Promise<TemplateBody> {
    await caughtUp(this.views, 'operational', context);
    return showTemplate({ id, doc: await getDocument(this.views, templatesView, id, context.principal, 'template') });
  }
}
