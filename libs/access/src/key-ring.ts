import { idOf, type KeyEvent, streamPrefix } from '@arauto/domain';
import { type EventReader, type Position, type RecordedEvent, START } from '@arauto/event-store';
import type { Principal } from './principal';
import { hashSecret, looksLikeSecret } from './secret';

interface Waiter {
  readonly position: Position;
  readonly done: () => void;
}

/**
 * Who is this secret? Kept in memory from the log, never from a view: a revoked key must not live on because a view is late.
 */
export class KeyRing {
  private readonly byHash = new Map<string, Principal>();
  private readonly hashOf = new Map<string, string>();
  private readonly waiters = new Set<Waiter>();
  private position: Position = START;

  private constructor(private readonly reader: Pick<EventReader, 'subscribe' | 'head'>) {}

  /** Resolves when every key that is in the log now is known; goes on following it until `signal` aborts. */
  static async open(reader: Pick<EventReader, 'subscribe' | 'head'>, signal: AbortSignal): Promise<KeyRing> {
    const ring = new KeyRing(reader);
    const head = await reader.head();
    await new Promise<void>((resolve, reject) => {
      ring.follow(signal, head, resolve).then(resolve, reject);
    });
    return ring;
  }

  /** The holder of a secret, or undefined for a secret that is not, or no longer, one of ours. */
  whoIs(secret: string): Principal | undefined {
    return looksLikeSecret(secret) ? this.byHash.get(hashSecret(secret)) : undefined;
  }

  /** Resolves when the ring knows the log up to the position of a key's event. */
  seen(position: Position): Promise<void> {
    if (this.position >= position) return Promise.resolve();
    return new Promise((done) => this.waiters.add({ position, done }));
  }

  private async follow(signal: AbortSignal, head: Position, ready: () => void): Promise<void> {
    if (head === START) ready();
    const filter = { streamPrefixes: [streamPrefix.key] };
    for await (const messages of this.reader.subscribe({ after: START, filter, signal })) {
      for (const message of messages) {
        if (message.kind === 'event') this.apply(message.event);
        this.reach(message.kind === 'event' ? message.event.position : message.position);
      }
      if (this.position >= head) ready();
    }
  }

  private apply(recorded: RecordedEvent): void {
    const id = idOf(recorded.stream, streamPrefix.key);
    const event = recorded as unknown as KeyEvent;
    if (event.type === 'KeyCreated') {
      const { name, roles, subaccountIds, secretHash } = event.data;
      this.byHash.set(secretHash, { id, name, roles, subaccountIds });
      this.hashOf.set(id, secretHash);
    } else if (event.type === 'KeyRevoked') {
      this.byHash.delete(this.hashOf.get(id) ?? '');
    }
  }

  private reach(position: Position): void {
    if (position > this.position) this.position = position;
    for (const waiter of this.waiters) {
      if (waiter.position > this.position) continue;
      this.waiters.delete(waiter);
      waiter.done();
    }
  }
}
