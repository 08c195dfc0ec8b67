import { z } from 'zod';
import { CONVERSATION_TYPES } from '../vocabulary/message-words';
import { count, id, instant, json, text } from './primitives.schema';

const session = z.strictObject({
  id,
  type: z.enum(CONVERSATION_TYPES),
  openedAt: instant,
  expiresAt: instant,
});
const standing = z.strictObject({ at: instant, session, opens: z.boolean(), referredAt: instant.nullable() });

export const conversationSchemas = {
  MessageReceived: z.strictObject({
    senderId: id,
    subaccountId: id.optional(),
    messageHash: id,
    ref: id,
    contentType: id,
    receivedAt: instant,
    quotedHash: id.nullable(),
    referred: z.literal(true).optional(),
    optOut: z.literal(true).optional(),
  }),
  MessageEdited: z.strictObject({ messageHash: id, ref: id, editedAt: instant }),
  MessageRevoked: z.strictObject({ messageHash: id, revokedAt: instant }),
  MessageAttributed: z.strictObject({
    messageHash: id,
    contentType: id,
    by: z.enum(['quoted', 'button', 'recent', 'none']),
    contact: z.strictObject({ campaignId: id, contactKey: id, correlationId: text.nullable() }).nullable(),
    button: count.nullable(),
    standing,
    latest: standing.optional(),
  }),
  MessagesRegrouped: z.strictObject({
    sessions: z.array(
      z.strictObject({ session, messages: z.array(z.strictObject({ messageHash: id, opens: z.boolean() })) }),
    ),
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
