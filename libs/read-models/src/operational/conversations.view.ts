/**
 * Who wrote to which of our numbers of late? Asked by the dispatcher, for pages of persons: whoever did may have a session, which is then read
 * from the stream. Costs one small write a day for who writes, and a look per inbound message, the same for all of a day: a message that comes late hides none that came before.
 */
import type { MessageReceived } from '@arauto/domain';
import { putOnce } from '../change';
import { projection } from '../projection';
import { boolean, defineView, integer, symbol, text } from '../view';
import { conversationOf } from './conversation-event';

/** Milliseconds. */
const DAY = 24 * 3600 * 1000;

export const conversationsView = defineView({
  name: 'conversations',
  version: 2,
  group: 'operational',
  fields: {
    senderId: symbol(),
    personKey: text(),
    /** UTC, in days since the epoch. */
    day: integer(),
    /** Of those who came from an advertisement or page, which they have a document of beside the other. */
    referred: boolean(),
  },
  indexes: [['senderId', 'referred', 'day', 'personKey']],
});

export const conversationsProjection = projection<MessageReceived>(conversationsView, {
  MessageReceived: ({ receivedAt, contentType, referred }, event) => {
    if (contentType === 'system') return [];
    const { senderId, personKey } = conversationOf(event);
    const day = dayOf(Date.parse(receivedAt));
    const id = `${senderId}.${personKey}.${day}`;
    const doc = { senderId, personKey, day, referred: false };
    if (!referred) return [putOnce(conversationsView, id, doc)];
    const other = putOnce(conversationsView, `${id}.referred`, { ...doc, referred: true });
    return [putOnce(conversationsView, id, doc), other];
  },
});

/** The days that a time of `length` up to `now` touches; milliseconds. */
export function daysUpTo(now: number, length: number): number[] {
  const first = dayOf(now - length);
  return Array.from({ length: dayOf(now) - first + 1 }, (_, nth) => first + nth);
}

function dayOf(at: number): number {
  return Math.floor(at / DAY);
}
