import { splitPair } from '@arauto/domain';
import { type Position, type RecordedEvent, START } from '@arauto/event-store';
import type { Condition, View, ViewReader } from '@arauto/read-models';
import { personsInView } from './persons-in-view';

/** Persons heard of lately that are remembered, at most. */
const MOST_HEARD = 50_000;

/**
 * Who among many persons has a stream that an attempt must read first: most have none, and asking the log for each of them would
 * cost more than sending. The view says who has one as of its position; who came after that was heard of from the log. Both are
 * only a reason to look: what holds is read from the person's own stream.
 */
export class PersonStreams {
  /** Persons by the last event of theirs, in the order of the log. */
  private readonly heard = new Map<string, Position>();
  /** Who was heard of up to here may have been forgotten. */
  private forgottenUpTo: Position = START;

  constructor(
    private readonly views: Pick<ViewReader, 'count' | 'find'>,
    private readonly view: View,
    /** Of the streams `{prefix}{owner}.{person}`. */
    readonly prefix: string,
    /** The field of the view that holds the owner. */
    private readonly ownerField: string,
  ) {}

  /** Takes in one event of such a stream. */
  apply({ stream, position }: RecordedEvent): void {
    const { left: owner, right: person } = splitPair(stream, this.prefix);
    const key = keyOf(owner, person);
    this.heard.delete(key);
    this.heard.set(key, position);
    if (this.heard.size > MOST_HEARD) this.forgetOlderHalf();
  }

  /** Whether the view knows of anybody. */
  async any(owner: string): Promise<boolean> {
    return (await this.views.count(this.view, [{ field: this.ownerField, equals: owner }], 1)).value > 0;
  }

  /**
   * The persons of `owner` among many that the view knows of.
   * @param only those whose documents fulfil this, too
   */
  among(owner: string, persons: readonly string[], only: readonly Condition[] = []): Promise<ReadonlySet<string>> {
    const where = [{ field: this.ownerField, equals: owner }, ...only];
    return personsInView(this.views, this.view, where, persons);
  }

  /** Whether anything was heard of the person that a view at `position` may not have, or whether nobody knows any more. */
  changedSince(position: Position, owner: string, person: string): boolean {
    return position < this.forgottenUpTo || (this.heard.get(keyOf(owner, person)) ?? START) > position;
  }

  private forgetOlderHalf(): void {
    let left = this.heard.size >> 1;
    for (const [key, position] of this.heard) {
      if (left-- === 0) return;
      this.heard.delete(key);
      this.forgottenUpTo = position;
    }
  }
}

function keyOf(owner: string, person: string): string {
  return `${owner}.${person}`;
}
