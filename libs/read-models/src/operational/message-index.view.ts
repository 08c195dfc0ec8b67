/**
 * Whose message is this? Asked by webhooks whose callback data is missing, by the tier ledger at start-up (who was sent to in the
 * last 24 hours), and by replies that quote. Costs one put per accepted message.
 */
import type { View } from '../port';
import { contactProjection } from './contact-event';

export const messageIndexView: View = {
  name: 'message-index',
  version: 2,
  group: 'operational',
  fields: {
    campaignId: 'symbol',
    contactKey: 'text',
    /** The personKey where the contact's own key is another (test messages), else null. */
    person: 'text',
    attempt: 'integer',
    senderId: 'symbol',
    acceptedAt: 'integer',
  },
  indexes: [['senderId', 'acceptedAt']],
};

export const messageIndexProjection = contactProjection(
  messageIndexView,
  ({ event, recorded, campaignId, contactKey }) => {
    if (event.type !== 'TemplateSent' && event.type !== 'SessionMessageSent') return [];
    const { messageHash, attempt, senderId, person = null } = event.data;
    const doc = { campaignId, contactKey, person, attempt, senderId, acceptedAt: recorded.at };
    return [{ op: 'put', view: messageIndexView.name, id: messageHash, doc }];
  },
);
