import { type Refusal } from '@arauto/domain';
import type { ComparableField, Condition, Cursor, Found, Sort, Value, View, ViewReader } from '@arauto/read-models';
import type { PageQuery } from '../paging';
import { invalid } from './problems';

/** Rows of a page where nobody says how many. */
const DEFAULT_LIMIT = 50;

/** How far a total is counted where nobody asks for more: further than that people only want to know that there are many. */
export const COUNT_UP_TO = 10_000;

export function limitOf({ limit = DEFAULT_LIMIT }: PageQuery): number {
  return limit;
}

/** A cursor as a page gave it, or undefined for the first page. @throws Refusal when it is not one of this list */
export function cursorOf({ cursor }: PageQuery, values: number): Cursor | undefined {
  if (cursor === undefined || cursor === null) return undefined;
  const { v, id } = (typeof cursor === 'object' ? cursor : {}) as { v?: unknown; id?: unknown };
  if (typeof id === 'string' && Array.isArray(v) && v.length === values && v.every(isValue)) return { values: v, id };
  throw foreignCursor();
}

/** A cursor that is one text or number. */
export function simpleCursor<Type extends 'string' | 'number'>(
  { cursor }: PageQuery,
  type: Type,
): (Type extends 'string' ? string : number) | undefined {
  if (cursor === undefined || cursor === null) return undefined;
  if (typeof cursor === type) return cursor as Type extends 'string' ? string : number;
  throw foreignCursor();
}

function foreignCursor(): Refusal {
  return invalid('cursor', 'invalid', 'cursor is not one that this list gave.');
}

function isValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** What `cursorOf` reads back. */
export function cursorAfter(sort: readonly Sort[], { id, doc }: Found): unknown {
  return { v: sort.map(({ field }) => doc[field] ?? null), id };
}

interface PageOf<V extends View> {
  readonly where: readonly Condition<V>[];
  readonly sort: readonly Sort<ComparableField<V>>[];
  readonly input: PageQuery;
}

/** One page of a view, in keyset order. */
export async function findPage<V extends View>(
  reader: ViewReader,
  view: V,
  query: PageOf<V>,
): Promise<{ readonly found: readonly Found<V>[]; readonly nextCursor: unknown }> {
  const { where, sort, input } = query;
  const limit = limitOf(input);
  const after = cursorOf(input, sort.length);
  const rows = await reader.find(view, { where, sort, limit: limit + 1, after });
  const found = rows.slice(0, limit);
  const last = rows.length > limit ? found.at(-1) : undefined;
  return { found, nextCursor: last ? cursorAfter(sort, last) : null };
}

/** The same, with the way back to the page before: its cursor asks for what lies before it, the nearest first. */
export async function pageBothWays<V extends View>(
  reader: ViewReader,
  view: V,
  { where, sort, input }: PageOf<V>,
): Promise<Awaited<ReturnType<typeof findPage<V>>> & { readonly previousCursor: unknown }> {
  const { cursor } = input;
  const isBack = (cursor as { readonly back?: unknown } | null | undefined)?.back === true;
  const turned = isBack ? sort.map(({ field, descending }) => ({ field, descending: !descending })) : sort;
  const { found, nextCursor } = await findPage(reader, view, { where, sort: turned, input });
  const first = found[0] && cursorAfter(sort, found[0]);
  const back = (place: unknown) => (place ? { ...place, back: true } : null);
  return isBack
    ? { found: found.toReversed(), nextCursor: first ?? null, previousCursor: back(nextCursor) }
    : { found, nextCursor, previousCursor: cursor ? back(first) : null };
}
