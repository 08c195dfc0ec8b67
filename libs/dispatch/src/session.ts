import { type Conversation, stream } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';

const DAY = 24 * 3600 * 1000;
/** The platform closes a window a little before we would. */
const MARGIN = 60_000;

export interface Session {
  readonly open: boolean;
  readonly conversation: Conversation | null;
}

/** Of a person who has not written. */
export const NO_SESSION: Session = { open: false, conversation: null };

/**
 * The customer-service window of a person with a number: `open` slides with every inbound message (what may be sent); the
 * conversation is the fixed 24 hours that the report groups by, opened by the person's message.
 */
export async function sessionOf(
  reader: EventReader,
  senderId: string,
  personKey: string,
  now: number,
): Promise<Session> {
  const slice = await reader.readStream(stream.conversation(senderId, personKey));
  if (!slice.exists) return NO_SESSION;
  let last = 0;
  let opened: { id: string; at: number } | null = null;
  for await (const event of slice) {
    if (event.type !== 'MessageReceived') continue;
    last = Date.parse(String(event.data['receivedAt']));
    if (opened === null || last >= opened.at + DAY) opened = { id: event.id, at: last };
  }
  const conversation: Conversation | null =
    opened === null || now >= opened.at + DAY
      ? null
      : { id: opened.id, type: 'user_initiated', expiresAt: new Date(opened.at + DAY).toISOString() };
  return { open: now < last + DAY - MARGIN, conversation };
}
