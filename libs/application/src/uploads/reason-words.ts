import type { ReasonCode } from '@arauto/contact-files';
import type { InvalidReason } from '@arauto/domain';
import type { VerdictRow } from '@arauto/reporting';

/** Events keep code and column of a reason only: what was in the cell is nobody's business but the vault's. */
const MESSAGES: Readonly<Record<ReasonCode, string>> = {
  phone_missing: 'The phone number is missing.',
  phone_invalid: 'The phone number is not one that exists.',
  phone_ambiguous:
    'The cell holds more than one number, or one that can be read in two ways: give each contact a row of its own, and its number ' +
    'with + and its country code.',
  country_unknown: 'The number has no country code and there is no default country.',
  parameter_missing: 'A required value is missing.',
  parameter_invalid: 'The value cannot be sent.',
  row_malformed: 'The row cannot be read.',
};

/** Why a row was rejected, in a sentence; undefined for a code that is no such reason. */
export function messageOfReason(code: string): string | undefined {
  return Object.hasOwn(MESSAGES, code) ? MESSAGES[code as ReasonCode] : undefined;
}

export function reasonWords({ code, column }: InvalidReason): VerdictRow['reasons'][number] {
  return { code, message: messageOfReason(code) ?? `The row was refused: ${code}.`, column };
}
