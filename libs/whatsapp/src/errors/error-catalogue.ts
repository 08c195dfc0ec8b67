import { ENGINE_ERRORS } from './engine-errors';
import type { ErrorContactState, ErrorInfo } from './error-info';
import { type ErrorRow, row, serverTimes } from './error-row';
import { ERROR_TEXTS, UNKNOWN_TEXT } from './error-texts';
import { META_ERRORS } from './meta-errors';

const catalogue = new Map([...META_ERRORS, ...ENGINE_ERRORS].map((each) => [each.code, describe(each)]));
const unknown: ErrorInfo = {
  ...row('', 'P', serverTimes(1, 'never'), 'internal_error', 'error', 'F'),
  ...UNKNOWN_TEXT,
};

/** Every code that the catalogue knows by itself, in the order of the reference. */
export function allErrors(): readonly ErrorInfo[] {
  return [...catalogue.values()];
}

/** Whether the catalogue has words of its own for a code. A code it has not is worth an alert. */
export function isKnownError(code: string): boolean {
  return catalogue.has(code) || isPermissionCode(code);
}

/**
 * What a code means and what follows from it. Never fails: 200–299 are one permission error, and a code that is not in
 * the catalogue is retried once and then ends the contact.
 */
export function errorInfo(code: string): ErrorInfo {
  const known = catalogue.get(code);
  if (known) return known;
  return isPermissionCode(code) ? { ...catalogue.get('200')!, code } : { ...unknown, code };
}

/**
 * The state an attempted contact ends in. Before acceptance it is what the table says, but an invalid record exists only
 * at upload; after acceptance every failure is a failed delivery, except that of a number without a WhatsApp account.
 */
export function finalContactState(info: ErrorInfo, accepted: boolean): ErrorContactState {
  if (!accepted) return info.contactState === 'invalid_record' ? 'error' : (info.contactState ?? 'error');
  return info.contactState === 'sending_failed' ? 'sending_failed' : 'delivery_failed';
}

function isPermissionCode(code: string): boolean {
  return /^2\d\d$/.test(code);
}

function describe(each: ErrorRow): ErrorInfo {
  const text = ERROR_TEXTS[each.code];
  if (!text) throw new Error(`error ${each.code} has no words`);
  return { ...each, ...text };
}
