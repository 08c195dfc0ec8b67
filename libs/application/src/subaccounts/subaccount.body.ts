import { named, object, orNull, type Shown, text, time, whole } from '../fields/shapes';

/** A tenant, as the API shows it. */
export const subaccountBody = named(
  'Subaccount',
  object({
    id: text,
    name: text,
    defaultCountry: orNull(text),
    timeZone: orNull(text),
    createdAt: time,
    revision: whole,
  }),
);
export type SubaccountBody = Shown<typeof subaccountBody>;
