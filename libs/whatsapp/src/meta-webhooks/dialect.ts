import type { JsonObject } from '../json';
import { optionalText } from '../reading';
import type { ElementNames } from '../webhook-element';

/** In what a platform differs from Meta that hands on what Meta says. */
export interface Dialect {
  /** Whose a change is. */
  namesOf(value: JsonObject, entry: JsonObject): ElementNames;
  /** Where an id of its own stands beside Meta's, of the messages that were sent through it. */
  readonly ownId: string | null;
  /** What a file of a person is asked for by. */
  readonly fileBy: 'id' | 'url';
}

/** Some changes name the number in their metadata, some beside what they say of it. */
export const META: Dialect = {
  namesOf: (value, entry) => ({
    phoneNumberId: optionalText(value['metadata'], 'phone_number_id'),
    displayPhoneNumber: displayPhoneNumberOf(value),
    businessAccountId: optionalText(entry, 'id'),
  }),
  ownId: null,
  fileBy: 'id',
};

export function displayPhoneNumberOf(value: JsonObject): string | undefined {
  return optionalText(value['metadata'], 'display_phone_number') ?? optionalText(value, 'display_phone_number');
}

/** Of a message of ours, where it is named: by what its send was answered with, else by what Meta calls it. */
export function ownIdIn(source: unknown, { ownId }: Dialect): string | undefined {
  return (ownId === null ? undefined : optionalText(source, ownId)) ?? optionalText(source, 'id');
}

/** Whose an element is, and in whose words it stands. */
export interface Around {
  readonly names: ElementNames;
  readonly dialect: Dialect;
}
