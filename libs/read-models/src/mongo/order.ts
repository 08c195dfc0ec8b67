import type { Condition, Cursor, Sort } from '../port';
import { checkCursor } from '../questions';
import { comparable } from '../values';
import { partsOf, type View } from '../view';
import { all, type Filter, filterOf, isKept, isSet } from './conditions';
import { indexName, type KeptView } from './kept-view';

interface Term {
  readonly field: string;
  readonly descending: boolean;
  /** Where its value stands in a cursor. */
  readonly place: number;
}

/** An index to take: its entries lie in an order, from each of so many places on, or are so few that they are sorted. */
interface Walk {
  readonly index: string;
  readonly entries: number;
  readonly isSorted: boolean;
}

/** Documents that follow each other in an order. */
export interface Range {
  readonly filter: Filter;
  readonly sort: Record<string, 1 | -1>;
}

/** Up to so many values of fields that an index is entered by at once, each in order (`internalQueryMaxScansToExplode` is 200). */
const MOST_ENTRIES = 100;

/**
 * The matches of a query in a total order: the fields asked for (nulls first, last when descending), then the id, which runs in the
 * direction of the last field, so that an index can be walked either way.
 */
export class Order {
  private readonly terms: readonly Term[];
  private readonly backwards: boolean;
  private readonly where: readonly Filter[];
  private readonly walk: Walk | undefined;

  /** @throws TypeError for a field that cannot be sorted or filtered by, or a value that does not fit */
  constructor(
    private readonly kept: KeptView,
    private readonly view: View,
    private readonly sort: readonly Sort[],
    private readonly conditions: readonly Condition[],
  ) {
    this.where = conditions
      .map((condition) => filterOf(kept, view, condition))
      .filter((filter) => filter !== undefined);
    // what a condition fixes, or the filling does not have, orders nothing
    const fixed = new Set(conditions.flatMap((condition) => ('equals' in condition ? [condition.field] : [])));
    this.terms = sort.flatMap(({ field, descending = false }, place) => {
      comparable(view, field);
      return !isKept(kept, view, field) || fixed.has(field) ? [] : [{ field, descending, place }];
    });
    this.backwards = sort.at(-1)?.descending ?? false;
    this.walk = this.findWalk();
  }

  /** All that matches. */
  get all(): Range {
    return { filter: all(this.where), sort: this.sortFrom(0) };
  }

  /**
   * What comes after a cursor, as ranges that follow each other: one condition with `$or` would begin at the first row of a tie, and paging
   * through 200,000 equal values would take the square of them.
   * @throws TypeError for a cursor of another order
   */
  after(cursor: Cursor): Range[] {
    checkCursor(this.view, this.sort, cursor);
    const { values } = cursor;
    const same = (count: number) => this.terms.slice(0, count).map(({ field, place }) => ({ [field]: values[place]! }));
    const ranges: Range[] = [];
    const add = (count: number, beyond: Filter, sameToo = count) =>
      ranges.push({ filter: all([...this.where, ...same(count), beyond]), sort: this.sortFrom(sameToo) });
    add(this.terms.length, { _id: { [this.backwards ? '$lt' : '$gt']: cursor.id } });
    for (let count = this.terms.length - 1; count >= 0; count--) {
      const { field, descending, place } = this.terms[count]!;
      const value = values[place]!;
      // nulls come first, so descending they are a range of their own at the end
      if (!descending)
        add(count, value === null ? isSet(field, this.kept.typeOf(field)!) : { [field]: { $gt: value } });
      else if (value !== null) {
        add(count, { [field]: { $lt: value } });
        add(count, { [field]: null }, count + 1);
      }
    }
    return ranges;
  }

  /**
   * What is the same in a whole range orders nothing there. Where an index is entered by several values of a field before it, MongoDB (6.0.5)
   * sees that its entries are in order only when it is not told to sort by that, too; elsewhere only when it is.
   */
  private sortFrom(first: number): Range['sort'] {
    const terms = this.terms
      .slice(this.walk && this.walk.entries > 1 ? first : 0)
      .map(({ field, descending }) => [field, descending ? -1 : 1] as const);
    return Object.fromEntries([...terms, ['_id', this.backwards ? -1 : 1]]);
  }

