import type { Clock } from '@arauto/clock';
import { idOf, keyDecider, streamPrefix } from '@arauto/domain';
import { type EventReader, eventOf, LogFollower, type Position, type RecordedEvent, START } from '@arauto/event-store';
import type { Principal } from './principal';
import { hashSecret, looksLikeSecret } from './secret';

/**
 * Who is this secret? Kept in memory from the log, never from a view: a revoked key must not live on because a view is late.
 */
export class KeyRing {
  private readonly byHash = new Map<string, Principal>();
  private readonly hashOf = new Map<string, string>();
  /** The subscription it lives from, for health. */
  readonly follower: LogFollower;

  private constructor(reader: Pick<EventReader, 'subscribe'>, clock: Clock, onFailure?: (error: unknown) => void) {
    const keys = { prefix: streamPrefix.key, apply: (event: RecordedEvent) => this.apply(event) };
    this.follower = new LogFollower('keys', reader, clock, [keys], START, { onFailure });
  }

  /**
   * Resolves when every key that is in the log now is known; goes on following it until `signal` aborts.
   * @throws WrittenByLaterVersion
   */
  static async open(
    reader: Pick<EventReader, 'subscribe' | 'head'>,
    clock: Clock,
    signal: AbortSignal,
    onFailure?: (error: unknown) => void,
  ): Promise<KeyRing> {
    const ring = new KeyRing(reader, clock, onFailure);
    const head = await reader.head();
    void ring.follower.run(signal);
    await ring.seen(head);
    ring.follower.requireFollowing();
    return ring;
  }

  /**
   * The holder of a secret, or undefined for a secret that is not, or no longer, one of ours.
   * @throws WrittenByLaterVersion when the ring cannot hear of revocations any more
   */
  whoIs(secret: string): Principal | undefined {
    this.follower.requireFollowing();
    return looksLikeSecret(secret) ? this.byHash.get(hashSecret(secret)) : undefined;
  }

  /** Resolves when the ring knows the log up to the position of a key's event. */
  seen(position: Position): Promise<void> {
    return this.follower.seen(position);
  }

  private apply(recorded: RecordedEvent): void {
    const id = idOf(recorded.stream, streamPrefix.key);
    const event = eventOf(keyDecider, recorded);
    if (event.type === 'KeyCreated') {
      const { name, roles, subaccountIds, secretHash } = event.data;
      this.byHash.set(secretHash, { id, name, roles, subaccountIds });
      this.hashOf.set(id, secretHash);
    } else if (event.type === 'KeyRevoked') {
      this.byHash.delete(this.hashOf.get(id) ?? '');
    }
  }
}
