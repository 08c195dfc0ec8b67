import type { Vault } from '@arauto/privacy';
import { messagesView } from '@arauto/read-models/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, optional, type Shown } from '../fields';
import { cursor, pageLimit } from '../paging';
import { VAULT, VIEWS } from '../tokens';
import { COUNT_UP_TO, pageBothWays } from '../use-case/page';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { recordBody, showRecords } from './record-rows';
import { RecordsFileQuery, NEWEST_FIRST, RecordFilters } from './record-filters';

export class RecordsReportQuery extends RecordsFileQuery {
  @Field(optional(pageLimit)) readonly limit?: number;
  @Field(optional(cursor)) readonly cursor?: unknown;
}

export class RecordsReport extends QueryWith<RecordsReportQuery, Page<Shown<typeof recordBody>>> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:read',
    query: RecordsReportQuery,
    answers: { pageOf: recordBody, bothWays: true },
    problems: ['not_found'],
  };
}

@QueryHandler(RecordsReport)
export class RecordsReportHandler implements IQueryHandler<RecordsReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(RecordFilters) private readonly filters: RecordFilters,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async execute({ context, input }: RecordsReport): Promise<Page<Shown<typeof recordBody>>> {
    const where = await this.filters.records(context, input);
    const { reporting } = this.views;
    const { found, ...cursors } = await pageBothWays(reporting, messagesView, { where, sort: NEWEST_FIRST, input });
    return {
      items: await showRecords(this.vault, context.principal, found, context.language),
      ...cursors,
      total: await reporting.count(messagesView, where, COUNT_UP_TO),
    };
  }
}
