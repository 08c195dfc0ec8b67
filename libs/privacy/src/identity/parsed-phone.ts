import type { PhoneReading } from '@arauto/domain';
import type { Canonical } from './canonical';

export interface PhoneOptions {
  /** ISO 3166 code (`BR`) for numbers without a country of their own; null: such numbers are refused. */
  readonly defaultCountry: string | null;
  /** `PHONE_READING` unless said otherwise. */
  readonly reading?: PhoneReading | undefined;
}

export interface Phone {
  readonly ok: true;
  /** What to send to: `+` and digits. */
  readonly e164: string;
  /** Who it is: digits without `+`. Stable for ever, whatever becomes of `e164`. */
  readonly canonical: Canonical;
}

export interface PhoneFailure {
  readonly ok: false;
  readonly code: 'phone_missing' | 'phone_invalid' | 'phone_ambiguous' | 'country_unknown';
  /** A sentence for people. Never repeats the number. */
  readonly message: string;
}

export type ParsedPhone = Phone | PhoneFailure;

/** Why a text is no number. @param message never repeats the number: it ends up in events, where no personal data may be */
export function phoneFailure(code: PhoneFailure['code'], message: string): PhoneFailure {
  return { ok: false, code, message };
}
