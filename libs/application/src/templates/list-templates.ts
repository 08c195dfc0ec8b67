import type { Permission } from '@arauto/access';
import { templatesView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { SubaccountPageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { findPage } from '../use-case/page';
import { scopeOf } from '../use-case/scope';
import type { Views } from '../views';
import { showTemplate } from './show-template';
import type { TemplateBody } from './template.body';

export class ListTemplates extends Query<Page<TemplateBody>> {
  static readonly permission: Permission = 'template:read';

  constructor(
    readonly context: QueryContext,
    readonly input: SubaccountPageQuery,
  ) {
    super();
  }
}

@QueryHandler(ListTemplates)
export class ListTemplatesHandler implements IQueryHandler<ListTemplates> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: ListTemplates): Promise<Page<TemplateBody>> {
    await caughtUp(this.views, 'operational', context);
    const where = await scopeOf(this.views, context.principal, input.subaccount);
    const sort = [{ field: 'createdAt' }];
    const { found, nextCursor } = await findPage(this.views.operational, templatesView, { where, sort, input });
    return { items: found.map(showTemplate), nextCursor };
  }
}
