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
import { during, ORDERS, type RowOrder } from './walked-page';

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

  async execute(query: StreamDetailedReport): Promise<RowsOf> {
    checkColumns(query.input.columns, query.input.type);
    if (query.input.type === 'MO') return { type: 'MO', rows: await this.mo(query) };
    return { type: 'MT', rows: await this.mt(query) };
  }

  private async mt({ context, input }: StreamDetailedReport): Promise<AsyncIterable<readonly MtRow[]>> {
    const question = await this.filters.mt(context, input);
    const { reporting } = this.views;
    const { mtRows } = this;
    return (async function* () {
      if (!question) return;
      const where = [...question.along, during(messagesView, question.period), ...question.where];
      const sort = [{ field: 'sentAt', descending: input.order !== 'asc' }] as const;
      for await (const found of reporting.stream(messagesView, { where, sort })) {
        yield await mtRows.show(found, context.principal, input.language ?? 'en');
      }
    })();
  }

  private async mo({ context, input }: StreamDetailedReport): Promise<AsyncIterable<readonly MoRow[]>> {
    const question = await this.filters.mo(context, input);
    const { reporting } = this.views;
    const { moRows } = this;
    return (async function* () {
      if (!question) return;
      const where = [...question.along, during(repliesView, question.period), ...question.where];
      const sort = [{ field: 'answeredAt', descending: input.order !== 'asc' }] as const;
      for await (const found of reporting.stream(repliesView, { where, sort })) {
        yield await moRows.show(found, context.principal);
      }
    })();
  }
}
