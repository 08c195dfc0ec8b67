import { ContactFileError } from '../contact-file-error';

/** The workbook breaks off, or its parts do not fit together. */
export function damaged(): ContactFileError {
  return new ContactFileError(
    'workbook_damaged',
    'The workbook is damaged or not complete. Open it in a spreadsheet program, save it again and upload that.',
  );
}

/** No program of spreadsheets writes that: a part that unpacks to more than any workbook holds. */
export function tooLarge(): ContactFileError {
  return new ContactFileError(
    'workbook_too_large',
    'The workbook unpacks to more than any sheet of contacts needs. Save the sheet as CSV and upload that.',
  );
}
