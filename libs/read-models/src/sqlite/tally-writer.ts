import type { Database, SqlValue, Statement } from '@arauto/sqlite';
import { TALLIED } from '../tally';
import { hashId } from './id-hash';
import type { Merged } from './merge';
import type { Table } from './table';
import { chunks, IDS_PER_LOOKUP, padded, type TableWriter } from './table-writer';

/** Cells of a tally in the order of its columns, without how many there are. */
type Combination = readonly SqlValue[];

/** Keeps the tally of a view: looks up what the documents of a batch were, before they are written. Inside the writer's transaction. */
export class TallyWriter {
  /** Where the fields of a combination stand among the columns of the documents. */
  private readonly places: readonly number[];
  private readonly lookup: Statement;
  private readonly clear: Statement;
  private readonly every: number;
  /** Where the field stands that must be set; the bucket's, which must be anyway, where there is none. */
  private readonly of: number;

  constructor(
    database: Database,
    documents: Table,
    private readonly tally: Table,
    private readonly writer: TableWriter,
  ) {
    const { bucket, by, of } = documents.view.tally!;
    this.every = bucket.every;
    this.of = of === undefined ? 0 : by.indexOf(of) + 1;
    this.places = [bucket.field, ...by].map((field) => documents.indexOf(field));
    const cells = this.places.map((at) => documents.columns[at]!.sql).join(', ');
    const hashes = new Array(IDS_PER_LOOKUP).fill('?').join(',');
    this.clear = database.prepare(`DELETE FROM ${tally.name} WHERE _h IN (${hashes}) AND "${TALLIED}" = 0`);
    this.lookup = database.prepare(`SELECT _id, ${cells} FROM ${documents.name} WHERE _h IN (${hashes})`);
  }

  write(documents: ReadonlyMap<string, Merged>): void {
    const moves = new Map<string, { readonly combination: Combination; by: number }>();
    const move = (combination: Combination, by: number) => {
      const key = combination.join('|');
      const known = moves.get(key);
      if (known) known.by += by;
      else moves.set(key, { combination, by });
    };
    for (const chunk of chunks([...documents.values()].filter((each) => this.touches(each)))) {
      const before = this.before(chunk);
      for (const merged of chunk) {
        const was = before.get(merged.id);
        const is = this.after(merged, was);
        if (was && is && was.every((cell, at) => this.told(cell, at) === this.told(is[at]!, at))) continue;
        if (was && this.counts(was))
          move(
            was.map((cell, at) => this.told(cell, at)),
            -1,
          );
        if (is && this.counts(is))
          move(
            is.map((cell, at) => this.told(cell, at)),
            1,
          );
      }
    }
    const moved = [...moves].flatMap(([key, { combination, by }]) =>
      by === 0 ? [] : [this.added(key, combination, by)],
    );
    this.writer.write(new Map(moved.map((merged) => [merged.id, merged])));
    const less = moved.filter((merged) => merged.add!.at(-1)! < 0);
    for (const chunk of chunks(less)) this.clear.run(...padded(chunk.map(({ hash }) => hash)));
  }

  /** Whether it may move anything, or is made: most events change no cell that a tally knows. */
  private touches({ removed, full, set, missing }: Merged): boolean {
    return removed || full || missing !== undefined || this.places.some((at) => set[at] !== undefined);
  }

  private before(chunk: readonly Merged[]): ReadonlyMap<string, Combination> {
    const rows = this.lookup.rows(...padded(chunk.map(({ hash }) => hash)));
    return new Map(rows.map(([id, ...cells]) => [id as string, cells]));
  }

  private after({ removed, full, set, missing }: Merged, was: Combination | undefined): Combination | undefined {
    if (full) return this.places.map((at) => set[at]!);
    if (removed) return undefined;
    if (was) {
      return was.map((cell, at) => {
        const now = set[this.places[at]!];
        return now === undefined ? cell : now;
      });
    }
    return missing && this.places.map((at) => missing[at]!);
  }

  private counts(cells: Combination): boolean {
    return cells[0] !== null && cells[this.of] !== null;
  }

  /** The bucket of an integer, and any other cell as it is: null is in no bucket, and not in that of 0. */
  private told(cell: SqlValue, at: number): SqlValue {
    return at > 0 || cell === null ? cell : Math.floor((cell as number) / this.every) * this.every;
  }

  private added(id: string, combination: Combination, by: number): Merged {
    const amount = this.tally.indexOf(TALLIED);
    const missing: SqlValue[] = [...combination];
    missing[amount] = by;
    const add: (number | undefined)[] = [];
    add[amount] = by;
    return { id, hash: hashId(id), removed: false, full: false, set: [], add, missing };
  }
}
