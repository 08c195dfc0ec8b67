import type { ConversationType } from '@arauto/domain';
import { type Draft, integer, symbol, text, type View } from '../../view';
import type { OfContact } from '../contact-event';

/** Whose message is this, and whom has a number written to? */
export const MESSAGE = {
  /** These three of the first message that was accepted; those of later ones are a view of their own. */
  messageHash: text<string | null>(),
  messageAttempt: integer<number | null>(),
  messageSender: symbol<string | null>(),
  /**
   * Who sent last, and when it began: what the tier counts. Also of an attempt of which nobody knows (yet) whether its message left; null
   * where surely none did. Of an attempt after an acceptance this stays even when it is refused: the person was written to.
   */
  sentBy: symbol<string | null>(),
  sentAt: integer<number | null>(),
  /** The session that the last attempt was in; what the number sends the person next may be in it, too. */
  conversationId: text<string | null>(),
  conversationType: symbol<ConversationType | null>(),
  /** Milliseconds. */
  conversationUntil: integer<number | null>(),
};

export function tellMessage(
  row: Draft<View<typeof MESSAGE>>,
  { event, recorded }: Pick<OfContact, 'event' | 'recorded'>,
): void {
  const { from, acceptedAt } = event.data;
  const hadNoOutcome = from !== null && (from.open || from.needsAttention);
  switch (event.type) {
    case 'SendAttempted':
      row.sentBy = event.data.senderId;
      row.sentAt = Date.parse(event.data.attemptedAt);
      row.conversationId = event.data.conversation.id;
      row.conversationType = event.data.conversation.type;
      row.conversationUntil = Date.parse(event.data.conversation.expiresAt);
      return;
    case 'TemplateSent':
    case 'SessionMessageSent':
      if (event.data.milestones.length > 0) {
        row.messageHash = event.data.messageHash;
        row.messageAttempt = event.data.attempt;
        row.messageSender = event.data.senderId;
      }
      // Of an attempt without an outcome it is known already when it began; any other was taken for refused.
      if (hadNoOutcome) return;
      row.sentBy = event.data.senderId;
      row.sentAt = recorded.at;
      return;
    case 'SendWithdrawn':
    case 'RetryScheduled':
    case 'SendErrored':
    case 'SendingFailed':
      if (!hadNoOutcome || acceptedAt !== undefined) return;
      row.sentBy = null;
      row.sentAt = null;
      return;
    default:
  }
}
