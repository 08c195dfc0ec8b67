import { ContactMapping } from '@arauto/application';
import type { Multipart } from '@fastify/multipart';
import { HttpProblem, invalid } from '../problems/problem';
import { checkBody } from '../requests/check-input';
import { wrongPart } from './wrong-part';

/** In characters. Programs of spreadsheets allow 31. */
const LONGEST_SHEET_NAME = 255;

/** What stands beside a file: before it or after it. */
export class UploadFields {
  mapping: ContactMapping | undefined;
  /** The name of the sheet that is to be read. */
  sheet: string | undefined;

  /** @throws HttpProblem for a part that is none of them, or the second of its name */
  take(part: Multipart): void {
    const isField = part.type === 'field' && (part.fieldname === 'mapping' || part.fieldname === 'sheet');
    if (!isField) throw unknownPart(part.fieldname, part.type);
    if (part.fieldname === 'sheet') this.takeSheet(part.value, part.valueTruncated);
    else this.takeMapping(part.value, part.valueTruncated);
  }

  private takeMapping(value: unknown, isTruncated: boolean): void {
    if (this.mapping) throw wrongPart('mapping', 'repeated', 'The request has two mappings.');
    if (isTruncated) throw wrongPart('mapping', 'too_long', 'The mapping is larger than 64 KiB.');
    this.mapping = readMapping(value);
  }

  private takeSheet(value: unknown, isTruncated: boolean): void {
    const name = String(value).trim();
    if (this.sheet !== undefined) throw wrongPart('sheet', 'repeated', 'The request names two sheets.');
    if (name === '')
      throw wrongPart('sheet', 'empty', 'The sheet has no name: leave the field out for the first sheet.');
    if (isTruncated || name.length > LONGEST_SHEET_NAME) {
      throw wrongPart('sheet', 'too_long', `The name of the sheet is longer than ${LONGEST_SHEET_NAME} characters.`);
    }
    this.sheet = name;
  }
}

function readMapping(text: unknown): ContactMapping {
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(text));
  } catch {
    throw wrongPart('mapping', 'not_json', 'The mapping is not JSON.');
  }
  try {
    return checkBody(ContactMapping, parsed) as ContactMapping;
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const errors = error.extras.errors ?? [];
    throw invalid(
      errors.map(({ path, code, message }) => ({
        path: path === '' ? 'mapping' : `mapping.${path}`,
        code,
        message: path === '' ? 'mapping must be a JSON object.' : `mapping.${message}`,
      })),
    );
  }
}

function unknownPart(name: string, type: 'file' | 'field'): HttpProblem {
  if (name === 'file') {
    return wrongPart('file', 'not_a_file', 'The part file has no file name: send it as a file, not as a field.');
  }
  if (name === 'mapping') return wrongPart('mapping', 'not_a_field', 'The part mapping is a file: send it as a field.');
  if (name === 'sheet') return wrongPart('sheet', 'not_a_field', 'The part sheet is a file: send it as a field.');
  const shown = name.slice(0, 100);
  return wrongPart(
    shown,
    'unknown_field',
    `The ${type === 'file' ? 'file' : 'field'} is called "${shown}": it must be called file.`,
  );
}
