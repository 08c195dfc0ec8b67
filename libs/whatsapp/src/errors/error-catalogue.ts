import { PROVIDERS } from '../providers';
import { ENGINE_ERRORS } from './engine-errors';
import type { ErrorContactState, ErrorInfo } from './error-info';
import { row, serverTimes, text } from './error-row';

/** Of the engine and of every provider. */
export const ALL_ERRORS: readonly ErrorInfo[] = [...ENGINE_ERRORS, ...PROVIDERS.flatMap(({ errors }) => errors)];

const catalogue: ReadonlyMap<string, ErrorInfo> = new Map(ALL_ERRORS.map((each) => [each.code, each]));
const unknown: ErrorInfo = {
  ...row('', 'P', serverTimes(1, 'never'), 'internal_error', 'error', 'F'),
  ...text('Unknown error code', 'Read the details and ask the provider what this code means.'),
};

/** Whether the catalogue has words of its own for a code. A code it has not is worth an alert. */
export function isKnownError(code: string): boolean {
  return catalogue.has(code);
}

/** What a code means and what follows from it. Never fails: a code that is not in the catalogue is retried once and then ends the contact. */
export function errorInfo(code: string): ErrorInfo {
  return catalogue.get(code) ?? { ...unknown, code };
}

/**
 * The state an attempted contact ends in. Before acceptance it is what the table says, but an invalid record exists only
 * at upload; after acceptance every failure is a failed delivery, except that of a number without a WhatsApp account.
 */
export function finalContactState(info: ErrorInfo, accepted: boolean): ErrorContactState {
  if (!accepted) return info.contactState === 'invalid_record' ? 'error' : (info.contactState ?? 'error');
  return info.contactState === 'sending_failed' ? 'sending_failed' : 'delivery_failed';
}
