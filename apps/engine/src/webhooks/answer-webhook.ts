import type { ProviderConnections, WebhookReceiver } from '@arauto/application';
import type { KnownSender } from '@arauto/dispatch';
import { handshake, verifySignature, WebhookNotJson } from '@arauto/whatsapp';
import { HttpProblem, notFound, unreadableBody } from '../http/problems/problem';

/** What judges webhooks and takes them in. */
export interface WebhookParts {
  /** The sender, or undefined for an id that is not one. */
  sender(senderId: string): Promise<KnownSender | undefined>;
  readonly connections: Pick<ProviderConnections, 'credentialsOf'>;
  readonly receiver: Pick<WebhookReceiver, 'receive'>;
  say(message: string, facts: Readonly<Record<string, unknown>>): void;
}

/** A webhook as it came to the address of a sender. */
export interface Webhook {
  readonly senderId: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Undefined where it came as something else than JSON. */
  readonly body: Buffer | undefined;
}

/** Seconds. */
const RETRY_AFTER = { 'retry-after': '5' };

/**
 * Takes a webhook in. Undefined is 200: every element of it is durable. A problem is what else it is answered with, after which the
 * provider sends it again.
 * @throws what keeps the sender or its credentials from being had
 */
export async function answerWebhook(
  parts: WebhookParts,
  { senderId, headers, body }: Webhook,
): Promise<HttpProblem | undefined> {
  const sender = await parts.sender(senderId);
  if (!sender) return noSuchSender();
  if (!body) return new HttpProblem('unsupported_media_type', 'A webhook is application/json.');
  const { appSecret } = await parts.connections.credentialsOf(senderId, sender.credentialsRef);
  if (!verifySignature(body, signatureIn(headers), appSecret)) {
    return new HttpProblem('unauthenticated', 'The signature does not fit the body.');
  }
  try {
    await parts.receiver.receive(senderId, sender, body);
    return undefined;
  } catch (error) {
    if (error instanceof WebhookNotJson) return unreadableBody('is not JSON');
    parts.say('a webhook could not be stored', { senderId, error });
    return new HttpProblem('store_unavailable', 'The store did not take the webhook. Send it again.', {}, RETRY_AFTER);
  }
}

/**
 * What the platform is answered with that wants to know whose address this is: its own challenge, or a problem.
 * @throws what keeps the sender or its credentials from being had
 */
export async function answerHandshake(
  parts: Pick<WebhookParts, 'sender' | 'connections'>,
  senderId: string,
  query: Readonly<Record<string, unknown>>,
): Promise<string | HttpProblem> {
  const sender = await parts.sender(senderId);
  if (!sender) return noSuchSender();
  const { verifyToken } = await parts.connections.credentialsOf(senderId, sender.credentialsRef);
  return handshake(query, verifyToken) ?? new HttpProblem('forbidden', 'The verify token or mode is wrong.');
}

function signatureIn({ 'x-hub-signature-256': signature }: Webhook['headers']): string | undefined {
  return typeof signature === 'object' ? signature[0] : signature;
}

export function noSuchSender(): HttpProblem {
  return notFound('There is no such sender.');
}
