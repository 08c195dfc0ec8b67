import { parsePhone, type Phone, type PhoneOptions } from '@arauto/privacy';

export type ReasonCode =
  | 'phone_missing'
  | 'phone_invalid'
  | 'phone_ambiguous'
  | 'country_unknown'
  | 'parameter_missing'
  | 'parameter_invalid'
  | 'row_malformed';

/** Why a contact cannot be sent to. Never repeats what the row holds: reasons end up in events. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  /** As the file calls it; a field or a parameter name where there is no file; null: the whole row. */
  readonly column: string | null;
}

export interface ContactRules extends PhoneOptions {
  /** Parameters without which the message cannot be built. `name` and `correlationId` mean the fields. */
  readonly required: readonly string[];
}

/** A contact as given: by a file, or by JSON. */
export interface GivenContact {
  readonly phone: string;
  readonly name?: string | null | undefined;
  readonly correlationId?: string | null | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

export interface JudgedContact {
  /** As given. */
  readonly phoneText: string;
  readonly phone: Phone | null;
  readonly name: string | null;
  readonly correlationId: string | null;
  /** Without the empty ones: a template's default then stands in. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Empty: accepted. */
  readonly reasons: readonly Reason[];
}

/** What a column is called where the contact came from. */
export type ColumnName = (field: string) => string;

export const longestParameter = 1024;
export const longestName = 512;
export const longestCorrelationId = 256;

const noReasons: readonly Reason[] = [];

const control = /[\x00-\x1f\x7f-\x9f]/;
/** What Meta refuses in a parameter with error 100 or 132012: line breaks, tabs, more than four spaces in a row. */
const unsendable = /[\r\n\t]| {5}/;

const unprintable = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/** The verdict on one contact; the same for a row of a file and for JSON. All reasons at once. */
export function judgeContact(
  given: GivenContact,
  rules: ContactRules,
  column: ColumnName = (field) => field,
): JudgedContact {
  let reasons: Reason[] | undefined;
  const refuse = (code: ReasonCode, field: string, message: string): void => {
    (reasons ??= []).push({ code, message, column: column(field) });
  };

  const phone = parsePhone(given.phone, rules);
  if (!phone.ok) refuse(phone.code, 'phone', phone.message);

  const name = singleLine(given.name);
  if (name !== null) checkText('name', name, longestName, refuse);
  const correlationId = given.correlationId?.trim() || null;
  if (correlationId !== null) checkText('correlationId', correlationId, longestCorrelationId, refuse);

  const parameters: Record<string, string> = {};
  for (const key in given.parameters) {
    const value = given.parameters[key]!.trim();
    if (value === '') continue;
    if (key === '__proto__') {
      refuse('parameter_invalid', key, 'No parameter can be called "__proto__".');
      continue;
    }
    parameters[key] = value;
    if (value.length > longestParameter || control.test(value) || value.includes('     ')) {
      checkParameter(key, value, rules, refuse);
    }
  }
  for (const key of rules.required) {
    const value = key === 'name' ? name : key === 'correlationId' ? correlationId : parameters[key];
    if (value === undefined || value === null) {
      refuse('parameter_missing', key, `The required parameter "${key}" is missing.`);
    }
  }
  return {
    phoneText: given.phone,
    phone: phone.ok ? phone : null,
    name,
    correlationId,
    parameters,
    reasons: reasons ?? noReasons,
  };
}

/** A line break within a name is layout of the file and no part of the name. */
function singleLine(name: string | null | undefined): string | null {
  if (!name) return null;
  return (control.test(name) ? name.replace(/\s+/g, ' ') : name).trim() || null;
}

function checkText(field: string, value: string, longest: number, refuse: Refuse): void {
  if (value.length > longest) {
    refuse(
      'parameter_invalid',
      field,
      `The ${words[field]!} has ${value.length} characters; at most ${longest} are possible.`,
    );
  } else if (control.test(value)) {
    refuse('parameter_invalid', field, `The ${words[field]!} contains control characters.`);
  }
}

function checkParameter(key: string, value: string, rules: ContactRules, refuse: Refuse): void {
  if (value.length > longestParameter) {
    refuse(
      'parameter_invalid',
      key,
      `The parameter "${key}" has ${value.length} characters; at most ${longestParameter} are possible.`,
    );
  } else if (unprintable.test(value)) {
    refuse('parameter_invalid', key, `The parameter "${key}" contains control characters.`);
  } else if (unsendable.test(value) && rules.required.includes(key)) {
    refuse(
      'parameter_invalid',
      key,
      `The parameter "${key}" contains a line break, a tab or more than four spaces in a row, which WhatsApp refuses.`,
    );
  }
}

type Refuse = (code: ReasonCode, field: string, message: string) => void;
const words: Readonly<Record<string, string>> = { name: 'name', correlationId: 'correlation id' };
