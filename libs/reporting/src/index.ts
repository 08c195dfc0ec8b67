export { toCsv } from './csv';
export { detailedMtReport, type MtRow } from './detailed-mt.report';
export { localTime } from './local-time';
export { recordsReport, type RecordRow } from './records.report';
export type { Column, FileOptions, InLanguages, Report } from './report';
export { verdictsReport, type VerdictRow } from './verdicts.report';
