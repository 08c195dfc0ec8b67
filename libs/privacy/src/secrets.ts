import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Random } from '@arauto/clock';
import { keyedHash } from './keyed-hash';

/** A sealed secret cannot be opened: `mismatch` with another ARAUTO_SECRET, `damaged` when it is not what was sealed. */
export class SecretError extends Error {
  constructor(
    readonly code: 'mismatch' | 'damaged',
    message: string,
  ) {
    super(message);
    this.name = 'SecretError';
  }
}

/** `1.{key id}.{nonce}.{ciphertext and tag}`, base64url. Opaque to everybody else. */
export type Sealed = string;

/** Names the key that a secret makes, without telling anything of it. Kept beside what is sealed. */
export function keyId(secret: string): string {
  return derive(secret, 'key id', 9).toString('base64url');
}

/**
 * Encrypts under ARAUTO_SECRET with AES-256-GCM. `label` says what it is (`sender-…/accessToken`): a sealed value opens only
 * under its own label, so that a swap of two entries is noticed.
 */
export function sealSecret(secret: string, label: string, plain: string | Uint8Array, random: Random): Sealed {
  return new SealingKey(secret).seal(label, plain, random);
}

/** Opens what `sealSecret` made. Throws SecretError. */
export function openSecret(secret: string, label: string, sealed: Sealed): Buffer {
  return new SealingKey(secret).open(label, sealed);
}

/** Of a nonce, and of 32 bytes with their tag, base64url. */
const NONCE_LENGTH = 16;
const SEALED_KEY_LENGTH = 64;

/** The key that ARAUTO_SECRET makes, for who seals and opens much: deriving it takes longer than using it. */
export class SealingKey {
  private readonly id: string;
  private readonly key: Buffer;

  constructor(secret: string) {
    this.id = keyId(secret);
    this.key = derive(secret, 'seal', 32);
  }

  /** See `sealSecret`. */
  seal(label: string, plain: string | Uint8Array, random: Pick<Random, 'bytes'>): Sealed {
    const nonce = random.bytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(label));
    const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return ['1', this.id, nonce.toString('base64url'), body.toString('base64url')].join('.');
  }

  /**
   * Opens many sealed keys of 32 bytes at once, at a tenth of what it costs one by one, and does not look whether they were changed: for who
   * finds that out by what a key is to open. GCM encrypts by a stream of the encrypted blocks `nonce, counter`, the counter from 2 on
   * (NIST SP 800-38D, 7.1), and those of many nonces are encrypted in one call.
   * @returns undefined for what `open` must say something of
   */
  openKeysUnchecked(sealed: readonly Sealed[]): (Buffer | undefined)[] {
    const prefix = `1.${this.id}.`;
    const nonceEnd = prefix.length + NONCE_LENGTH;
    const isKey = (text: Sealed) => text.startsWith(prefix) && text.length === nonceEnd + 1 + SEALED_KEY_LENGTH;
    const blocks = Buffer.alloc(sealed.length * 32);
    const bodies = Buffer.alloc(sealed.length * 32);
    sealed.forEach((text, n) => {
      if (!isKey(text)) return;
      for (const [block, counter] of [
        [n * 32, 2],
        [n * 32 + 16, 3],
      ] as const) {
        blocks.write(text.slice(prefix.length, nonceEnd), block, 12, 'base64url');
        blocks[block + 15] = counter;
      }
      bodies.write(text.slice(nonceEnd + 1), n * 32, 32, 'base64url');
    });
    const encrypted = createCipheriv('aes-256-ecb', this.key, null).setAutoPadding(false).update(blocks);
    for (let at = 0; at < bodies.length; at++) bodies[at]! ^= encrypted[at]!;
    return sealed.map((text, n) => (isKey(text) ? bodies.subarray(n * 32, n * 32 + 32) : undefined));
  }

  /** See `openSecret`. */
  open(label: string, sealed: Sealed): Buffer {
    const [version, id, nonce, body] = sealed.split('.');
    if (version !== '1' || id === undefined || nonce === undefined || body === undefined) {
      throw new SecretError('damaged', `What is stored as ${label} is not a sealed secret.`);
    }
    if (id !== this.id) {
      throw new SecretError(
        'mismatch',
        `${label} was sealed under another ARAUTO_SECRET: its key is ${id}, the secret given makes ${this.id}. ` +
          'Start with the secret that this data was made with.',
      );
    }
    const bytes = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      });
      decipher.setAAD(Buffer.from(label)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
    } catch {
      throw new SecretError('damaged', `What is stored as ${label} was changed after it was sealed.`);
    }
  }
}

/**
 * The name of a provider's message id in events and views: 128 bits, base64url, 22 characters. The id itself contains the
 * phone. `secret` is the identity secret of the subaccount.
 */
export function messageHash(secret: Uint8Array, messageId: string): string {
  return keyedHash(secret, `message:${messageId}`);
}

/**
 * The name of what a rejected row holds, so that it is known again: 128 bits, base64url, 22 characters. Keyed by the subaccount's
 * identity secret, since phones can be guessed.
 */
export function rowHash(secret: Uint8Array, content: string): string {
  return keyedHash(secret, `row:${content}`);
}

function derive(secret: string, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'arauto', purpose, length));
}
