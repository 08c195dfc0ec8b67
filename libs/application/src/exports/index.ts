export { ExportMaker, type ExportMakerParts } from './export-maker';
export { type ExportProgress, LocalExportProgress, type Progress, SharedExportProgress } from './export-progress';
export { ExportReactions } from './export-reactions';
export type { ExportSettings } from './export-settings';
export {
  type ExportJob,
  exportOfFile,
  ExportRefused,
  FilesUnreachable,
  type ExportWriter,
  type HeardOfExport,
  type WrittenExport,
} from './export-writer';
export { whyGone } from './why-gone';
