import type { Found, View } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import type { MoRow, MtRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, oneOf, optional } from '../fields';
import { VIEWS } from '../tokens';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { checkColumns, columnsInQuery } from './detailed-columns';
import { DetailedFilters } from './detailed-query';
import { MoRows } from './mo-rows';
import { MtRows } from './mt-rows';
import { RowFilters } from './row-filters';
import { during } from './tallied';
import { ORDERS, type RowOrder, type RowQuestion, timeOf } from './walked-page';

export class DetailedFileQuery extends DetailedFilters {
  @Field(optional(oneOf(ORDERS)), 'By time; `desc`, the newest first, by default.') readonly order?: RowOrder;
  @Field(optional(columnsInQuery), 'What to show, in this order.') readonly columns?: readonly string[];
}

/** The rows of one kind, in the order asked for. */
export type RowsOf =
  | { readonly type: 'MT'; readonly rows: AsyncIterable<readonly MtRow[]> }
  | { readonly type: 'MO'; readonly rows: AsyncIterable<readonly MoRow[]> };

/** Every row, in arrays; refusals come before the first. */
export class StreamDetailedReport extends QueryWith<DetailedFileQuery, RowsOf> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    query: DetailedFileQuery,
    problems: ['not_found'],
  };
}

@QueryHandler(StreamDetailedReport)
export class StreamDetailedReportHandler implements IQueryHandler<StreamDetailedReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(RowFilters) private readonly filters: RowFilters,
    @Inject(MtRows) private readonly mtRows: MtRows,
    @Inject(MoRows) private readonly moRows: MoRows,
  ) {}

  async execute({ context, input }: StreamDetailedReport): Promise<RowsOf> {
    checkColumns(input.columns, input.type);
    const { principal } = context;
    const { order, language = context.language ?? 'en' } = input;
    if (input.type === 'MO') {
      const question = await this.filters.mo(context, input);
      const rows = this.rows(repliesView, question, order, (found) => this.moRows.show(found, principal));
      return { type: 'MO', rows };
    }
    const question = await this.filters.mt(context, input);
    const rows = this.rows(messagesView, question, order, (found) => this.mtRows.show(found, principal, language));
    return { type: 'MT', rows };
  }

  private async *rows<V extends View, Row>(
    view: V,
    question: RowQuestion<V> | undefined,
    order: RowOrder | undefined,
    show: (found: readonly Found<V>[]) => Promise<readonly Row[]>,
  ): AsyncGenerator<readonly Row[], void> {
    if (!question) return;
    const where = [...question.along, during(view, question.period), ...question.where];
    const sort = [{ field: timeOf(view), descending: order !== 'asc' }];
    for await (const found of this.views.reporting.stream(view, { where, sort })) yield await show(found);
  }
}
