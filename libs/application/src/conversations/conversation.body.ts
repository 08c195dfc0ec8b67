import { CONTENT_TYPES, CONVERSATION_TYPES } from '@arauto/domain';
import { described, flag, list, named, object, oneOf, orNull, type Shown, text, time, whole } from '../fields/shapes';

const conversation = {
  id: text,
  subaccountId: text,
  senderId: text,
  phone: described(
    orNull(text),
    'E.164, masked without the permission `personal:read`; null of a person that hides behind a username, or whose data was erased.',
  ),
  type: described(
    oneOf(CONVERSATION_TYPES),
    'Who began it. A conversation is a window of 24 hours, `free_entry_point` (from an advertisement) of 72; what is written later opens another.',
  ),
  openedAt: time,
  expiresAt: time,
  sessionOpenUntil: described(
    orNull(time),
    "Until when the platform lets free-form messages through: 24 hours from the person's last message. Null where it wrote none.",
  ),
};

/** A conversation in a list, by what the person wrote in it. */
export const conversationItem = named(
  'ConversationItem',
  object({
    ...conversation,
    inbound: described(whole, 'Messages that the person wrote in it, whichever their campaign.'),
    lastInboundAt: time,
    lastText: described(
      orNull(text),
      'Masked without `personal:read`; empty of a file without a caption and the like, null where it was taken back or erased.',
    ),
  }),
);
export type ConversationItem = Shown<typeof conversationItem>;

const media = object({ mimeType: orNull(text), fileName: orNull(text), voice: flag });

/** One message of a thread. Of ours the id is the contact's, `{campaignId}.{contactId}`. */
const threadMessage = object({
  id: text,
  direction: oneOf(['mt', 'mo']),
  at: described(time, "When ours was accepted, the person's stamp of theirs."),
  contentType: oneOf(CONTENT_TYPES),
  text: described(
    orNull(text),
    'As rendered, or what was written: body, title, caption, emoji or file name. Masked without `personal:read`; null where it was erased or taken back.',
  ),
  state: described(text, 'Of ours the state of the contact; `received`, `edited` or `revoked` of theirs.'),
  campaignId: orNull(text),
  attribution: described(
    orNull(oneOf(['quoted', 'button', 'recent', 'none'])),
    'Why a message of the person belongs to its campaign: `quoted`, it quotes a message of it; `button`, it taps one of its buttons; `recent`, it came within `ARAUTO_ATTRIBUTION` after our last message, of those not known to have failed by then; `none`, it belongs to none. Null until that is known, and of ours.',
  ),
  quotes: described(orNull(text), 'Id of the message of ours that it quotes, if that is known.'),
  button: described(
    orNull(object({ index: orNull(whole), text: orNull(text), payload: orNull(text) })),
    'What was tapped; the index, from 0, is that among the buttons of the template, if it is one of them.',
  ),
  media: orNull(media),
});
export type ThreadMessage = Shown<typeof threadMessage>;

/** A conversation as it reads on a phone: both ways, the oldest first; of what the person wrote the last 2,000. */
export const conversationBody = named(
  'Conversation',
  object({
    ...conversation,
    messages: described(
      list(threadMessage),
      'Ours stand in the conversation that they were sent in. Where the person wrote nothing in that one, they are shown in the one within whose time they were accepted, too, if there is one; that one alone is listed.',
    ),
  }),
);
export type ConversationBody = Shown<typeof conversationBody>;
