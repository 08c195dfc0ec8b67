import { type Check, finding } from './checks';

/** An IANA name that this Node knows. */
export const timeZone: Check = (value) =>
  typeof value === 'string' && value.length <= 64 && /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(value) && isKnown(value)
    ? []
    : finding('unknown_time_zone', 'must be a time zone like America/Sao_Paulo');

function isKnown(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
