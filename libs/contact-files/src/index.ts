export { type ColumnMapping, parseColumnMapping } from './column-mapping';
export type { Columns } from './columns';
export {
  type ContactFile,
  type ContactFileOptions,
  type ContactRow,
  longestRaw,
  openContactFile,
} from './contact-file';
export {
  ContactFileMissing,
  type ContactFiles,
  NO_LIMITS,
  type QuotaLimits,
  type StoredContactFile,
  UploadQuotaExceeded,
} from './contact-files';
export { ContactFileError, type ContactFileErrorCode } from './contact-file-error';
export type { Encoding } from './decode-text';
export {
  type ContactRules,
  type FittingContact,
  type GivenContact,
  judgeContact,
  type JudgedContact,
  longestCorrelationId,
  type Misfit,
  noneCleaned,
} from './judge-contact';
export { type ByteRange, FileMissing, type KeptFile, type KeptFiles, StorageFull } from './kept-files';
export type { Reason, ReasonCode, ReasonWhy } from './reasons';
export { longestCell } from './row-scanner';
export {
  beginsAsWorkbook,
  noWorkbook,
  openWorkbook,
  type RangedBytes,
  type Workbook,
  WORKBOOK_MARK_BYTES,
} from './workbook';
