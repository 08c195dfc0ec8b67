import { createHash } from 'node:crypto';

/** 256 bits, base64url: nothing to guess, so a plain hash of it is enough to keep. */
const SECRET_BYTES = 32;

const SHAPE = /^ak_[A-Za-z0-9_-]{43}$/;

/** The secret of an API key, `ak_…`. @param bytes 32 random bytes */
export function keySecret(bytes: Uint8Array): string {
  if (bytes.length !== SECRET_BYTES) throw new RangeError(`a key secret is made of ${SECRET_BYTES} bytes`);
  return `ak_${Buffer.from(bytes).toString('base64url')}`;
}

/** What is kept of a secret: its SHA-256, hex. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a text can be a secret at all: spares hashing whatever a stranger sends. */
export function looksLikeSecret(text: string): boolean {
  return SHAPE.test(text);
}
