import type { ContactFiles, ContactMapping } from '@arauto/application';
import type { FastifyRequest } from 'fastify';
import { arriving } from './file-kind';
import { counted, readParts } from './multipart-parts';
import type { UploadLimits } from './multipart-upload';
import { refuseSheetOfCsv, type SheetsOf, withWorkbook } from './unpack-workbook';
import { asFault } from './wrong-part';

/** Of a file only the first rows of which are wanted. */
const MOST_BYTES = 1024 * 1024;

export interface ReceivedBeginning {
  readonly beginning: readonly Uint8Array[];
  readonly isWhole: boolean;
  readonly mapping: ContactMapping | null;
  /** Of a workbook, whose sheet it is the beginning of. */
  readonly workbook: SheetsOf | null;
}

/**
 * Takes the beginning of the part `file` into memory, reads the rest of it and forgets it. A workbook cannot be read before it is there to its
 * end: it lies among the contact files meanwhile, under a name that is no upload's, and is gone when this answers.
 * @throws HttpProblem `validation_failed`, `payload_too_large`
 */
export async function receiveBeginning(
  request: FastifyRequest,
  files: ContactFiles,
  name: string,
  { maxFileBytes, subaccountId }: UploadLimits,
): Promise<ReceivedBeginning> {
  try {
    const { file, fields } = await readParts(request, async (part) => {
      const { isWorkbook, content } = await arriving(part);
      const bytes = counted(content, maxFileBytes);
      return isWorkbook ? { stored: await files.receive(name, bytes, subaccountId) } : beginningOf(bytes);
    });
    const { mapping = null, sheet } = fields;
    if (!('stored' in file)) {
      refuseSheetOfCsv(sheet);
      return { ...file, mapping, workbook: null };
    }
    return await withWorkbook(files, { uploadId: name, bytes: file.stored.bytes, sheet }, async (workbook) => {
      const { sheets } = workbook;
      return { ...(await firstLines(workbook.csv())), mapping, workbook: { sheet: workbook.sheet, sheets } };
    });
  } catch (error) {
    throw asFault(error);
  } finally {
    await files.discard(name);
  }
}

type Beginning = Pick<ReceivedBeginning, 'beginning' | 'isWhole'>;

async function beginningOf(content: AsyncIterable<Buffer>): Promise<Beginning> {
  const beginning: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    if (bytes < MOST_BYTES) beginning.push(chunk.subarray(0, MOST_BYTES - bytes));
    bytes += chunk.byteLength;
  }
  return { beginning, isWhole: bytes <= MOST_BYTES };
}

/** The rest of a sheet is not even unpacked. */
async function firstLines(csv: AsyncIterable<Uint8Array>): Promise<Beginning> {
  const beginning: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of csv) {
    if (bytes >= MOST_BYTES) return { beginning, isWhole: false };
    beginning.push(chunk);
    bytes += chunk.byteLength;
  }
  return { beginning, isWhole: true };
}
