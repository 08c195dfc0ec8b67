import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `X-Hub-Signature-256: sha256=<hex>` is the HMAC of the raw body under the app's secret. Compares in constant
 * time; the body must be the bytes as received, because re-serialised JSON does not verify.
 */
export function verifySignature(rawBody: Buffer, header: string | undefined, appSecret: string): boolean {
  const match = header === undefined ? null : /^sha256=([0-9a-f]{64})$/i.exec(header);
  if (!match) return false;
  const expected = createHmac('sha256', appSecret).update(rawBody).digest();
  return timingSafeEqual(Buffer.from(match[1]!, 'hex'), expected);
}

/**
 * The handshake of a webhook subscription: the challenge to answer with as plain text, or null (403) when it is not a
 * subscription or the token is not ours.
 */
export function handshake(query: Readonly<Record<string, unknown>>, verifyToken: string): string | null {
  const token = query['hub.verify_token'];
  const challenge = query['hub.challenge'];
  if (query['hub.mode'] !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return null;
  if (verifyToken === '') return null;
  // Of equal length whatever was sent, which timingSafeEqual wants.
  const [given, ours] = [token, verifyToken].map((text) => createHmac('sha256', 'handshake').update(text).digest());
  return timingSafeEqual(given!, ours!) ? challenge : null;
}
