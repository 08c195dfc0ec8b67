import { cleanParameter, holdsControl, isLongerThan, lengthOf, LONGEST_PARAMETER } from '@arauto/domain';
import { parsePhone, type Phone, type PhoneFailure, type PhoneOptions, phoneWhy } from '@arauto/privacy';
import { damageOf } from './phone-damage';
import type { Reason, ReasonCode, ReasonWhy } from './reasons';

export interface ContactRules extends PhoneOptions {
  /** Parameters without which the message cannot be built. `name` and `correlationId` mean the fields. */
  readonly required: readonly string[];
  /** Fields that go into the message, required or not; `required` if left out. **What is in no message judges nobody.** */
  readonly used?: readonly string[] | undefined;
  /** What the message cannot take of a contact whose fields are all right by themselves. */
  readonly misfits?: ((contact: FittingContact) => readonly Misfit[]) | undefined;
}

/** A contact whose fields may go into a message. `phone` is the text as given where it is no number. */
export interface FittingContact {
  readonly phone: string;
  readonly name: string | null;
  readonly correlationId: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is wrong with a field once it is in the message. */
export interface Misfit {
  readonly code: 'parameter_missing' | 'parameter_invalid';
  readonly field: string;
  readonly message: string;
  readonly why?: ReasonWhy;
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
  /** Columns whose values had line breaks, tabs or runs of blanks, and have one blank for each now. */
  readonly cleaned: readonly string[];
}

/** What a column is called where the contact came from. */
export type ColumnName = (field: string) => string;

const longestName = 512;
export const longestCorrelationId = 256;

const noReasons: readonly Reason[] = [];
export const noneCleaned: readonly string[] = [];

/** What these names mean is no parameter, even where one is called so. */
const fixedFields: readonly string[] = ['phone', 'name', 'correlationId'];

/** Good values, nearly all, have nothing of this: control characters, line breaks, runs of blanks. */
const suspicious = /[\x00-\x1f\x7f-\x9f\u2028\u2029]|\s{4}/;

/** The verdict on one contact; the same for a row of a file and for JSON. All reasons at once. */
export function judgeContact(
  given: GivenContact,
  rules: ContactRules,
  column: ColumnName = (field) => field,
): JudgedContact {
  const judgement = new Judgement(column);
  const { required, used = required, misfits } = rules;

  const phone = parsePhone(given.phone, rules);
  if (!phone.ok) judgement.refusePhone(phone, given.phone);

  // A line break within a name is layout of the file and no part of the name, whoever uses it.
  const name = judgement.clean('name', given.name?.trim()) || null;
  if (name !== null && used.includes('name')) judgement.check('name', name, longestName);
  // Reports are searched by it and every event of the contact has it, whether it is in the message or not.
  const correlationId = judgement.clean('correlationId', given.correlationId?.trim()) || null;
  if (correlationId !== null) judgement.check('correlationId', correlationId, longestCorrelationId);

  const parameters: Record<string, string> = {};
  for (const key in given.parameters) {
    const value = given.parameters[key]!.trim();
    if (value === '') continue;
    if (key === '__proto__') judgement.refuse('parameter_invalid', key, 'No parameter can be called "__proto__".');
    else parameters[key] = value;
  }
  for (const key of used) {
    const value = fixedFields.includes(key) ? undefined : own(parameters, key);
    if (value === undefined || (value.length <= LONGEST_PARAMETER && !suspicious.test(value))) continue;
    const clean = judgement.clean(key, value)!;
    parameters[key] = clean;
    judgement.check(key, clean, LONGEST_PARAMETER);
  }
  for (const key of required) {
    const value = key === 'name' ? name : key === 'correlationId' ? correlationId : own(parameters, key);
    if (value) continue;
    judgement.refuse('parameter_missing', key, `The required parameter "${key}" is missing.`);
  }
  if (misfits && judgement.isGood(phone.ok)) {
    const contact = { phone: phone.ok ? phone.e164 : given.phone, name, correlationId, parameters };
    judgement.refuseMisfits(misfits(contact), phone.ok);
  }
  return {
    phoneText: given.phone,
    phone: phone.ok ? phone : null,
    name,
    correlationId,
    parameters,
    reasons: judgement.reasons ?? noReasons,
    cleaned: judgement.cleaned ?? noneCleaned,
  };
}

function own(parameters: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(parameters, key) ? parameters[key] : undefined;
}

/** What was found out about one contact so far. Its lists are made by the first that needs them: most contacts are good. */
class Judgement {
  reasons: Reason[] | undefined;
  cleaned: string[] | undefined;

  constructor(private readonly column: ColumnName) {}

  refuse(code: ReasonCode, field: string, message: string, why?: ReasonWhy): void {
    const reason: Reason = { code, message, column: this.column(field) };
    (this.reasons ??= []).push(why === undefined ? reason : { ...reason, why });
  }

  refusePhone({ code, message, why }: PhoneFailure, text: string): void {
    const damage = damageOf(text);
    if (damage === undefined) this.refuse(code, 'phone', message, why);
    else this.refuse('phone_invalid', 'phone', phoneWhy[damage], damage);
  }

  /** The one rule for line breaks, tabs and runs of blanks: they are cleaned, and the verdict says so. */
  clean(field: string, value: string | null | undefined): string | null | undefined {
    if (!value || !suspicious.test(value)) return value;
    const clean = cleanParameter(value);
    if (clean !== value) (this.cleaned ??= []).push(this.column(field));
    return clean;
  }

  /** @param longest in characters */
  check(field: string, value: string, longest: number): void {
    const what = field === 'name' ? 'name' : field === 'correlationId' ? 'correlation id' : `parameter "${field}"`;
    if (isLongerThan(value, longest)) {
      const message = `The ${what} has ${lengthOf(value)} characters; at most ${longest} are possible.`;
      this.refuse('parameter_invalid', field, message, 'value_too_long');
    } else if (holdsControl(value)) {
      this.refuse('parameter_invalid', field, `The ${what} contains control characters.`, 'value_unprintable');
    }
  }

  /** Whether what the message needs is there and right; the phone is apart. */
  isGood(phoneIsGood: boolean): boolean {
    return this.reasons === undefined || (!phoneIsGood && this.reasons.length === 1);
  }

  refuseMisfits(misfits: readonly Misfit[], phoneIsGood: boolean): void {
    for (const { code, field, message, why } of misfits) {
      // A phone that is none has its reason already.
      if (field === 'phone' && !phoneIsGood) continue;
      this.refuse(code, field, message, why);
    }
  }
}
