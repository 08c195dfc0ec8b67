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
  | 'mapping_column_missing';

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
  ) {
    super(message);
  }
}
