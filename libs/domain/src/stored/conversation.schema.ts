import { z } from 'zod';
import { count, id, instant, json } from './primitives.schema';

export const conversationSchemas = {
  MessageReceived: z.strictObject({
    senderId: id,
    messageHash: id,
    ref: id,
    contentType: id,
    receivedAt: instant,
    quotedHash: id.nullable(),
  }),
  UnmatchedReceived: z.strictObject({
    reason: z.enum(['unknown_message', 'malformed', 'foreign_callback', 'foreign_number']),
    messageHash: id.nullable(),
    ref: id,
    receivedAt: instant,
  }),
  UnmatchedMatched: z.strictObject({ of: id, contact: id }),
  UnmatchedDropped: z.strictObject({ of: id }),
  CommandAnswered: z.strictObject({
    bodyHash: id,
    answer: z.object({ id, revision: count, position: id }).catchall(json),
  }),
};
