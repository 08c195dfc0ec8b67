import type { ContactFiles } from '@arauto/application';
import { type ByteRange, openWorkbook, type Workbook } from '@arauto/contact-files';
import { wrongPart } from './wrong-part';

/** A workbook among the contact files, by the upload it came for. */
export interface StoredWorkbook {
  readonly uploadId: string;
  readonly bytes: number;
  /** The one that is wanted; else the first that can be seen. */
  readonly sheet: string | undefined;
}

/** Which sheet was read, and which there are. */
export type SheetsOf = Pick<Workbook, 'sheet' | 'sheets'>;

/** Each holds the texts that its cells share: of several, one after the other, whoever else waits. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Opens a workbook where contact files lie, whose directory is at its end, and hands it out while no other is open in this process.
 * @throws ContactFileError; whatever `work` and the files throw
 */
export function withWorkbook<Result>(
  files: ContactFiles,
  { uploadId, bytes, sheet }: StoredWorkbook,
  work: (workbook: Workbook) => Promise<Result>,
): Promise<Result> {
  const source = { size: bytes, open: (range: ByteRange) => files.open(uploadId, range) };
  const result = turn.then(async () => work(await openWorkbook(source, sheet)));
  turn = result.catch(() => undefined);
  return result;
}

/** @throws HttpProblem where a sheet is named of a file that has none */
export function refuseSheetOfCsv(sheet: string | undefined): void {
  if (sheet === undefined) return;
  throw wrongPart('sheet', 'not_of_this_file', 'The file is no workbook and has no sheets: leave the field sheet out.');
}
