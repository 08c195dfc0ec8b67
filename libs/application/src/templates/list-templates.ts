import { templatesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { SubaccountPageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage } from '../use-case/page';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { showTemplate } from './show-template';
import { templateBody, type TemplateBody } from './template.body';

export class ListTemplates extends QueryWith<SubaccountPageQuery, Page<TemplateBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'template:read',
    query: SubaccountPageQuery,
    answers: { pageOf: templateBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ListTemplates)
export class ListTemplatesHandler implements IQueryHandler<ListTemplates> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: ListTemplates): Promise<Page<TemplateBody>> {
    await caughtUp(this.views, 'operational', context);
    const where = await scopeOf(this.views, context.principal, input.subaccount);
    const sort = [{ field: 'createdAt' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, templatesView, { where, sort, input });
    return { items: found.map(showTemplate), nextCursor };
  }
}
