import type { Clock, Random } from '@arauto/clock';
import { loginLinkDecider, stream } from '@arauto/domain';
import { type EventStore, execute, metadataOf } from '@arauto/event-store';
import type { KeyRing } from './key-ring';
import type { Principal } from './principal';
import { Seal } from './seal';

/** How long a link may be used, seconds. */
export const LINK_SECONDS = 300;

/**
 * Links that sign in whoever made them, once. A link is a sealed text that names its key and when it ends; that it was used is an event at a
 * stream of its own, so that it is never used twice: not by two at once, not at two processes, not after a restart.
 */
export class LoginLinks {
  private readonly seal: Seal;

  constructor(
    secret: string | Uint8Array,
    private readonly store: EventStore,
    private readonly ring: Pick<KeyRing, 'holder'>,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly random: Random,
  ) {
    this.seal = new Seal(secret, 'login links');
  }

  make({ id }: Principal): { readonly token: string; readonly endsAt: number } {
    const endsAt = this.clock.now() + LINK_SECONDS * 1000;
    return { token: this.seal.close([this.random.id(), id, endsAt]), endsAt };
  }

  /**
   * Undefined when it is none, was used or has ended, or its key was revoked.
   * @param correlationId of the request
   * @throws AppendFailure; WrittenByLaterVersion
   */
  async use(token: string, correlationId: string): Promise<Principal | undefined> {
    const [linkId, keyId, endsAt] = this.seal.open(token) ?? [];
    if (typeof linkId !== 'string' || typeof keyId !== 'string' || typeof endsAt !== 'number') return undefined;
    const holder = this.ring.holder(keyId);
    if (!holder || endsAt <= this.clock.now()) return undefined;
    const { id, name } = holder;
    const { events } = await execute(
      this.store,
      loginLinkDecider,
      stream.login(linkId),
      { type: 'UseLoginLink', keyId },
      {
        // Two that use it at once must never look like one.
        eventId: () => this.random.uuid(),
        metadata: metadataOf({ actor: { id, name }, correlationId, source: 'api' }),
      },
    );
    return events.length > 0 ? holder : undefined;
  }
}
