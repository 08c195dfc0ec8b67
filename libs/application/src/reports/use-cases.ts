import { DetailedReportHandler } from './detailed-report';
import { MtRows } from './mt-rows';
import { RecordsReportHandler } from './records-report';
import { ReportFilters } from './report-filters';
import { StreamDetailedReportHandler } from './stream-detailed-report';
import { StreamRecordsReportHandler } from './stream-records-report';

export { DetailedReport, DetailedReportQuery } from './detailed-report';
export { DetailedFileQuery, RecordsFileQuery } from './report-filters';
export { RecordsReport, RecordsReportQuery } from './records-report';
export { StreamDetailedReport } from './stream-detailed-report';
export { StreamRecordsReport } from './stream-records-report';

/** What is told and asked of reports, and what its handlers are given. */
export const reportUseCases = [
  DetailedReportHandler,
  RecordsReportHandler,
  StreamDetailedReportHandler,
  StreamRecordsReportHandler,
  MtRows,
  ReportFilters,
] as const;
