import { list, named, object, opaque, orNull, type Shape, type Shown, text, time, whole } from '../fields/shapes';

const ttl: Shape<number> = { schema: { type: 'integer', minimum: -1 } };

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
    /** Those that may be left unmapped: payloads of quick replies, tokens of flows, the picture of a catalogue, name and address of a place. */
    optionalVariables: list(text),
    /** For how long the platform tries to deliver a message of it; -1 is its longest, null where nothing is set. */
    messageSendTtlSeconds: orNull(ttl),
    /** For how long it does, whatever is set. */
    timeToLiveSeconds: whole,
    createdAt: time,
    revision: whole,
  }),
);
export type TemplateBody = Shown<typeof templateBody>;
