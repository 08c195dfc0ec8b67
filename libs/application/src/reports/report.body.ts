import { flag, named, object, orNull, text, time, whole } from '../fields/shapes';
import { errorWordsBody } from '../use-case/error-words';

/** A row of the detailed report. */
export const mtRow = named(
  'MtRow',
  object({
    id: text,
    sentAt: time,
    status: text,
    statusLabel: text,
    phone: orNull(text),
    senderPhone: orNull(text),
    campaignId: text,
    campaignName: orNull(text),
    user: orNull(text),
    subaccountId: text,
    contentType: text,
    message: orNull(text),
    withSession: orNull(flag),
    conversationId: orNull(text),
    conversationType: orNull(text),
    conversationExpiresAt: orNull(time),
    correlationId: orNull(text),
    attempts: whole,
    error: orNull(errorWordsBody),
    updatedAt: time,
  }),
);

/** A row of the records report. */
export const recordBody = named(
  'Record',
  object({
    campaignId: text,
    telephone: orNull(text),
    result: orNull(text),
    error: orNull(text),
    date: time,
    lastUpdate: time,
  }),
);
