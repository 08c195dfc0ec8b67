import type { ProviderConnections, WebhookReceiver } from '@arauto/application';
import type { KnownSender } from '@arauto/domain';
import { type ProviderKind, WebhookNotJson, type WebhookRequest } from '@arauto/whatsapp';
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
  readonly headers: WebhookRequest['headers'];
  /** Undefined where it came as something else than JSON. */
  readonly body: Buffer | undefined;
  /** The end of the address, where the kind has a secret there. */
  readonly token?: string | undefined;
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
  kind: ProviderKind,
  { senderId, headers, body, token }: Webhook,
): Promise<HttpProblem | undefined> {
  const sender = await addressee(parts, kind, senderId);
  if (!sender) return noSuchSender();
  if (!body) return new HttpProblem('unsupported_media_type', 'A webhook is application/json.');
  const credentials = await parts.connections.credentialsOf(senderId, sender.credentialsRef);
  if (!kind.webhooks.verify({ headers, body, token }, credentials)) return notTrusted(kind);
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
  kind: ProviderKind,
  senderId: string,
  query: Readonly<Record<string, unknown>>,
): Promise<string | HttpProblem> {
  const sender = await addressee(parts, kind, senderId);
  if (!sender) return noSuchSender();
  const credentials = await parts.connections.credentialsOf(senderId, sender.credentialsRef);
  const challenge = kind.webhooks.handshake?.(query, credentials);
  return challenge ?? new HttpProblem('forbidden', 'The verify token or mode is wrong.');
}

function notTrusted({ webhooks }: ProviderKind): HttpProblem {
  return webhooks.secretInPath === undefined
    ? new HttpProblem('unauthenticated', 'The signature does not fit the body.')
    : new HttpProblem('unauthenticated', 'The token at the end of the address is wrong.');
}

/** Whose address it is, as long as the number is of that kind. */
export async function addressee(
  parts: Pick<WebhookParts, 'sender'>,
  kind: ProviderKind,
  senderId: string,
): Promise<KnownSender | undefined> {
  const sender = await parts.sender(senderId);
  return sender?.provider === kind.name ? sender : undefined;
}

export function noSuchSender(): HttpProblem {
  return notFound('There is no such sender.');
}
