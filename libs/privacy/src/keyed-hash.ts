import { createHmac } from 'node:crypto';

/** A name of what nobody shall guess: HMAC-SHA-256 of it, cut to 128 bits, base64url, 22 characters. */
export function keyedHash(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update(text).digest().toString('base64url', 0, 16);
}
