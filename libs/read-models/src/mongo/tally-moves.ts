import type { ClientSession, Collection } from 'mongodb';
import type { Change } from '../change';
import type { Stored } from '../encode';
import { TALLIED } from '../tally';
import type { Tally, View } from '../view';
import type { StoredDocument } from './kept-view';
import type { MergedChanges } from './merge';

type Cells = Readonly<Record<string, Stored>>;

function fieldsOf({ bucket, by }: Tally): string[] {
  return [bucket.field, ...by];
}

/** What the documents that a batch may count anew are now. In the transaction that changes them. */
export async function documentsBefore(
  collection: Collection<StoredDocument>,
  tally: Tally,
  merged: MergedChanges,
  session: ClientSession,
): Promise<ReadonlyMap<string, Cells>> {
  const fields = fieldsOf(tally);
  const ids = merged.touching(fields);
  if (ids.length === 0) return new Map();
  const projection = Object.fromEntries(fields.map((field) => [field, 1]));
  const found = await collection
    .find({ _id: { $in: ids } }, { session, projection, batchSize: ids.length + 1 })
    .toArray();
  return new Map(found.map((document) => [document._id, document as Cells]));
}

/** What a batch adds to the combinations of a tally. */
export function moves(counts: View, tally: Tally, merged: MergedChanges, before: ReadonlyMap<string, Cells>): Change[] {
  const fields = fieldsOf(tally);
  const sums = new Map<string, { readonly told: Cells; by: number }>();
  const move = (cells: Cells | undefined, by: number) => {
    const { bucket, of = bucket.field } = tally;
    if (cells?.[bucket.field] === undefined || cells[of] === undefined) return;
    const { field, every } = bucket;
    const told = { ...cells, [field]: Math.floor((cells[field] as number) / every) * every };
    const key = fields.map((each) => told[each] ?? null);
    const id = JSON.stringify(key);
    const known = sums.get(id);
    if (known) known.by += by;
    else sums.set(id, { told, by });
  };
  for (const id of merged.touching(fields)) {
    const was = before.get(id);
    move(was, -1);
    move(merged.after(id, fields, was), 1);
  }
  return [...sums].flatMap(([id, { told, by }]) => {
    if (by === 0) return [];
    const key = Object.fromEntries(fields.map((field) => [field, told[field] ?? null]));
    return { op: 'add' as const, view: counts.name, id, amounts: { [TALLIED]: by }, key };
  });
}
