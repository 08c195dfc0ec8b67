import { splitPair, streamPrefix } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';

/** Number and person, from the name of the event's stream. */
export function conversationOf(event: RecordedEvent): { readonly senderId: string; readonly personKey: string } {
  const { left: senderId, right: personKey } = splitPair(event.stream, streamPrefix.conversation);
  return { senderId, personKey };
}

/** What a message of a person is called in views. */
export function inboundId(senderId: string, messageHash: string): string {
  return `${senderId}.${messageHash}`;
}

/** The same of a message of the conversation that an event is of. */
export function inboundIdOf(event: RecordedEvent, messageHash: string): string {
  return inboundId(conversationOf(event).senderId, messageHash);
}
