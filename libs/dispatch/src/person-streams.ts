import { splitPair } from '@arauto/domain';
import type { Position, RecordedEvent } from '@arauto/event-store';
import type { Condition, ViewReader } from '@arauto/read-models';
import { HeardOf } from './heard-of';
import { personsInView, type PersonsView } from './persons-in-view';

/**
 * Who among many persons has a stream that an attempt must read first: most have none, and asking the log for each of them would
 * cost more than sending. The view says who has one as of its position; who came after that was heard of from the log. Both are
 * only a reason to look: what holds is read from the person's own stream.
 */
export class PersonStreams<V extends PersonsView> {
  private readonly heard = new HeardOf();

  constructor(
    private readonly views: Pick<ViewReader, 'count' | 'find'>,
    private readonly view: V,
    /** Of the streams `{prefix}{owner}.{person}`. */
    readonly prefix: string,
    /** Which documents are an owner's. */
    private readonly ownedBy: (owner: string) => Condition<V>,
  ) {}

  /** Takes in one event of such a stream. */
  apply({ stream, position }: RecordedEvent): void {
    const { left: owner, right: person } = splitPair(stream, this.prefix);
    this.heard.take(keyOf(owner, person), position);
  }

  /**
   * Whether the view knows of anybody at all.
   * @param only those whose documents fulfil this, too
   */
  async any(owner: string, only: readonly Condition<V>[] = []): Promise<boolean> {
    return (await this.views.count(this.view, this.where(owner, only), 1)).value > 0;
  }

  /**
   * The persons of `owner` among many that the view knows of.
   * @param only those whose documents fulfil this, too
   */
  among(owner: string, persons: readonly string[], only: readonly Condition<V>[] = []): Promise<ReadonlySet<string>> {
    return personsInView(this.views, this.view, this.where(owner, only), persons);
  }

  /** Whether anything was heard of the person that a view at `position` may not have, or whether nobody knows any more. */
  changedSince(position: Position, owner: string, person: string, others: readonly string[] = []): boolean {
    if (this.heard.nothingSince(position)) return false;
    const changed = (each: string) => this.heard.since(position, keyOf(owner, each));
    return changed(person) || others.some(changed);
  }

  private where(owner: string, only: readonly Condition<V>[]): readonly Condition<V>[] {
    return [this.ownedBy(owner), ...only];
  }
}

function keyOf(owner: string, person: string): string {
  return `${owner}.${person}`;
}
