/** The making of files alone, for a process that does nothing else. */
export { ExportRefused, FilesUnreachable, type HeardOfExport } from '../exports/export-writer';
export { Identities } from '../identities';
export { secretsUnder } from '../secrets';
export { type MomentOfViews, writeExport } from './write-export';
