import type { Vault } from '@arauto/privacy';
import { messagesView } from '@arauto/read-models/reporting';
import type { RecordRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import { VAULT, VIEWS } from '../tokens';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { showRecords } from './record-rows';
import { RecordsFileQuery, NEWEST_FIRST, RecordFilters } from './record-filters';

/** Every record in the order of the report, in arrays; refusals come before the first. */
export class StreamRecordsReport extends QueryWith<RecordsFileQuery, AsyncIterable<readonly RecordRow[]>> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    query: RecordsFileQuery,
    problems: ['not_found'],
  };
}

@QueryHandler(StreamRecordsReport)
export class StreamRecordsReportHandler implements IQueryHandler<StreamRecordsReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(RecordFilters) private readonly filters: RecordFilters,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async execute({ context, input }: StreamRecordsReport): Promise<AsyncIterable<readonly RecordRow[]>> {
    return this.stream(await this.filters.records(context, input), context);
  }

  private async *stream(where: Awaited<ReturnType<RecordFilters['records']>>, { principal, language }: QueryContext) {
    for await (const found of this.views.reporting.stream(messagesView, { where, sort: NEWEST_FIRST })) {
      yield await showRecords(this.vault, principal, found, language);
    }
  }
}
