import { CONTENT_TYPES, CONVERSATION_TYPES } from '@arauto/domain';
import { flag, list, named, object, oneOf, orNull, type Shown, text, time, whole } from '../fields/shapes';

const conversation = {
  id: text,
  subaccountId: text,
  senderId: text,
  /** E.164; null of a person that hides behind a username, or whose data was erased. */
  phone: orNull(text),
  type: oneOf(CONVERSATION_TYPES),
  openedAt: time,
  expiresAt: time,
  /** Until when the platform lets free-form messages through: 24 hours from the person's last message. Null where it wrote none. */
  sessionOpenUntil: orNull(time),
};

/** A conversation in a list, by what the person wrote in it. */
export const conversationItem = named(
  'ConversationItem',
  object({ ...conversation, inbound: whole, lastInboundAt: time, lastText: orNull(text) }),
);
export type ConversationItem = Shown<typeof conversationItem>;

const media = object({ mimeType: orNull(text), fileName: orNull(text), voice: flag });

/** One message of a thread. Of ours the id is the contact's, `{campaignId}.{contactId}`. */
const threadMessage = object({
  id: text,
  direction: oneOf(['mt', 'mo']),
  /** Acceptance of ours, the person's stamp of theirs. */
  at: time,
  contentType: oneOf(CONTENT_TYPES),
  /** As rendered, or what was written: body, title, caption, emoji or file name. Null where it was erased or taken back. */
  text: orNull(text),
  /** Of ours the state of the contact; `received`, `edited` or `revoked` of theirs. */
  state: text,
  campaignId: orNull(text),
  /** Why a message of the person belongs to its campaign; null until that is known, and of ours. */
  attribution: orNull(oneOf(['quoted', 'button', 'recent', 'none'])),
  /** Id of the message of ours that it quotes, if that is known. */
  quotes: orNull(text),
  /** What was tapped; the index is that among the buttons of the template, if it is one of them. */
  button: orNull(object({ index: orNull(whole), text: orNull(text), payload: orNull(text) })),
  media: orNull(media),
});
export type ThreadMessage = Shown<typeof threadMessage>;

/** A conversation as it reads on a phone: both ways, the oldest first; of what the person wrote the last 2,000. */
export const conversationBody = named('Conversation', object({ ...conversation, messages: list(threadMessage) }));
export type ConversationBody = Shown<typeof conversationBody>;
