import { messagesView, repliesView } from '@arauto/read-models/reporting';
import type { MoRow, MtRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, oneOf, optional } from '../fields';
import { eitherOf, named, partOf, type Shown } from '../fields/shapes';
import { cursor, pageLimit } from '../paging';
import { VIEWS } from '../tokens';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { checkColumns } from './detailed-columns';
import { DetailedFileQuery } from './stream-detailed-report';
import { moRow, MoRows } from './mo-rows';
import { mtRow, MtRows } from './mt-rows';
import { RowFilters } from './row-filters';
import { walkedPage } from './walked-page';

export class DetailedReportQuery extends DetailedFileQuery {
  @Field(optional(pageLimit)) readonly limit?: number;
  @Field(optional(cursor)) readonly cursor?: unknown;
  @Field(optional(oneOf(['exact'])), 'Count all of them, however many.') readonly total?: 'exact';
}

/** Of what was sent, or of what people wrote; of either what was chosen of it. */
export const detailedRow = named('DetailedRow', eitherOf(partOf(mtRow, ['id']), partOf(moRow, ['id'])));

export class DetailedReport extends QueryWith<DetailedReportQuery, Page<Shown<typeof detailedRow>>> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:read',
    query: DetailedReportQuery,
    answers: { pageOf: detailedRow, bothWays: true },
    problems: ['not_found'],
  };
}

const NOTHING = {
  items: [],
  nextCursor: null,
  previousCursor: null,
  total: { value: 0, relation: 'exact' },
} as const;

@QueryHandler(DetailedReport)
export class DetailedReportHandler implements IQueryHandler<DetailedReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(RowFilters) private readonly filters: RowFilters,
    @Inject(MtRows) private readonly mtRows: MtRows,
    @Inject(MoRows) private readonly moRows: MoRows,
  ) {}

  async execute({ context, input }: DetailedReport): Promise<Page<Shown<typeof detailedRow>>> {
    const { principal } = context;
    const { reporting } = this.views;
    const { language = context.language ?? 'en', columns } = input;
    checkColumns(columns, input.type);
    if (input.type === 'MO') {
      const question = await this.filters.mo(context, input);
      if (!question) return NOTHING;
      const { found, ...page } = await walkedPage(reporting, repliesView, question, input);
      const rows = await this.moRows.show(found, principal);
      return { ...page, items: rows.map((row) => chosenOf(row, columns)) };
    }
    const question = await this.filters.mt(context, input);
    if (!question) return NOTHING;
    const { found, ...page } = await walkedPage(reporting, messagesView, question, input);
    const rows = await this.mtRows.show(found, principal, language);
    return { ...page, items: rows.map((row) => chosenOf(row, columns)) };
  }
}

/** In the order in which they were chosen, and what names the contact behind them: a row leads to it. */
function chosenOf<Row extends MtRow | MoRow>(row: Row, columns: readonly string[] | undefined) {
  if (!columns) return row;
  const chosen = columns.map((column) => [column, (row as unknown as Record<string, unknown>)[column]]);
  const { id, campaignId, contactId } = row;
  return { id, ...Object.fromEntries(chosen), campaignId, contactId } as Pick<Row, 'id'> & Partial<Row>;
}
