/**
 * Who wrote to which of our numbers, and when last? Asked by the dispatcher, for pages of persons: whoever wrote within a day may have a
 * session, which is then read from the stream. Costs one small write per inbound message.
 */
import { type MessageReceived, splitPair, streamPrefix } from '@arauto/domain';
import { put } from '../change';
import { projection } from '../projection';
import { defineView, integer, symbol, text } from '../view';

export const conversationsView = defineView({
  name: 'conversations',
  version: 1,
  group: 'operational',
  fields: {
    senderId: symbol(),
    personKey: text(),
    /** Milliseconds. */
    receivedAt: integer(),
  },
  indexes: [['senderId', 'personKey']],
});

export const conversationsProjection = projection<MessageReceived>(conversationsView, {
  MessageReceived: ({ receivedAt }, event) => {
    const { left: senderId, right: personKey } = splitPair(event.stream, streamPrefix.conversation);
    const doc = { senderId, personKey, receivedAt: Date.parse(receivedAt) };
    return [put(conversationsView, `${senderId}.${personKey}`, doc)];
  },
});
