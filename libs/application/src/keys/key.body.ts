import { flag, list, named, object, type Shown, text, time, whole } from '../fields/shapes';

/** An API key, as the API shows it: never its secret. */
export const keyBody = named(
  'Key',
  object({
    id: text,
    name: text,
    roles: list(text),
    subaccountIds: list(text),
    revoked: flag,
    createdAt: time,
    revision: whole,
  }),
);
export type KeyBody = Shown<typeof keyBody>;
