import { ConsolidatedGroups } from './consolidated-groups';
import { ConsolidatedReportHandler } from './consolidated-report';
import { DetailedReportHandler } from './detailed-report';
import { ExplainRowHandler } from './explain-row';
import { GetFilterValuesHandler } from './filter-values';
import { MoRows } from './mo-rows';
import { MtRows } from './mt-rows';
import { RecordFilters } from './record-filters';
import { RecordsReportHandler } from './records-report';
import { RowFilters } from './row-filters';
import { StreamDetailedReportHandler } from './stream-detailed-report';
import { StreamRecordsReportHandler } from './stream-records-report';
import { VocabularyHandler } from './vocabulary';

export { ConsolidatedQuery } from './consolidated-query';
export { ConsolidatedReport } from './consolidated-report';
export { DetailedReport, DetailedReportQuery } from './detailed-report';
export { ExplainRow } from './explain-row';
export { FilterValuesQuery, GetFilterValues } from './filter-values';
export { RecordsFileQuery } from './record-filters';
export { RecordsReport, RecordsReportQuery } from './records-report';
export { DetailedFileQuery, StreamDetailedReport } from './stream-detailed-report';
export { mtQuestion } from './row-filters';
export { StreamRecordsReport } from './stream-records-report';
export { Vocabulary, VocabularyQuery } from './vocabulary';
export { countRows, type RowQuestion, walkedPage } from './walked-page';

/** What is told and asked of reports, and what its handlers are given. */
export const reportUseCases = [
  ConsolidatedReportHandler,
  DetailedReportHandler,
  ExplainRowHandler,
  GetFilterValuesHandler,
  RecordsReportHandler,
  StreamDetailedReportHandler,
  StreamRecordsReportHandler,
  VocabularyHandler,
  ConsolidatedGroups,
  MoRows,
  MtRows,
  RecordFilters,
  RowFilters,
] as const;
