/**
 * Whose message is this? Asked by webhooks whose callback data is missing, by the tier ledger at start-up (who was sent to in the
 * last 24 hours), and by replies that quote. Test messages are among them. Costs one put per accepted message.
 */
import { put } from '../change';
import { defineView, integer, symbol, text } from '../view';
import { contactProjection } from './contact-event';

export const messageIndexView = defineView({
  name: 'message-index',
  version: 2,
  group: 'operational',
  fields: {
    campaignId: symbol(),
    contactKey: text(),
    /** The personKey where the contact's own key is another (test messages), else null. */
    person: text<string | null>(),
    attempt: integer(),
    senderId: symbol(),
    acceptedAt: integer(),
  },
  indexes: [['senderId', 'acceptedAt']],
});

export const messageIndexProjection = contactProjection(
  messageIndexView,
  ({ event, recorded, campaignId, contactKey }) => {
    if (event.type !== 'TemplateSent' && event.type !== 'SessionMessageSent') return [];
    const { messageHash, attempt, senderId, person = null } = event.data;
    const doc = { campaignId, contactKey, person, attempt, senderId, acceptedAt: recorded.at };
    return [put(messageIndexView, messageHash, doc)];
  },
  'everybody',
);