  /**
   * The index whose entries lie in this order, entered by as much of the query as can be; MongoDB is told to take it, since it chooses by
   * trying, and where that misleads it sorts a whole view for a page. Where the query names values of a text that an index begins with, it is
   * that index instead: a person has few messages, and looking for them in the order of time went through 500,000 for a page, in a second.
   */
  get index(): string | undefined {
    return this.walk?.index;
  }

  /** Whether there is a page only after everything that matches was found and sorted. */
  get sortsEverything(): boolean {
    return !this.walk?.isSorted;
  }

  private findWalk(): Walk | undefined {
    const isOneWay = this.terms.every(({ descending }) => descending === this.backwards);
    let best: (Walk & { readonly fit: number; readonly isLookedUp: boolean }) | undefined;
    this.kept.view.indexes.forEach((index, at) => {
      const { fields, set } = partsOf(index);
      const isUsable = isOneWay && set.every((field) => this.asksFor(field));
      const entered = isUsable ? this.enter(fields) : undefined;
      if (!entered) return;
      const fit = entered.fields * 2 + (this.isBounded(fields[entered.fields]) ? 1 : 0) + (set.length > 0 ? 1 : 0);
      if (best && fit <= best.fit) return;
      const isLookedUp = fields.slice(0, entered.fields).some((field) => this.isNamed(field));
      best = { index: indexName(at), entries: entered.entries, isSorted: true, fit, isLookedUp };
    });
    const lookedUp = this.terms.length === 0 || best?.isLookedUp ? undefined : this.findFew();
    if (lookedUp !== undefined) return { index: lookedUp, entries: 1, isSorted: false };
    if (best) return best;
    if (this.terms.length > 0 || this.where.length > 0) return undefined;
    return { index: '_id_', entries: 1, isSorted: true };
  }

  /** An index that begins with a text of which the query names values: of a symbol many documents have the same. */
  private findFew(): string | undefined {
    const at = this.kept.view.indexes.findIndex((index) => {
      const { fields, set } = partsOf(index);
      return set.length === 0 && this.isNamed(fields[0]!);
    });
    return at < 0 ? undefined : indexName(at);
  }

  private isNamed(field: string): boolean {
    return this.kept.typeOf(field) === 'text' && this.asksFor(field) && this.entriesOf(field) !== undefined;
  }

  /** By how many of its first fields an index is entered, and in how many places, before its entries are in order. */
  private enter(fields: readonly string[]): { readonly fields: number; readonly entries: number } | undefined {
    let entries = 1;
    for (let count = 0; count <= fields.length; count++) {
      const rest = fields.slice(count);
      const inOrder = rest.length === this.terms.length && this.terms.every(({ field }, at) => field === rest[at]);
      if (inOrder) return { fields: count, entries };
      const more = this.entriesOf(fields[count]);
      if (more === undefined) return undefined;
      entries *= more;
      if (entries > MOST_ENTRIES) return undefined;
    }
    return undefined;
  }

  private entriesOf(field: string | undefined): number | undefined {
    for (const condition of this.conditions) {
      if (condition.field !== field || !isKept(this.kept, this.view, field)) continue;
      if ('equals' in condition) return 1;
      if ('in' in condition) return Math.max(1, condition.in.length);
    }
    return undefined;
  }

  private isBounded(field: string | undefined): boolean {
    return this.conditions.some(
      (condition) => condition.field === field && !('set' in condition) && !('notIn' in condition),
    );
  }

  /** Whether every match has the field. */
  private asksFor(field: string): boolean {
    return this.conditions.some((condition) => {
      if (condition.field !== field || !isKept(this.kept, this.view, field)) return false;
      if ('equals' in condition) return condition.equals !== null;
      if ('notIn' in condition) return condition.notIn.some((value) => value === null);
      return !('in' in condition) || !condition.in.some((value) => value === null);
    });
  }
}
