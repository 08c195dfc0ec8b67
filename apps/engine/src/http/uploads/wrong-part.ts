import { ContactFileError } from '@arauto/contact-files';
import { type HttpProblem, invalid } from '../problems/problem';

/** A part of a request, or the whole of it, that is not as it must be. */
export function wrongPart(path: string, code: string, message: string): HttpProblem {
  return invalid([{ path, code, message }]);
}

/** What is wrong with the file as a whole is one of its parts'. */
export function asFault(error: unknown): unknown {
  if (!(error instanceof ContactFileError)) return error;
  return wrongPart(partOf(error.code), error.code, error.message);
}

function partOf(code: ContactFileError['code']): string {
  if (code === 'sheet_missing') return 'sheet';
  return code.startsWith('mapping') ? 'mapping' : 'file';
}
