import { idOf, type PersonEvent, streamPrefix } from '@arauto/domain';
import type { Position, RecordedEvent } from '@arauto/event-store';
import { HeardOf } from './heard-of';

/** Which keys were lately learned to be one person's: what the view of identities may not have yet. */
export class LearnedIdentities {
  readonly prefix = streamPrefix.person;
  private readonly others = new Map<string, Set<string>>();
  private readonly heard = new HeardOf((key) => this.others.delete(key));

  /** Takes in one event of a person. */
  apply({ stream, type, data, position }: RecordedEvent): void {
    if (type !== ('IdentityLearned' satisfies PersonEvent['type'])) return;
    const key = idOf(stream, this.prefix);
    const identity = String(data['identity']);
    this.add(key, identity, position);
    this.add(identity, key, position);
  }

  /** What was heard of the key, while it is remembered. */
  of(key: string): Iterable<string> {
    return this.others.get(key) ?? [];
  }

  /** Whether one of the keys got another since, or whether nobody knows any more. */
  changedSince(position: Position, key: string, others: readonly string[]): boolean {
    if (this.heard.nothingSince(position)) return false;
    return this.heard.since(position, key) || others.some((each) => this.heard.since(position, each));
  }

  private add(key: string, other: string, position: Position): void {
    let others = this.others.get(key);
    if (!others) this.others.set(key, (others = new Set()));
    others.add(other);
    this.heard.take(key, position);
  }
}
