import { campaignsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, id, oneOf, optional } from '../fields';
import { list, named, object, oneOf as oneOfShown, type Shown, text } from '../fields/shapes';
import { AfterQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';

const FIELDS = ['user'] as const;

export class FilterValuesQuery extends AfterQuery {
  @Field(oneOf(FIELDS), 'What the values are of.') readonly field!: (typeof FIELDS)[number];
  @Field(optional(id)) readonly subaccount?: string;
}

const filterValues = named('FilterValues', object({ field: oneOfShown(FIELDS), values: list(text) }));
type FilterValues = Shown<typeof filterValues>;

/** What a filter of reports can be asked for: those that there are, within what a key sees. */
export class GetFilterValues extends QueryWith<FilterValuesQuery, FilterValues> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:read',
    query: FilterValuesQuery,
    answers: filterValues,
    problems: ['not_found'],
  };
}

/** More than anybody chooses from. */
const MOST = 1000;

@QueryHandler(GetFilterValues)
export class GetFilterValuesHandler implements IQueryHandler<GetFilterValues> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  /** A report's user is who started or scheduled its campaign. */
  async execute({ context, input: { field, subaccount } }: GetFilterValues): Promise<FilterValues> {
    await caughtUp(this.views, 'operational', context);
    const where = await scopeOf(this.views, context.principal, subaccount);
    const counted = await this.views.operational.countBy(campaignsView, where, [field]);
    const values = counted.flatMap(({ values: [value] }) => (typeof value === 'string' ? [value] : []));
    return { field, values: values.slice(0, MOST) };
  }
}
