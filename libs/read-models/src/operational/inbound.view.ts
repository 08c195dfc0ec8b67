/**
 * Which messages of persons are known, and which of them belong to nobody knows whom yet? Asked by webhooks, of every message that comes, as most
 * come once and some come again; and by the reaction that attributes them. Costs one small write per message, and one when it is attributed.
 */
import { type MessageAttributed, type MessageEdited, type MessageReceived, type MessageRevoked } from '@arauto/domain';
import { patch, put } from '../change';
import { projection } from '../projection';
import { boolean, defineView, integer, symbol, text } from '../view';
import { conversationOf, inboundIdOf } from './conversation-event';

export const inboundView = defineView({
  name: 'inbound',
  version: 2,
  group: 'operational',
  fields: {
    senderId: symbol(),
    /** Whose conversation it stands in. */
    personKey: text(),
    ref: text(),
    contentType: symbol(),
    quotedHash: text<string | null>(),
    referred: boolean<boolean | null>(),
    optOut: boolean<boolean | null>(),
    /** The person's stamp, milliseconds. */
    receivedAt: integer(),
    /** When the log took it; null once it is attributed. */
    waitsSince: integer<number | null>(),
    /** Stamp of the last edit, RFC 3339. */
    editedAt: text<string | null>(),
    revoked: boolean<boolean | null>(),
  },
  indexes: [{ fields: ['waitsSince', 'receivedAt'], set: ['waitsSince'] }],
});

type Message = MessageReceived | MessageEdited | MessageRevoked | MessageAttributed;

export const inboundProjection = projection<Message>(inboundView, {
  MessageReceived: ({ messageHash, ref, contentType, quotedHash, receivedAt, referred, optOut }, event) => {
    const { senderId, personKey } = conversationOf(event);
    // What the platform itself says is no message of the person: programs before there were replies kept it among them.
    const waitsSince = contentType === 'system' ? null : event.at;
    const facts = { senderId, personKey, ref, contentType, quotedHash, waitsSince };
    const is = { referred: referred === true, optOut: optOut === true };
    const doc = { ...facts, ...is, receivedAt: Date.parse(receivedAt) };
    return [put(inboundView, inboundIdOf(event, messageHash), doc)];
  },
  MessageEdited: ({ messageHash, ref, editedAt }, event) => [
    patch(inboundView, inboundIdOf(event, messageHash), { ref, editedAt }),
  ],
  MessageRevoked: ({ messageHash }, event) => [patch(inboundView, inboundIdOf(event, messageHash), { revoked: true })],
  MessageAttributed: ({ messageHash }, event) => [
    patch(inboundView, inboundIdOf(event, messageHash), { waitsSince: null }),
  ],
});
