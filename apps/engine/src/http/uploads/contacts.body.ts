import {
  type Finding,
  finding,
  isObject,
  type Kind,
  nullable,
  record,
  type Schema,
  schemaOf,
  under,
} from '@arauto/application/fields';
import { type GivenContact, longestCell } from '@arauto/contact-files';
import { invalid } from '../problems/problem';
import { asFault, MAX_ERRORS } from '../requests/check-input';

/** Most contacts in a JSON body; more come as a file. */
const MAX_JSON_CONTACTS = 10_000;

/**
 * An empty phone, a text that is too long for a message, a control character: rows with a verdict, like in a file. Only what is no
 * text, or larger than any cell, is refused here.
 */
const cell: Kind<string> = {
  schema: { type: 'string' },
  check: (given) => {
    if (typeof given !== 'string') return finding('not_a_text', 'must be a text');
    if (given.length > longestCell) return finding('too_long', `must be at most ${longestCell} characters long`);
    return /\p{Cs}/u.test(given) ? finding('unprintable', 'must not contain halves of characters') : [];
  },
};

const CONTACT: Readonly<Record<string, Kind<unknown>>> = {
  phone: cell,
  name: nullable(cell),
  correlationId: nullable(cell),
  parameters: nullable(record(cell, { max: 100 })),
};

export const JSON_CONTACTS: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: MAX_JSON_CONTACTS,
  items: {
    type: 'object',
    required: ['phone'],
    properties: Object.fromEntries(Object.entries(CONTACT).map(([name, kind]) => [name, schemaOf(kind)])),
    additionalProperties: false,
  },
};

/**
 * Checked by plain code: class-validator takes 11 µs an object, ten thousand would stop everything else for a tenth of
 * a second and more.
 * @throws HttpProblem `validation_failed`, with paths like `contacts[3].phone`
 */
export function readJsonContacts(body: unknown): readonly GivenContact[] {
  if (!isObject(body)) {
    throw invalid([{ path: '', code: 'not_an_object', message: 'The body must be a JSON object with contacts.' }]);
  }
  const findings = Object.keys(body)
    .filter((name) => name !== 'contacts')
    .flatMap((path) => finding('unknown_field', 'is no field of this request', path));
  findings.push(...under('contacts', contactsOf(body['contacts'])));
  if (findings.length > 0) throw invalid(findings.slice(0, MAX_ERRORS).map(asFault));
  return body['contacts'] as GivenContact[];
}

function contactsOf(value: unknown): readonly Finding[] {
  if (value === undefined) return finding('required', 'is missing');
  if (!Array.isArray(value)) return finding('not_a_list', 'must be a list');
  if (value.length === 0) return finding('too_few', 'must have at least 1 entry');
  if (value.length > MAX_JSON_CONTACTS) {
    return finding('too_many', `must have at most ${MAX_JSON_CONTACTS} entries, has ${value.length}: upload a file`);
  }
  const findings: Finding[] = [];
  for (let at = 0; at < value.length && findings.length < MAX_ERRORS; at++) {
    findings.push(...under(`[${at}]`, contactOf(value[at])));
  }
  return findings;
}

function contactOf(contact: unknown): Finding[] {
  if (!isObject(contact)) return finding('not_an_object', 'must be an object');
  const findings: Finding[] = [];
  if (contact['phone'] === undefined) findings.push(...finding('required', 'is missing', '.phone'));
  for (const [name, value] of Object.entries(contact)) {
    const kind = Object.hasOwn(CONTACT, name) ? CONTACT[name] : undefined;
    if (!kind) findings.push(...finding('unknown_field', 'is no field of a contact', `.${name}`));
    else if (value !== null || !kind.nullable) findings.push(...under(`.${name}`, kind.check(value)));
  }
  return findings;
}
