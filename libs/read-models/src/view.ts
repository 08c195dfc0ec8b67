/** What a view is: documents of one shape, and the fields they are found and sorted by. */

/** What a field is compared and sorted as. */
export type Value = string | number | boolean | null;

/**
 * `text`, `integer` (53 bits), `boolean`; `symbol` is text of few distinct values (a state, a campaign id): an adapter may
 * intern it; `json` is stored as it is and cannot be filtered or sorted by.
 */
export type FieldType = 'text' | 'symbol' | 'integer' | 'boolean' | 'json';

declare const held: unique symbol;

/** How a field is kept, which is all there is of it when the program runs, and what it holds, which only the compiler knows. */
export type Field<Type extends FieldType = FieldType, Held = unknown> = Type & { readonly [held]: Held };

function field<Type extends FieldType, Held>(type: Type) {
  return type as Field<Type, NoInfer<Held>>;
}

/** A field may be null only where its type says so: `integer<number | null>()`. */
export const text = <Held extends string | null = string>() => field<'text', Held>('text');
export const symbol = <Held extends string | null = string>() => field<'symbol', Held>('symbol');
export const integer = <Held extends number | null = number>() => field<'integer', Held>('integer');
export const boolean = <Held extends boolean | null = boolean>() => field<'boolean', Held>('boolean');
export const json = <Held>() => field<'json', Held>('json');

export type Fields = Readonly<Record<string, Field>>;

/** An index by `fields` in order. */
export interface IndexParts<Name extends string = string> {
  readonly fields: readonly Name[];
  /** Only of documents in which every one of these is set: found by queries that ask for just that (`{ field, set: true }`). */
  readonly set?: readonly Name[] | undefined;
  /**
   * What the index has of a document beside them, so that who filters by that, too, is counted without looking at the documents. Of use to
   * MongoDB, where documents are ten times as slow to look at as an index; SQLite leaves it out.
   */
  readonly carries?: readonly Name[] | undefined;
}

export type Index<Name extends string = string> = readonly Name[] | IndexParts<Name>;

/** An index with all its parts, empty where it does not name them. */
export function partsOf(index: Index): { readonly [Part in keyof IndexParts]-?: readonly string[] } {
  if (!('fields' in index)) return { fields: index, set: [], carries: [] };
  return { fields: index.fields, set: index.set ?? [], carries: index.carries ?? [] };
}

/**
 * How many documents there are of each combination of some fields, kept with the documents in the transaction that changes them: events alone
 * cannot tell it, as they do not say what a document was before.
 */
export interface Tally<Name extends string = string> {
  /** Symbols and booleans, told apart by their values. */
  readonly by: readonly Name[];
  /** An integer, told apart by the multiple of `every` at or below it. Nothing adds to it. */
  readonly bucket: { readonly field: Name; readonly every: number };
  /** One of `by`: documents in which it is null are not counted; nor are any in which the integer is. */
  readonly of?: Name | undefined;
}

/** Views that sending needs, and views that reports need, have a checkpoint each: a poison report cannot stop sending. */
export type Group = 'operational' | 'reporting';

/** As a store sees it, or, with the type of its fields, as those who ask and write see it. */
export interface View<Declared extends Fields = Fields> {
  readonly name: string;
  /** Raised when what the fields mean or the projection changes: the view is then filled anew beside the old one. */
  readonly version: number;
  readonly group: Group;
  readonly fields: Declared;
  /** Each is a list of fields in order, of all documents or of some; the document's id is the last, silent, part of every index. */
  readonly indexes: readonly Index[];
  /**
   * Documents that several streams add to, and nothing else is done to: each lane of a projector then keeps its own part, and they are added
   * up when they are read. Any other document is written by the events of one stream.
   */
  readonly counters?: true | undefined;
  readonly tally?: Tally | undefined;
}

/** A view as it is given; an index or a tally of a field that it does not have, or of json, does not compile. */
export function defineView<Declared extends Fields>(
  view: View<Declared> & {
    readonly indexes: readonly Index<ComparableField<View<Declared>>>[];
    readonly tally?: Tally<ComparableField<View<Declared>>> | undefined;
  },
): View<Declared> {
  return view;
}

export type FieldName<V extends View> = keyof V['fields'] & string;

/** What a field of a document holds. */
export type Held<V extends View, Name extends keyof V['fields']> = V['fields'][Name][typeof held];

/** A field that can be filtered, grouped and sorted by. */
export type ComparableField<V extends View> = {
  [Name in FieldName<V>]: V['fields'][Name] extends Field<'json'> ? never : Name;
}[FieldName<V>] &
  string;

/**
 * A document as it is read. While a changed view is filled, the older filling is read: a field that it does not have, or has with another
 * type, is null there whatever is said here, and `json` is what an older program wrote.
 */
export type Document<V extends View = View> = { readonly [Name in FieldName<V>]: Held<V, Name> };

/** A document as it is made: what may be null may be left out. */
export type NewDocument<V extends View> = {
  -readonly [Name in FieldName<V> as null extends Held<V, Name> ? never : Name]: Held<V, Name>;
} & { -readonly [Name in FieldName<V> as null extends Held<V, Name> ? Name : never]?: Held<V, Name> };

/** Some fields in the making: where every event counts, filling one object is several times cheaper than spreading many into it. */
export type Draft<V extends View> = { -readonly [Name in FieldName<V>]?: Held<V, Name> };
