import type { Database, SqlValue, Statement } from '@arauto/sqlite';
import type { Merged } from './merge';
import type { Column, Table } from './table';

/** Rows per INSERT: more gain nothing. */
const ROWS_PER_INSERT = 25;
/** Ids looked up by one statement. */
export const IDS_PER_LOOKUP = 50;

/** Writes merged changes to one view's table, inside the writer's transaction. */
export class TableWriter {
  private readonly insertMany: Statement;
  private readonly insertOne: Statement;
  private readonly lookup: Statement;
  private readonly isThere: Statement;
  private readonly replace: Statement;
  private readonly remove: Statement;
  private readonly updates = new Map<number | string, Statement>();

  constructor(
    private readonly database: Database,
    private readonly table: Table,
  ) {
    const { name, columns } = table;
    const row = `(${['?', '?', ...columns.map(() => '?')].join(',')})`;
    const insert = `INSERT INTO ${name} (${['_h', '_id', ...columns.map(({ sql }) => sql)].join(',')}) VALUES `;
    this.insertMany = database.prepare(insert + new Array(ROWS_PER_INSERT).fill(row).join(','));
    this.insertOne = database.prepare(insert + row);
    const hashes = new Array(IDS_PER_LOOKUP).fill('?').join(',');
    this.lookup = database.prepare(`SELECT _n, _id FROM ${name} WHERE _h IN (${hashes})`);
    this.isThere = database.prepare(`SELECT 1 FROM ${name} WHERE _h=? AND _id=?`);
    const all = columns.map(({ sql }) => `${sql}=?`).join(',');
    this.replace = database.prepare(`UPDATE ${name} SET ${all || '_h=_h'} WHERE _n=?`);
    this.remove = database.prepare(`DELETE FROM ${name} WHERE _n IN (${hashes})`);
  }

  write(documents: ReadonlyMap<string, Merged>): void {
    const puts: Merged[] = [];
    const removes: Merged[] = [];
    const inserts: Merged[] = [];
    for (const merged of documents.values()) {
      if (merged.full) puts.push(merged);
      else if (merged.removed) removes.push(merged);
      else if (!this.update(merged) && merged.missing) inserts.push(merged);
    }
    this.delete(removes);
    this.put(puts, inserts);
    this.insert(inserts);
  }

  private delete(removes: readonly Merged[]): void {
    for (const chunk of chunks(removes)) {
      const numbers = [...this.numbers(chunk).values()];
      if (numbers.length > 0) this.remove.run(...padded(numbers));
    }
  }

  /** Rewrites the rows that are there; the others go to `inserts`. */
  private put(puts: readonly Merged[], inserts: Merged[]): void {
    for (const chunk of chunks(puts)) {
      const numbers = this.numbers(chunk);
      for (const merged of chunk) {
        const number = numbers.get(merged.id);
        if (number === undefined) inserts.push(merged);
        else this.replace.run(...merged.missing!, number);
      }
    }
  }

  /** The row numbers of those that are there, by id. */
  private numbers(chunk: readonly Merged[]): Map<string, number> {
    const found = new Map<string, number>();
    const rows = this.lookup.rows(...padded(chunk.map(({ hash }) => hash)));
    if (rows.length === 0) return found;
    // a hash may be shared with a document that is none of these
    const wanted = new Set(chunk.map(({ id }) => id));
    for (const [number, id] of rows) if (wanted.has(id as string)) found.set(id as string, number as number);
    return found;
  }

  private insert(inserts: readonly Merged[]): void {
    let at = 0;
    for (; at + ROWS_PER_INSERT <= inserts.length; at += ROWS_PER_INSERT) {
      const values: SqlValue[] = [];
      for (let i = at; i < at + ROWS_PER_INSERT; i++) pushRow(values, inserts[i]!);
      this.insertMany.run(...values);
    }
    for (; at < inserts.length; at++) {
      const values: SqlValue[] = [];
      pushRow(values, inserts[at]!);
      this.insertOne.run(...values);
    }
  }

  /** Changes some cells of a row that may be there; says whether it is. */
  private update({ id, hash, set, add }: Merged): boolean {
    let shape = 0;
    let sums = 0;
    const values: SqlValue[] = [];
    for (let at = 0; at < this.table.columns.length; at++) {
      const cell = set[at];
      const amount = cell === undefined ? add?.[at] : undefined;
      if (cell !== undefined) {
        shape += 2 ** at;
        values.push(cell);
      } else if (amount !== undefined) {
        sums += 2 ** at;
        values.push(amount);
      }
    }
    if (values.length === 0) return this.isThere.row(hash, id) !== undefined;
    const statement = this.updateOf(sums === 0 ? shape : `${shape}+${sums}`, set, add);
    values.push(hash, id);
    return statement.run(...values).changes > 0;
  }

  /** One statement per set of cells: projections have few, and SQLite then leaves the other indexes alone. */
  private updateOf(shape: number | string, set: Merged['set'], add: Merged['add']): Statement {
    const known = this.updates.get(shape);
    if (known) return known;
    const cells = this.table.columns.flatMap((column, at) => assignment(column, set[at], add?.[at]));
    const statement = this.database.prepare(`UPDATE ${this.table.name} SET ${cells.join(',')} WHERE _h=? AND _id=?`);
    this.updates.set(shape, statement);
    return statement;
  }
}

export function* chunks(documents: readonly Merged[]): Generator<readonly Merged[]> {
  for (let start = 0; start < documents.length; start += IDS_PER_LOOKUP) {
    yield documents.slice(start, start + IDS_PER_LOOKUP);
  }
}

/** Repeats the last value, so that one prepared statement serves chunks of every length. */
export function padded(values: readonly number[]): number[] {
  const all = [...values];
  while (all.length < IDS_PER_LOOKUP) all.push(values.at(-1)!);
  return all;
}

function assignment({ sql }: Column, cell: SqlValue | undefined, amount: number | undefined): string[] {
  if (cell !== undefined) return [`${sql}=?`];
  return amount === undefined ? [] : [`${sql}=coalesce(${sql},0)+?`];
}

function pushRow(values: SqlValue[], { hash, id, missing }: Merged): void {
  values.push(hash, id);
  for (const cell of missing!) values.push(cell);
}
