import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest } from '../provider-kind';
import { isSameSecret } from '../same-secret';

/** Whether `X-Hub-Signature-256: sha256=<hex>` is the HMAC of the raw body under the app's secret. */
export function verifySignature({ headers, body }: WebhookRequest, appSecret: string): boolean {
  const [header = ''] = [headers['x-hub-signature-256']].flat();
  const match = /^sha256=([0-9a-f]{64})$/i.exec(header);
  if (!match) return false;
  const expected = createHmac('sha256', appSecret).update(body).digest();
  return timingSafeEqual(Buffer.from(match[1]!, 'hex'), expected);
}

export function handshake(query: Readonly<Record<string, unknown>>, verifyToken: string): string | null {
  const token = query['hub.verify_token'];
  const challenge = query['hub.challenge'];
  if (query['hub.mode'] !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return null;
  return isSameSecret(token, verifyToken) ? challenge : null;
}
