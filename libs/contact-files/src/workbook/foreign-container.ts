import { ContactFileError } from '../contact-file-error';
import type { RangedBytes } from './ranged-bytes';
import type { ZipParts } from './zip-parts';
import { locked } from './zip-parts';

const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIPS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].map((magic) => Buffer.from(magic, 'latin1'));
/** How the stream is called that holds a workbook under a password (MS-OFFCRYPTO 2.3.4.4). */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** So many bytes at the beginning of a file tell whether it is for `openWorkbook`. */
export const WORKBOOK_MARK_BYTES = 4;

/** Whether a file is a workbook, or something else of its kinds, by its first bytes. Its name may lie. */
export function beginsAsWorkbook(start: Uint8Array): boolean {
  return [COMPOUND, ...ZIPS].some((magic) => magic.equals(start.subarray(0, WORKBOOK_MARK_BYTES)));
}

/** Refuses what is no zip, naming it. @throws ContactFileError; whatever `source` throws */
export async function refuseNoZip(source: RangedBytes): Promise<void> {
  let held: Buffer = Buffer.alloc(0);
  let isCompound: boolean | undefined;
  for await (const bytes of source.open({ from: 0, to: source.size })) {
    held = Buffer.concat([held, bytes]);
    if (held.length < WORKBOOK_MARK_BYTES && held.length < source.size) continue;
    if (isCompound === undefined) {
      isCompound = COMPOUND.equals(held.subarray(0, COMPOUND.length));
      if (!isCompound && beginsAsWorkbook(held)) return;
      if (!isCompound) throw noWorkbook();
    }
    if (held.includes(ENCRYPTED)) throw locked();
    held = held.subarray(-ENCRYPTED.length);
  }
  if (!isCompound) throw noWorkbook();
  throw new ContactFileError(
    'workbook_unsupported',
    'The file is an old Excel workbook (.xls). Save it as .xlsx or CSV and upload that.',
  );
}

/** Refuses a zip that is no workbook, naming it. @throws ContactFileError */
export function refuseForeignZip(parts: ZipParts): void {
  if (parts.has('xl/workbook.bin')) {
    throw new ContactFileError(
      'workbook_unsupported',
      'The file is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV and upload that.',
    );
  }
  if (parts.has('content.xml') && parts.has('mimetype')) {
    throw new ContactFileError(
      'workbook_unsupported',
      'The file is an OpenDocument file (.ods). Save it as .xlsx or CSV and upload that.',
    );
  }
  if (parts.some(/^index\.zip$|\.iwa$/)) {
    throw new ContactFileError(
      'workbook_unsupported',
      'The file is a Numbers document (.numbers). Export it as .xlsx or CSV and upload that.',
    );
  }
  if (!parts.has('_rels/.rels') || parts.some(/^(word|ppt|visio)\//)) throw noWorkbook();
}

export function noWorkbook(): ContactFileError {
  return new ContactFileError(
    'file_not_workbook',
    'The file is no Excel workbook, whatever it is called. Upload an .xlsx workbook or a CSV file.',
  );
}
