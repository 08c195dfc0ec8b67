import type { Clock } from '@arauto/clock';
import type { KeyRing } from './key-ring';
import type { Principal } from './principal';
import { Seal } from './seal';

/** How long somebody stays signed in, seconds. */
export const SESSION_SECONDS = 12 * 3600;

/**
 * Who is signed in. A session is a sealed text that names its key and when it ends; it is kept nowhere, so every process knows it, and sees just
 * what its key sees. It ends with the key.
 */
export class Sessions {
  private readonly seal: Seal;

  constructor(
    secret: string | Uint8Array,
    private readonly ring: Pick<KeyRing, 'holder'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.seal = new Seal(secret, 'sessions');
  }

  begin({ id }: Principal): string {
    return this.seal.close([id, this.clock.now() + SESSION_SECONDS * 1000]);
  }

  /**
   * Undefined when it is none, has ended, or its key was revoked.
   * @throws WrittenByLaterVersion when revocations cannot be heard of any more
   */
  whoIs(session: string): Principal | undefined {
    const [keyId, endsAt] = this.seal.open(session) ?? [];
    if (typeof keyId !== 'string' || typeof endsAt !== 'number' || endsAt <= this.clock.now()) return undefined;
    return this.ring.holder(keyId);
  }
}
