import type { Document, IndexDescription } from 'mongodb';
import { typeOf } from '../values';
import { type FieldType, partsOf, type View } from '../view';

/** A document as it is stored. A field that is null is absent: so it sorts first, and is in no partial index. */
export interface StoredDocument extends Document {
  readonly _id: string;
}

/** The view's document that a counter belongs to, where each lane keeps one of its own. */
export const COUNTED = '_of';

/**
 * How a view lies in MongoDB: a collection whose documents have the fields as they are and the document's id as `_id`; json as its text,
 * since keys may hold what MongoDB reads something into (`$`, `.`, nothing). Every index is ordered by `_id` at last: it is the tie-breaker of every
 * order, and without it 250,000 documents that tie were sorted for a page, in 430 ms (mongod 6.0.5).
 */
export class KeptView {
  /** Counters are kept per lane, and added up when they are read: lanes that share a document roll each other back. */
  readonly isSummed: boolean;

  /** @throws TypeError naming what in the definition cannot be kept */
  constructor(
    readonly view: View,
    readonly lanes: number,
  ) {
    if (!/^[a-z][a-z0-9-]*$/.test(view.name)) {
      throw new TypeError(`view ${JSON.stringify(view.name)}: a name is lower-case letters, digits and dashes`);
    }
    for (const name of Object.keys(view.fields)) {
      if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name)) {
        throw new TypeError(`${view.name}: field ${JSON.stringify(name)} is not letters, digits and underscores`);
      }
    }
    for (const { fields, set, carries } of view.indexes.map(partsOf)) {
      for (const field of [...fields, ...set, ...carries]) {
        if (this.typeOf(field) === undefined)
          throw new TypeError(`${view.name}: an index names ${field}, which is no field of it`);
        if (this.typeOf(field) === 'json') throw new TypeError(`${view.name}: json field ${field} cannot be indexed`);
      }
    }
    this.isSummed = view.counters === true && lanes > 1;
  }

  typeOf(field: string): FieldType | undefined {
    return typeOf(this.view, field);
  }

  indexes(): IndexDescription[] {
    return this.view.indexes.map((index, at) => {
      const { fields, set, carries } = partsOf(index);
      return {
        name: indexName(at),
        key: Object.fromEntries([...fields, '_id', ...carries].map((field) => [field, 1])),
        ...(set.length > 0 && {
          partialFilterExpression: Object.fromEntries(set.map((field) => [field, { $exists: true }])),
        }),
      };
    });
  }

  /** The id under which a lane keeps a document. */
  storedId(id: string, lane: number): string {
    return this.isSummed ? `${lane}.${id}` : id;
  }
}

/** As its place among those that the view declares, from 1. */
export function indexName(at: number): string {
  return `index-${at + 1}`;
}
