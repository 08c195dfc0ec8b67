import type { ParameterMapping, ParameterSource } from './campaign.events';

/** Where a template variable's value may come from in a contact. Anything but the first three is a parameter. */
export interface ContactFields {
  readonly name: string | null;
  readonly phone: string | null;
  readonly correlationId: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The values of a template's variables for one contact; undefined where the contact has none and there is no default. */
export function parameterValues(
  mapping: ParameterMapping,
  contact: ContactFields,
): Readonly<Record<string, string | undefined>> {
  const values: Record<string, string | undefined> = {};
  for (const [variable, source] of Object.entries(mapping)) {
    values[variable] = valueOf(source, contact);
  }
  return values;
}

/** The value of one variable; undefined where the contact has none and there is no default. */
export function valueOf(source: ParameterSource, contact: ContactFields): string | undefined {
  return 'value' in source ? source.value : fieldOf(contact, source.from) || source.default;
}

/** What a contact has under a name; null or undefined where it has nothing. */
export function fieldOf(contact: ContactFields, from: string): string | null | undefined {
  switch (from) {
    case 'name':
      return contact.name;
    case 'phone':
      return contact.phone;
    case 'correlationId':
      return contact.correlationId;
    default:
      return Object.hasOwn(contact.parameters, from) ? contact.parameters[from] : undefined;
  }
}

/** The fields a contact must bring, since nothing else gives the variable a value. */
export function requiredFields(mapping: ParameterMapping): string[] {
  const fields = Object.values(mapping).flatMap((source) =>
    'from' in source && source.default === undefined ? [source.from] : [],
  );
  return [...new Set(fields)];
}

/** The fields that go into the message, whether they must be there or not: nothing else of a contact is anybody's to judge. */
export function usedFields(mapping: ParameterMapping): string[] {
  return [...new Set(Object.values(mapping).flatMap((source) => ('from' in source ? [source.from] : [])))];
}
