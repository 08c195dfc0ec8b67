import type { Document, View, ViewReader } from '@arauto/read-models';

/** Documents of a page of rows by id, in one look-up. */
export async function documentsById<V extends View>(
  reader: Pick<ViewReader, 'getMany'>,
  view: V,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, Document<V>>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const found = await reader.getMany(view, wanted);
  return new Map(wanted.flatMap((id, at) => (found[at] ? [[id, found[at]] as const] : [])));
}
