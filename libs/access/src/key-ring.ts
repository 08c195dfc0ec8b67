import { idOf, keyDecider, streamPrefix } from '@arauto/domain';
import {
  type EventReader,
  eventOf,
  type LogFollower,
  type LogListener,
  type Position,
  type RecordedEvent,
  START,
} from '@arauto/event-store';
import type { Principal } from './principal';
import { hashSecret, looksLikeSecret } from './secret';

/**
 * Who is this secret? Kept in memory from the log, never from a view: a revoked key must not live on because a view is late.
 */
export class KeyRing implements LogListener {
  readonly prefix = streamPrefix.key;
  private readonly byHash = new Map<string, Principal>();
  private readonly hashOf = new Map<string, string>();
  private knownUpTo: Position = START;

  /** @param follower what tells it of the log */
  constructor(private readonly follower: Pick<LogFollower, 'seen' | 'requireFollowing'>) {}

  /**
   * Gets to know every key that is in the log now; those that come later are heard of by `apply`.
   * @throws WrittenByLaterVersion
   */
  async load(log: Pick<EventReader, 'readAll'>): Promise<void> {
    for await (const event of log.readAll({ filter: { streamPrefixes: [this.prefix] } })) this.apply(event);
  }

  /**
   * The holder of a secret, or undefined for a secret that is not, or no longer, one of ours.
   * @throws WrittenByLaterVersion when the ring cannot hear of revocations any more
   */
  whoIs(secret: string): Principal | undefined {
    this.follower.requireFollowing();
    return looksLikeSecret(secret) ? this.byHash.get(hashSecret(secret)) : undefined;
  }

  /**
   * The holder of the key of an id, or undefined where there is none, or not any more.
   * @throws WrittenByLaterVersion when the ring cannot hear of revocations any more
   */
  holder(keyId: string): Principal | undefined {
    this.follower.requireFollowing();
    return this.byHash.get(this.hashOf.get(keyId) ?? '');
  }

  /** Resolves when the ring knows the log up to the position of a key's event. */
  seen(position: Position): Promise<void> {
    return this.follower.seen(position);
  }

  /** Takes in one event of a key. */
  apply(recorded: RecordedEvent): void {
    // What is told again must not bring back a key that was revoked since.
    if (recorded.position <= this.knownUpTo) return;
    this.knownUpTo = recorded.position;
    const id = idOf(recorded.stream, this.prefix);
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
