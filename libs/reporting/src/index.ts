export { toCsv } from './csv';
export { detailedReport, type MtRow } from './detailed.report';
export type { FileStyle } from './file-style';
export { recordsReport, type RecordRow } from './records.report';
export { repliesReport, type MoRow } from './replies.report';
export { type KeyedReport, type Report, withColumns } from './report';
export { verdictsReport, type VerdictRow } from './verdicts.report';
export { toXlsx } from './xlsx/to-xlsx';
