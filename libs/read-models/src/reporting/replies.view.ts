/**
 * What did people write to us (MO)? Asked by the detailed report, by lists of conversations and by threads: one row per message of a person. Costs one
 * row written per message, and once more when it is attributed.
 */
import {
  type AttributedBy,
  type ContentType,
  type ConversationType,
  type MessageAttributed,
  type MessageEdited,
  type MessageReceived,
  type MessageRevoked,
  type MessagesRegrouped,
  type Session,
} from '@arauto/domain';
import { type Change, patch, put } from '../change';
import { conversationOf, inboundIdOf } from '../operational';
import { projection } from '../projection';
import { boolean, defineView, type Draft, integer, symbol, text } from '../view';

export const repliesView = defineView({
  name: 'replies',
  version: 4,
  group: 'reporting',
  fields: {
    subaccountId: symbol<string | null>(),
    senderId: symbol(),
    /** Whose conversation it stands in. */
    personKey: text(),
    /** Vault ref of what was written, as it was edited last. */
    ref: text(),
    contentType: symbol<ContentType>(),
    /** The person's stamp, not later than our receipt; milliseconds. */
    answeredAt: integer(),
    /** Its place in the stream of its conversation, which tells messages of one second apart. */
    arrived: integer(),
    quotedHash: text<string | null>(),
    edited: boolean(),
    revoked: boolean(),
    /** It asks for no more marketing, as the lists were when it came. */
    optOut: boolean(),
    /** Null until it is attributed. */
    by: symbol<AttributedBy | null>(),
    campaignId: symbol<string | null>(),
    contactKey: text<string | null>(),
    correlationId: text<string | null>(),
    /** Index among the buttons of the frozen template. */
    button: integer<number | null>(),
    /** The same with its campaign: one text stands at another place in each. */
    tapped: symbol<string | null>(),
    conversationId: text<string | null>(),
    conversationType: symbol<ConversationType | null>(),
    conversationOpenedAt: integer<number | null>(),
    conversationExpiresAt: integer<number | null>(),
    /** When its conversation opened, of the first message of the person in it: a conversation is listed by that one. */
    listedAt: integer<number | null>(),
  },
  indexes: [
    ['answeredAt'],
    { fields: ['campaignId', 'answeredAt'], set: ['campaignId'] },
    ['personKey', 'answeredAt'],
    { fields: ['conversationId', 'answeredAt'], set: ['conversationId'] },
    { fields: ['listedAt'], set: ['listedAt'] },
    { fields: ['personKey', 'listedAt'], set: ['listedAt'] },
    { fields: ['senderId', 'listedAt'], set: ['listedAt'] },
    { fields: ['subaccountId', 'listedAt'], set: ['listedAt'] },
    { fields: ['contactKey', 'answeredAt'], set: ['contactKey'] },
    ['senderId', 'answeredAt'],
    { fields: ['subaccountId', 'answeredAt'], set: ['subaccountId'] },
    { fields: ['correlationId', 'answeredAt'], set: ['correlationId'] },
  ],
  tally: {
    by: ['senderId', 'subaccountId', 'campaignId', 'contentType', 'conversationType', 'optOut'],
    bucket: { field: 'answeredAt', every: 15 * 60_000 },
  },
});

/** A button of a campaign. */
export function tapOf(campaignId: string, button: number): string {
  return `${campaignId}.${button}`;
}

type Message = MessageReceived | MessageEdited | MessageRevoked | MessageAttributed | MessagesRegrouped;

export const repliesProjection = projection<Message>(repliesView, {
  MessageReceived: ({ messageHash, subaccountId, ref, contentType, receivedAt, quotedHash, optOut }, event) => {
    if (contentType === 'system') return [];
    const { senderId, personKey } = conversationOf(event);
    return [
      put(repliesView, inboundIdOf(event, messageHash), {
        subaccountId: subaccountId ?? null,
        ...{ senderId, personKey, ref, quotedHash },
        contentType: contentType as ContentType,
        answeredAt: Date.parse(receivedAt),
        arrived: event.revision,
        edited: false,
        revoked: false,
        optOut: optOut === true,
      }),
    ];
  },
  MessageEdited: ({ messageHash, ref }, event) => [
    patch(repliesView, inboundIdOf(event, messageHash), { ref, edited: true }),
  ],
  MessageRevoked: ({ messageHash }, event) => [patch(repliesView, inboundIdOf(event, messageHash), { revoked: true })],
  MessageAttributed: ({ messageHash, by, contact, button, standing }, event) => {
    const doc: Draft<typeof repliesView> = { by, button, ...inSession(standing.session, standing.opens) };
    doc.campaignId = contact?.campaignId ?? null;
    doc.contactKey = contact?.contactKey ?? null;
    doc.correlationId = contact?.correlationId ?? null;
    doc.tapped = contact && button !== null ? tapOf(contact.campaignId, button) : null;
    return [patch(repliesView, inboundIdOf(event, messageHash), doc)];
  },
  MessagesRegrouped: ({ sessions }, event) => {
    return sessions.flatMap(({ session, messages }) =>
      messages.map(({ messageHash, opens }): Change =>
        patch(repliesView, inboundIdOf(event, messageHash), inSession(session, opens)),
      ),
    );
  },
});

function inSession({ id, type, openedAt, expiresAt }: Session, opens: boolean): Draft<typeof repliesView> {
  const at = Date.parse(openedAt);
  return {
    conversationId: id,
    conversationType: type,
    conversationOpenedAt: at,
    conversationExpiresAt: Date.parse(expiresAt),
    listedAt: opens ? at : null,
  };
}
