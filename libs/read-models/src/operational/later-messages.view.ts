/**
 * Whose message is this, where it is not the first that was accepted of its contact, or is called by another id? Asked by webhooks whose callback
 * data is missing, after the contacts. Costs one put per such message: an attempt that was refused and was taken all the same, or one after an
 * accepted one failed; and one per message of a provider that has ids of its own.
 */
import { put } from '../change';
import { defineView, integer, symbol, text } from '../view';
import { contactProjection } from './contact-event';

export const laterMessagesView = defineView({
  name: 'later-messages',
  version: 1,
  group: 'operational',
  fields: { campaignId: symbol(), contactKey: text(), attempt: integer(), senderId: symbol() },
  indexes: [],
});

/** A document is keyed by the hash of the message's id. */
export const laterMessagesProjection = contactProjection(
  laterMessagesView,
  ({ event, campaignId, contactKey }) => {
    switch (event.type) {
      case 'TemplateSent':
      case 'SessionMessageSent': {
        const { messageHash, attempt, senderId, milestones } = event.data;
        // Acceptance is a milestone of the first alone.
        if (milestones.length > 0) return [];
        return [put(laterMessagesView, messageHash, { campaignId, contactKey, attempt, senderId })];
      }
      case 'SentConfirmed':
      case 'Delivered':
      case 'Read': {
        const { alias, attempt } = event.data;
        if (alias === undefined) return [];
        return [
          put(laterMessagesView, alias.messageHash, { campaignId, contactKey, attempt, senderId: alias.senderId }),
        ];
      }
      default:
        return [];
    }
  },
  'everybody',
);
