import { namedId } from '@arauto/event-store';

/** What a session is called that nobody has named, by number, person and opening: the same whoever works it out. @param openedAt milliseconds */
export function conversationId(senderId: string, personKey: string, openedAt: number): string {
  return namedId('conversation', senderId, personKey, String(openedAt));
}
