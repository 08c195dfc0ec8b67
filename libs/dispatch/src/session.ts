import { instant } from '@arauto/clock';
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
 * @param keys under which the person may have written
 */
export async function sessionOf(
  reader: Pick<EventReader, 'readStream'>,
  senderId: string,
  keys: readonly string[],
  now: number,
): Promise<Session> {
  const written = (await Promise.all(keys.map((key) => messagesOf(reader, senderId, key)))).flat();
  if (written.length === 0) return NO_SESSION;
  written.sort((one, other) => one.at - other.at);
  let opened = written[0]!;
  for (const message of written) if (message.at >= opened.at + DAY) opened = message;
  const conversation: Conversation | null =
    now >= opened.at + DAY ? null : { id: opened.id, type: 'user_initiated', expiresAt: instant(opened.at + DAY) };
  return { open: now < written.at(-1)!.at + DAY - MARGIN, conversation };
}

/** What the platform itself says in a conversation (a number changed) is no message of the person, and opens no window. */
async function messagesOf(
  reader: Pick<EventReader, 'readStream'>,
  senderId: string,
  key: string,
): Promise<{ id: string; at: number }[]> {
  const messages: { id: string; at: number }[] = [];
  for await (const { id, type, data } of await reader.readStream(stream.conversation(senderId, key))) {
    if (type !== 'MessageReceived' || data['contentType'] === 'system') continue;
    messages.push({ id, at: Date.parse(String(data['receivedAt'])) });
  }
  return messages;
}
