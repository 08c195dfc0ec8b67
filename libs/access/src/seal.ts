import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Longest sealed text looked at: ours are far shorter. */
const MAX_LENGTH = 1024;

/**
 * Words that go out and come back, and that nobody without the secret can make or change; they can be read. Every process with the same secret
 * opens what another sealed.
 */
export class Seal {
  private readonly key: Buffer;

  /** @param purpose what is sealed for one purpose opens for no other */
  constructor(secret: string | Uint8Array, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', `arauto ${purpose}`, 32));
  }

  /** Characters that may stand in a cookie and in an address. */
  close(words: readonly (string | number)[]): string {
    const content = Buffer.from(JSON.stringify(words)).toString('base64url');
    return `${content}.${this.sealOf(content).toString('base64url')}`;
  }

  /** Undefined for what was not sealed here. */
  open(text: string): readonly (string | number)[] | undefined {
    const [content = '', seal = '', ...more] = text.length <= MAX_LENGTH ? text.split('.') : [];
    const given = Buffer.from(seal, 'base64url');
    const wanted = this.sealOf(content);
    if (more.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    return JSON.parse(Buffer.from(content, 'base64url').toString()) as readonly (string | number)[];
  }

  private sealOf(content: string): Buffer {
    return createHmac('sha256', this.key).update(content).digest();
  }
}
