import type { Condition, View, ViewReader } from '@arauto/read-models';

/** Persons looked up by one query. */
const SLICE = 500;

/**
 * Those among many persons of whom a view has documents, at most two of each. Most views have none of anybody's, and are asked once.
 * @param where what the documents must fulfil beside the field `personKey`
 */
export async function personsInView(
  views: Pick<ViewReader, 'count' | 'find'>,
  view: View,
  where: readonly Condition[],
  persons: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const { value } = await views.count(view, where, 1);
  for (let start = 0; value > 0 && start < persons.length; start += SLICE) {
    const slice = persons.slice(start, start + SLICE);
    const rows = await views.find(view, {
      where: [...where, { field: 'personKey', in: slice }],
      fields: ['personKey'],
      limit: 2 * SLICE,
    });
    for (const { doc } of rows) found.add(String(doc['personKey']));
  }
  return found;
}
