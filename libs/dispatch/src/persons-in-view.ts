import type { Condition, Field, View, ViewReader } from '@arauto/read-models';

/** A view that says of which person each document is. */
export type PersonsView = View<{ readonly personKey: Field<'text', string> }>;

/** Persons looked up by one query. */
const SLICE = 500;
/** Documents of one person, at most. */
const MOST_OF_ONE = 5;

/**
 * Those among many persons of whom a view has documents, at most five of each. Most views have none of anybody's, and are asked once.
 * @param where what the documents must fulfil beside the field `personKey`
 */
export async function personsInView<V extends PersonsView>(
  views: Pick<ViewReader, 'count' | 'find'>,
  view: V,
  where: readonly Condition<V>[],
  persons: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const { value } = await views.count(view, where, 1);
  for (let start = 0; value > 0 && start < persons.length; start += SLICE) {
    const slice = persons.slice(start, start + SLICE);
    const rows = await views.find<View>(view, {
      where: [...where, { field: 'personKey', in: slice }],
      fields: ['personKey'],
      limit: MOST_OF_ONE * SLICE,
    });
    for (const { doc } of rows) found.add(String(doc['personKey']));
  }
  return found;
}
