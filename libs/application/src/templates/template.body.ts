import { list, named, object, opaque, orNull, type Shown, text, time, whole } from '../fields/shapes';

/** A template, as the API shows it. */
export const templateBody = named(
  'Template',
  object({
    id: text,
    subaccountId: text,
    senderId: text,
    name: text,
    language: text,
    category: text,
    parameterFormat: text,
    components: list(opaque<{ readonly [key: string]: unknown }>()),
    status: text,
    statusReason: orNull(text),
    /** Names of its variables, in the order they are first used. */
    variables: list(text),
    createdAt: time,
    revision: whole,
  }),
);
export type TemplateBody = Shown<typeof templateBody>;
