import type { Document, Draft, Field, FieldName, NewDocument, View } from './view';

/** What a projection asks for, as data. A document is written by the events of one stream, or is a counter. */
export type Change =
  /** The whole document; fields left out become null. */
  | { readonly op: 'put'; readonly view: string; readonly id: string; readonly doc: Document }
  /** Some fields of a document that exists; of one that does not, nothing. */
  | { readonly op: 'patch'; readonly view: string; readonly id: string; readonly doc: Document }
  /** Adds to integer fields, from zero where the document or the field is missing. */
  | {
      readonly op: 'add';
      readonly view: string;
      readonly id: string;
      readonly amounts: { readonly [field: string]: number | undefined };
      /** Plain fields set when the document is made (what the counter is of). */
      readonly key?: Document | undefined;
    }
  | { readonly op: 'remove'; readonly view: string; readonly id: string };

/** Also what is spread into a document must be of the view: a field that an event is given would stop the projector otherwise. */
type Only<Doc, V extends View> = Doc & Readonly<Record<Exclude<keyof Doc, FieldName<V>>, never>>;

export function put<V extends View, const Doc extends NewDocument<V>>(view: V, id: string, doc: Only<Doc, V>): Change {
  return { op: 'put', view: view.name, id, doc };
}

/** The whole document where there is none; one that is there stays as it is, which costs a look and no write. */
export function putOnce<V extends View, const Doc extends NewDocument<V>>(
  view: V,
  id: string,
  doc: Only<Doc, V>,
): Change {
  return { op: 'add', view: view.name, id, amounts: {}, key: doc };
}

export function patch<V extends View>(view: V, id: string, doc: Draft<V>): Change {
  return { op: 'patch', view: view.name, id, doc };
}

type IntegerField<V extends View> = {
  [Name in FieldName<V>]: V['fields'][Name] extends Field<'integer'> ? Name : never;
}[FieldName<V>];

export type Amounts<V extends View> = { [Name in IntegerField<V>]?: number };

/** The key holds no numbers: each lane has its own part of a counter, and all numbers of the parts are added up. */
export function add<V extends View>(
  view: V,
  id: string,
  amounts: Amounts<V>,
  key?: Omit<Draft<V>, IntegerField<V>>,
): Change {
  return { op: 'add', view: view.name, id, amounts, key };
}

export function remove(view: View, id: string): Change {
  return { op: 'remove', view: view.name, id };
}

/** @throws TypeError when anything but adding is asked of a view of counters */
export function checkCounter(view: View, change: Change): void {
  if (view.counters === true && change.op !== 'add') throw new TypeError(`${view.name}: counters are only added to`);
}
