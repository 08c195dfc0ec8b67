import { CONTACT_STATES } from '@arauto/domain';
import { flag, map, named, object, oneOf, orNull, type Shown, text, time, whole } from '../fields/shapes';
import { errorWordsBody } from '../use-case/error-words';

/** A contact of a campaign. What the vault no longer has is null. */
export const contactBody = named(
  'Contact',
  object({
    id: text,
    /** E.164, or the text as uploaded for an invalid record. */
    phone: orNull(text),
    name: orNull(text),
    correlationId: orNull(text),
    parameters: orNull(map(text)),
    state: oneOf(CONTACT_STATES),
    /** What the state means, in a sentence. */
    note: text,
    needsAttention: flag,
    attempts: whole,
    nextAttemptAt: orNull(time),
    error: orNull(errorWordsBody),
    messageId: orNull(text),
    updatedAt: time,
  }),
);
export type ContactBody = Shown<typeof contactBody>;
