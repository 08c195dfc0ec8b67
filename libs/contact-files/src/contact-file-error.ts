export type ContactFileErrorCode =
  | 'file_empty'
  | 'file_not_csv'
  | 'encoding_unsupported'
  | 'header_missing'
  | 'header_duplicate'
  | 'header_invalid'
  | 'phone_column_missing'
  | 'phone_column_ambiguous'
  | 'mapping_invalid'
  | 'mapping_column_missing'
  | 'file_not_workbook'
  | 'workbook_unsupported'
  | 'workbook_locked'
  | 'workbook_damaged'
  | 'workbook_too_large'
  | 'workbook_external'
  | 'workbook_not_calculated'
  | 'sheet_missing';

/** What was made out of a file before it was refused. */
export interface ReadSoFar {
  /** As the file calls them; empty where one has no name. */
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly encoding: string;
}

/**
 * The whole file cannot be read: no row of it has a verdict. `message` is a sentence for people; it may quote the header
 * line, never a contact.
 */
export class ContactFileError extends Error {
  override readonly name = 'ContactFileError';

  constructor(
    readonly code: ContactFileErrorCode,
    message: string,
    /** The physical line of the file, from 1. */
    readonly line?: number | undefined,
    readonly file?: ReadSoFar,
  ) {
    super(message);
  }

  ofFile(file: ReadSoFar): ContactFileError {
    return new ContactFileError(this.code, this.message, this.line, file);
  }
}
