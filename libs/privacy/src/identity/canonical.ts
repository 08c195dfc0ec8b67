/**
 * Canonical WhatsApp identities. One person may be known under several digit strings (Brazil's ninth digit, Mexico's 1,
 * Argentina's 9); person keys are made of the canonical one, so these rules must never change for a number they already
 * cover. Hence no phone library here: its data changes with every release.
 */

/** Digits with country code, without `+`: `5511900001234`. */
export type Canonical = string;

interface Rule {
  readonly country: string;
  readonly from: RegExp;
  readonly to: (match: RegExpExecArray) => string;
}

interface Alternative {
  readonly country: string;
  readonly canonical: RegExp;
  readonly others: (match: RegExpExecArray) => string[];
}

/** Argentina's area codes of three digits; 11 has two, all others have four. Needed to find the local `15` after them. */
const argentina3 = '22[013]|23[067]|249|26[01346]|280|29[14789]|336|34[123589]|35[138]|36[24]|37[069]|38[0135678]';
/** A mobile as dialled at home: area code, `15`, number; ten digits without the `15`. */
const localArgentina = new RegExp(`^549?0?(?=\\d{12}$)(11|${argentina3}|[23]\\d{3})15(\\d+)$`);

/** Rules are only ever added for countries that had none: a person key must not move. */
const rules: readonly Rule[] = [
  // A mobile written in the old eight digits (6 to 9, and 0 for the test range) gets its ninth; landlines (2 to 5) never.
  { country: 'BR', from: /^55([1-9]{2})([06-9]\d{7})$/, to: (m) => `55${m[1]!}9${m[2]!}` },
  { country: 'MX', from: /^521(\d{10})$/, to: (m) => `52${m[1]!}` },
  { country: 'AR', from: localArgentina, to: (m) => `549${m[1]!}${m[2]!}` },
  { country: 'AR', from: /^54([1-3]\d{9})$/, to: (m) => `549${m[1]!}` },
];

const alternatives: readonly Alternative[] = [
  { country: 'BR', canonical: /^55([1-9]{2})9([06-9]\d{7})$/, others: (m) => [`55${m[1]!}${m[2]!}`] },
  { country: 'MX', canonical: /^52(\d{10})$/, others: (m) => [`521${m[1]!}`] },
  { country: 'AR', canonical: /^549([1-3]\d{9})$/, others: (m) => [`54${m[1]!}`] },
];

/** The canonical identity of a number given as digits with country code. Idempotent; digits it knows nothing of stay. */
export function canonicalise(digits: string): Canonical {
  for (const rule of rules) {
    const match = rule.from.exec(digits);
    if (match) return rule.to(match);
  }
  return digits;
}

/** Every digit string under which the person of a canonical identity may be known, the canonical one first. */
export function variants(canonical: Canonical): string[] {
  for (const alternative of alternatives) {
    const match = alternative.canonical.exec(canonical);
    if (match) return [canonical, ...alternative.others(match)];
  }
  return [canonical];
}

/**
 * The canonical identity of a `wa_id` or `recipient_id` as webhooks give it: digits, sometimes with a `+`.
 * Undefined for what is not a phone number (a business-scoped user id such as `BR.44…`).
 */
export function waIdCanonical(waId: string): Canonical | undefined {
  const digits = waId.startsWith('+') ? waId.slice(1) : waId;
  return /^\d{5,20}$/.test(digits) ? canonicalise(digits) : undefined;
}

/** Numbers reserved for tests: `+55 DD 90ddd-dddd`. Valid for the engine whatever a phone library says; they reach nobody. */
export function isTestNumber(canonical: Canonical): boolean {
  return /^55[1-9]{2}90\d{7}$/.test(canonical);
}
