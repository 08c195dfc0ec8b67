import type { SearchedReport } from '@arauto/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { QueryContext } from '../context';
import type { ConsolidatedQuery } from '../reports/consolidated-query';
import { ConsolidatedReport, ConsolidatedReportHandler } from '../reports/consolidated-report';
import { DetailedReport, DetailedReportHandler, type DetailedReportQuery } from '../reports/detailed-report';
import { RecordsReport, RecordsReportHandler, type RecordsReportQuery } from '../reports/records-report';

/** The reports, by name. */
@Injectable()
export class Reports {
  constructor(
    @Inject(DetailedReportHandler) private readonly detailed: DetailedReportHandler,
    @Inject(ConsolidatedReportHandler) private readonly consolidated: ConsolidatedReportHandler,
    @Inject(RecordsReportHandler) private readonly records: RecordsReportHandler,
  ) {}

  /** @param question that was checked to be one of this report */
  ask(report: SearchedReport, context: QueryContext, question: object): Promise<{ readonly items: readonly object[] }> {
    switch (report) {
      case 'detailed':
        return this.detailed.execute(new DetailedReport(context, question as DetailedReportQuery));
      case 'consolidated':
        return this.consolidated.execute(new ConsolidatedReport(context, question as ConsolidatedQuery));
      case 'records':
        return this.records.execute(new RecordsReport(context, question as RecordsReportQuery));
    }
  }
}
