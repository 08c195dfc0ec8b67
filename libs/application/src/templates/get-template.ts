import { templatesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { showTemplate } from './show-template';
import { templateBody, type TemplateBody } from './template.body';

export class GetTemplate extends QueryWith<{ readonly templateId: string }, TemplateBody> {
  static readonly facts: UseCaseFacts = { permission: 'template:read', answers: templateBody, problems: ['not_found'] };
}

@QueryHandler(GetTemplate)
export class GetTemplateHandler implements IQueryHandler<GetTemplate> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input: { templateId: id } }: GetTemplate): Promise<TemplateBody> {
    await caughtUp(this.views, 'operational', context);
    return showTemplate({ id, doc: await getDocument(this.views, templatesView, id, context.principal, 'template') });
  }
}
